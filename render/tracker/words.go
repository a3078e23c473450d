package tracker

import (
	"strings"

	"minutebook/forms"
)

// plans are the codes of plans in words, in which they are shown and chosen.
var plans = []struct{ code, words string }{
	{"ADOPTION", "Adoption"}, {"RETURN_HOME", "Return home"}, {"LTF", "Long-term fostering"}, {"SGO", "Special guardianship"},
	{"CAO", "Child arrangements order"}, {"KINSHIP_FOSTER", "Kinship fostering"}, {"RESIDENTIAL", "Residential care"}, {"OTHER", "Other"},
}

// planWords returns a plan's words, or the code if it is none of ours.
func planWords(code string) string {
	for _, p := range plans {
		if p.code == code {
			return p.words
		}
	}
	return code
}

// PlanCode returns the code of a plan by the words in which the workbook shows it; ok is false for other words.
func PlanCode(words string) (code string, ok bool) {
	for _, p := range plans {
		if p.words == words {
			return p.code, true
		}
	}
	return "", false
}

// label is an answer in words.
func label(answer forms.YesNo) string {
	switch answer {
	case forms.Yes:
		return "Yes"
	case forms.No:
		return "No"
	}
	return ""
}

// spaced turns "adm_fostering" into "adm fostering".
func spaced(id string) string { return strings.ReplaceAll(id, "_", " ") }

// event is what an event or another start of a clock is called.
func (m *maker) event(kind string) string {
	if words, ok := m.events[kind]; ok {
		return words
	}
	return first(strings.ReplaceAll(spaced(kind), "ppm", "PPM"))
}

// first turns a sentence’s first letter into a capital.
func first(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
