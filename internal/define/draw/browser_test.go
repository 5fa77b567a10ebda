// SPDX-License-Identifier: Apache-2.0

package draw_test

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/define/draw"
	"github.com/wendcx/wend/internal/define/template"
)

// measuring is a script that tells the browser's own lengths of all lines.
const measuring = `<pre id="told"></pre><script>
document.fonts.ready.then(() => {
  const told = [...document.querySelectorAll('svg text')].map(t => [t.textContent, t.getComputedTextLength()]);
  document.getElementById('told').textContent = JSON.stringify(told);
});
</script>`

var told = regexp.MustCompile(`(?s)<pre id="told">(.*?)</pre>`)

// TestTheBrowserAgrees: lines are as long in a real browser as they were
// measured; those with letters of the reader's own fonts are no longer.
func TestTheBrowserAgrees(t *testing.T) {
	browser, err := exec.LookPath("chromium-headless-shell")
	if err != nil {
		browser, err = exec.LookPath("chromium")
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("no chromium: make deps installs it")
	}
	docs, err := template.Open("hotel")
	if err != nil {
		t.Fatal(err)
	}
	strange := long(t, 3, "          title: Ünïcödé Καλημέρα 顾客在网站上 👩‍👩‍👧 🇫🇷 → ▼\n          thinks: العميل يدفع ثمن الطلب\n          does: [\"fi fl ffi AVATAR To Ty\"]\n")
	drawings := map[string]*draw.Drawing{
		"hotel":   render(t, docs, invent(docs.Files[0].Journey), "screen"),
		"strange": render(t, strange, nil, "screen"),
	}
	for name, d := range drawings {
		page, err := d.HTML()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), name+".html")
		if err := os.WriteFile(file, bytes.Replace(page, []byte("</body>"), []byte(measuring+"</body>"), 1), 0o600); err != nil {
			t.Fatal(err)
		}
		lines := lengthsIn(t, browser, file)
		if len(lines) != len(d.Pages[0].Lines) {
			t.Fatalf("%s: %d lines in the browser, %d drawn", name, len(lines), len(d.Pages[0].Lines))
		}
		for i, l := range d.Pages[0].Lines {
			text, length := lines[i][0].(string), lines[i][1].(float64)
			if text != l.Text {
				t.Fatalf("%s: line %d is %q, drawn was %q", name, i, text, l.Text)
			}
			if length > l.Box.W*1.003+0.1 {
				t.Errorf("%s: %q is %.2f long in the browser, measured %.2f", name, text, length, l.Box.W)
			}
			if name == "hotel" && length < l.Box.W*0.99-0.1 && !bytes.ContainsAny([]byte(text), "→▼") {
				t.Errorf("%s: %q is only %.2f long in the browser, measured %.2f", name, text, length, l.Box.W)
			}
		}
	}
}

func lengthsIn(t *testing.T, browser, file string) (lines [][2]any) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	out, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--font-render-hinting=none", "--user-data-dir="+t.TempDir(), "--virtual-time-budget=5000", "--dump-dom", "file://"+file).Output()
	if err != nil {
		t.Fatal(err)
	}
	m := told.FindSubmatch(out)
	if m == nil {
		t.Fatal("the browser told nothing")
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(string(m[1]))), &lines); err != nil {
		t.Fatal(err)
	}
	return lines
}
