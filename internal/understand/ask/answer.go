// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Answer is what a question gives: one answer, or one for each group, or two
// with their difference; exactly one of One, Groups and Compared is there. In
// JSON its own fields stand beside "about".
type Answer[R, D any] struct {
	About    About
	One      *R
	Groups   *Groups[R]
	Compared *Compared[R, D]
}

// MarshalJSON writes about in front of the fields of the answer.
func (a *Answer[R, D]) MarshalJSON() ([]byte, error) {
	about, err := json.Marshal(a.About)
	if err != nil {
		return nil, err
	}
	answer, err := json.Marshal(a.content())
	if err != nil {
		return nil, err
	}
	rest, ok := bytes.CutPrefix(answer, []byte{'{'})
	if !ok {
		return nil, fmt.Errorf("an answer that is no object: %.40s", answer)
	}
	comma := ","
	if bytes.HasPrefix(rest, []byte{'}'}) {
		comma = ""
	}
	return fmt.Appendf(nil, `{"about":%s%s%s`, about, comma, rest), nil
}

func (a *Answer[R, D]) content() any {
	switch {
	case a.Groups != nil:
		return a.Groups
	case a.Compared != nil:
		return a.Compared
	}
	return a.One
}

// kernel is what a question asks of instances, and how two answers differ.
type kernel[R, D any] struct {
	ask    func(*sequence.Instances) (*R, error)
	differ func(a, b *R) *D
}

// answer asks as the terms say.
func answer[R, D any](t *Terms, x *sequence.Instances, docs *workspace.Documents, k kernel[R, D]) (out *Answer[R, D], err error) {
	out = &Answer[R, D]{About: aboutOf(x, docs)}
	switch {
	case t.By != "":
		out.Groups, err = Split(x, t.By, k.ask)
	case t.Against != "":
		out.Compared, err = Compare(x, t.Against, k.ask, k.differ)
	default:
		out.One, err = k.ask(x)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}
