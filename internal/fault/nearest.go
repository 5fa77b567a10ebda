// SPDX-License-Identifier: Apache-2.0

package fault

import "strings"

// Nearest returns the candidate that looks most like word, or "" when none is
// close enough to be a likely typing error (one letter off, and one more for
// every three letters of the word) and not exactly one begins with word. Among
// equals the first wins.
func Nearest(word string, candidates []string) string {
	best, limit := "", len([]rune(word))/3+2
	for _, c := range candidates {
		if d := distance(word, c); d < limit {
			best, limit = c, d
		}
	}
	if best == "" && len(word) > 2 {
		return begun(word, candidates)
	}
	return best
}

// begun returns the candidate that word begins, or "" where none or several do.
func begun(word string, candidates []string) string {
	found := ""
	for _, c := range candidates {
		if strings.HasPrefix(c, word) {
			if found != "" {
				return ""
			}
			found = c
		}
	}
	return found
}

// distance is the number of single-letter edits (insert, delete, replace)
// between a and b (Levenshtein).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range s {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range t {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(t)]
}
