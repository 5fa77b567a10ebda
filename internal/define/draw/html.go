// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"bytes"
	"fmt"
	"html"
	"strconv"
)

// ours is in everything that is drawn.
const ours = "drawn with Wend"

// IsOurs reports whether a file is a drawing of Wend's.
func IsOurs(file []byte) bool { return bytes.Contains(file, []byte(ours)) }

// SVG writes one page, complete in itself.
func (d *Drawing) SVG(page int) ([]byte, error) {
	css, err := d.css()
	if err != nil {
		return nil, err
	}
	return d.Pages[page].SVG(d.Title, d.Scale, css), nil
}

// tableRow is one step as text.
type tableRow []string

// tableHead names the columns of the map as text.
var tableHead = []string{"step", "phase", "stage", "title", "channel", "what is known"}

// textTable is the map for those who do not see it.
func (m *maker) textTable() []tableRow {
	var out []tableRow
	for i := range m.columns {
		c := &m.columns[i]
		if m.blank || c.absent {
			continue
		}
		known := ""
		if f := c.figures; f != nil {
			known = "not observed"
			if f.Reach != nil {
				known = "reached by " + thousands(*f.Reach)
				if f.ReachRate != nil {
					known += ", " + percent(f.ReachRate.Value) + " " + interval(f.ReachRate, percentDigits)
				}
			}
			if f.Score != nil && f.Score.N > 0 {
				known += "; " + f.Score.words() + ", n " + thousands(f.Score.N)
			}
		}
		channel := c.channel
		if c.Contactless {
			channel = "no contact"
		}
		out = append(out, tableRow{strconv.Itoa(c.number), string(c.Phase), c.Stage, c.Title, channel, known})
	}
	return out
}

// style is the page around the drawing: on a screen it scrolls, on paper each
// page of the drawing is a sheet.
const style = `
body{margin:0;background:#e9edf2;font-family:'Wend Sans',Roboto,'Noto Sans',Arial,sans-serif;color:#1b2733}
main{padding:24px;overflow-x:auto}
figure{margin:0 0 24px;width:max-content;background:#fff;box-shadow:0 1px 6px rgba(0,0,0,.18)}
figure svg{display:block}
label{padding:0 8px;font-size:14px}
#fit:checked~main figure{width:auto}
#fit:checked~main svg{width:100%;height:auto}
details{margin:0 24px 24px}
table{border-collapse:collapse;background:#fff;font-size:14px}
th,td{border:1px solid #d5dbe3;padding:4px 10px;text-align:start;vertical-align:top}
@media print{label,#fit{display:none}body{background:#fff}main{padding:0;overflow:visible}figure{margin:0;box-shadow:none;break-after:page}figure:last-of-type{break-after:auto}details{display:none}}
`

// HTML writes the whole drawing as one file that needs no other.
func (d *Drawing) HTML() ([]byte, error) {
	css, err := d.css()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n", html.EscapeString(d.Title))
	fmt.Fprintf(&b, "<style>%s%s%s</style>\n</head>\n<body>\n<input type=\"checkbox\" id=\"fit\" style=\"margin:14px 0 0 24px\"><label for=\"fit\">Fit to the window</label>\n<main>\n", css, style, d.sheet())
	for i, page := range d.Pages {
		title := d.Title
		if len(d.Pages) > 1 {
			title = fmt.Sprintf("%s, page %d of %d", d.Title, i+1, len(d.Pages))
		}
		b.WriteString("<figure>\n")
		b.Write(page.SVG(title, d.Scale, ""))
		b.WriteString("</figure>\n")
	}
	b.WriteString("</main>\n")
	d.writeTable(&b)
	b.WriteString("</body>\n</html>\n")
	return b.Bytes(), nil
}

// sheet is the size of the paper.
func (d *Drawing) sheet() string {
	w, h := d.Paper.Width, d.Paper.Height
	if w == 0 && len(d.Pages) > 0 {
		w, h = d.Pages[0].Size.W, d.Pages[0].Size.H
	}
	return fmt.Sprintf("@page{size:%.2fpt %.2fpt;margin:0}\n", w, h)
}

func (d *Drawing) writeTable(b *bytes.Buffer) {
	if len(d.table) == 0 {
		return
	}
	b.WriteString("<details>\n<summary>The map as a table</summary>\n<table>\n<tr>")
	for _, h := range tableHead {
		fmt.Fprintf(b, "<th scope=\"col\">%s</th>", html.EscapeString(h))
	}
	b.WriteString("</tr>\n")
	for _, row := range d.table {
		b.WriteString("<tr>")
		for _, cell := range row {
			fmt.Fprintf(b, "<td dir=\"auto\">%s</td>", html.EscapeString(cell))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n</details>\n")
}
