// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"regexp"
	"strings"
)

// spreadsheetParts are the letters by which spreadsheets and others write a time
// format, in English, German and French.
var spreadsheetParts = regexp.MustCompile(`(?i)y{4}|j{4}|a{4}|yy|jj|m{3}|mm|dd|tt|hh|ss`)

// spelledWithPercent reports whether a format is strptime's. One without a % or
// with dd, mm and yyyy in it would read no time at all.
func spelledWithPercent(format string) bool {
	return strings.Contains(format, "%") && !spreadsheetParts.MatchString(format)
}

// formatRemedy says how a format such as dd/mm/yyyy is written here.
func formatRemedy(format string) string {
	translated := translate(format)
	if spelledWithPercent(translated) && strings.Contains(strings.ToLower(translated), "%y") {
		return fmt.Sprintf("write %q", translated)
	}
	return "write it as %d/%m/%Y %H:%M, or iso, unix, unix_ms, unix_us"
}

// translate turns dd/mm/yyyy HH:mm into %d/%m/%Y %H:%M. What stands behind an
// hour is minutes, whatever the letters' case.
func translate(format string) string {
	hour := false
	return spreadsheetParts.ReplaceAllStringFunc(format, func(p string) string {
		afterHour := hour
		hour = false
		switch lower := strings.ToLower(p); {
		case lower == "mm" && afterHour:
			return "%M"
		case lower == "mm":
			return "%m"
		case lower == "mmm":
			return "%b"
		case lower == "dd" || lower == "tt":
			return "%d"
		case lower == "ss":
			return "%S"
		case lower == "hh":
			hour = true
			return "%H"
		case len(p) == 2:
			return "%y"
		}
		return "%Y"
	})
}
