// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/define/journey"
)

// stepIDs makes ids of names, each once.
func stepIDs(names []string) []journey.StepID {
	taken := map[journey.StepID]bool{}
	out := make([]journey.StepID, len(names))
	for i, name := range names {
		base := journey.StepID(journey.Slug(spaced(name)))
		out[i] = base
		for n := 2; taken[out[i]]; n++ {
			out[i] = journey.StepID(fmt.Sprintf("%s-%d", base, n))
		}
		taken[out[i]] = true
	}
	return out
}

// titleOf makes a title that people can begin from.
//
//	product_view  →  Product view
//	A_SUBMITTED   →  A submitted
//	OrderPlaced, Order Placed  →  Order placed
//	Take in charge ticket  →  as it is
func titleOf(name string) string {
	words := strings.Fields(spaced(name))
	if strings.ContainsRune(name, '_') || !slices.ContainsFunc(words, beginsSmall) {
		for i, w := range words {
			words[i] = lowered(w, i)
		}
	}
	title := strings.Join(words, " ")
	r, size := utf8.DecodeRuneInString(title)
	if size == 0 {
		return name
	}
	return string(unicode.ToUpper(r)) + title[size:]
}

func beginsSmall(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}

// spaced puts spaces in the place of underscores and between the words of a name
// such as OrderPlaced.
func spaced(name string) string {
	var b strings.Builder
	var before rune
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte(' ')
		}
		if before = r; r == '_' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// lowered writes a word small: one in capitals unless it is short, as VAT is, and
// one behind the first that begins with a capital.
func lowered(word string, at int) string {
	n := utf8.RuneCountInString(word)
	capitals := word == strings.ToUpper(word)
	if capitals && n > 3 || !capitals && at > 0 {
		return strings.ToLower(word)
	}
	return word
}

// percent writes a share, as in 97.4 %.
func percent(x float64) string {
	return strconv.FormatFloat(100*x, 'f', 1, 64) + " %"
}

// short writes a limit, as in 5 %.
func short(x float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(100*x, 'f', 1, 64), ".0") + " %"
}
