package leak

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// part is one line of an address that can give the place away.
type part struct {
	text  string
	place bool // a village or town: all lines after the street
}

var (
	postcode = regexp.MustCompile(`(?i)\b[a-z]{1,2}[0-9][0-9a-z]? *[0-9][a-z]{2}\b`)
	number   = regexp.MustCompile(`(?i)^(no\.? *)?[0-9]+ ?[a-z]?( *[-–/] *[0-9]+[a-z]?)?[ ,]+`)
	dwelling = regexp.MustCompile(`(?i)^(flat|unit|apartment|apt|room|floor|block|maisonette|studio)\.? +([0-9]+ ?[a-z]?|[a-z])\b[ ,]*`)
)

// addressParts takes an address apart: the postcode, then each line without its number, its flat and a leading "The".
// Words that only stand where an address would, such as "withheld" or "c/o probation", are no address: one has a comma, a
// line break or a digit, or ends like a street.
func addressParts(address string) []part {
	if !strings.ContainsAny(address, ",\n0123456789") && streetType(strings.TrimSpace(address)) == "" {
		return nil
	}
	var parts []part
	for _, code := range postcode.FindAllString(address, -1) {
		parts = append(parts, part{text: code})
	}
	street := false
	for i, line := range strings.FieldsFunc(postcode.ReplaceAllString(address, ""), func(r rune) bool { return r == ',' || r == '\n' || r == ';' }) {
		line = strings.TrimSpace(line)
		bare := dwelling.ReplaceAllString(line, "")
		numbered := number.MatchString(bare + " ")
		bare = strings.TrimSpace(number.ReplaceAllString(bare+" ", ""))
		if rest, ok := cutFold(bare, "the "); ok {
			bare = rest
		}
		// One letter or a bare number says nothing; "c/o" tells who, not where.
		if len(squeeze(bare)) < 3 || strings.HasPrefix(strings.ToLower(bare), "c/o") || slices.Contains(countries, squeeze(bare)) || slices.Contains(generic, squeeze(bare)) {
			continue
		}
		isStreet := numbered || streetType(bare) != ""
		parts = append(parts, part{text: bare, place: i > 0 && !isStreet && (street || i > 1)})
		if isStreet {
			street = true
			if kind := streetType(bare); kind != "" { // "Tithebarn Fd": as people shorten it
				for _, short := range streets[kind] {
					parts = append(parts, part{text: bare[:len(bare)-len(kind)] + short})
				}
			}
		}
	}
	return parts
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

// streetType is the last word of a line in lower case if it is what streets are called, else "".
func streetType(line string) string {
	at := strings.LastIndexByte(line, ' ') + 1
	last := strings.ToLower(line[at:])
	if _, ok := streets[last]; ok && at > 0 {
		return last
	}
	return ""
}

// telephones returns the ways to write a number: 01632 960203, +44 1632 960203, 0044 1632 960203, +44 (0)1632 960203.
func telephones(number string) []string {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, number)
	for _, prefix := range []string{"00440", "0044", "440", "44", "0"} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok && len(rest) >= 7 {
			return []string{"00440" + rest, "440" + rest, "0044" + rest, "44" + rest, "0" + rest} // longest first: all of it is shown
		}
	}
	if len(digits) < 7 {
		return nil
	}
	return []string{digits}
}
