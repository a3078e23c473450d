package api

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"minutebook/forms"
)

// parameter is one thing that may stand after the question mark.
type parameter struct {
	name    string
	about   string
	options []string // all there are; nil for any text
	max     int      // characters of a text, or the largest number
	number  bool     // a whole number from min to max
	min     int
	preset  int
	day     bool // a day of the calendar, YYYY-MM-DD
}

var (
	limitParameter  = parameter{name: "limit", about: "how many on a page", number: true, min: 1, max: 200, preset: 50}
	offsetParameter = parameter{name: "offset", about: "how many to leave out before the page", number: true, max: 1_000_000}
)

// query holds parameters that were checked.
type query struct {
	texts   map[string]string
	numbers map[string]int
}

// parseQuery reads a raw query and reports everything that is wrong with it at once. A mistyped name is an error: ignored,
// it would answer a different question.
func parseQuery(parameters []parameter, raw string) (query, error) {
	q := query{map[string]string{}, map[string]int{}}
	values, err := url.ParseQuery(raw)
	if err != nil {
		return q, &refusal{kind: badQuery, detail: "What follows the question mark is not encoded as a query."}
	}
	var problems forms.Problems
	names := make([]string, len(parameters))
	for i, p := range parameters {
		names[i] = p.name
		if p.number {
			q.numbers[p.name] = p.preset
		}
		if given := values[p.name]; len(given) > 1 {
			problems = append(problems, p.wrong("parameter_repeated", given[1]))
		} else if len(given) == 1 {
			problems = append(problems, q.set(p, given[0])...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(names, name) {
			problems = append(problems, forms.Problem{Code: "parameter_unknown", Level: forms.Error,
				Args: map[string]any{"parameter": clip(name), "nearest": nearest(name, names)}})
		}
	}
	if problems != nil {
		return q, &refusal{kind: badQuery, problems: faults(forms.Wording{}, "", problems)}
	}
	return q, nil
}

func (q query) set(p parameter, given string) forms.Problems {
	switch {
	case p.number:
		n, err := strconv.Atoi(given)
		if err != nil || n < p.min || n > p.max {
			return forms.Problems{p.wrong("parameter_number", given)}
		}
		q.numbers[p.name] = n
	case p.day:
		if _, err := time.Parse(time.DateOnly, given); err != nil {
			return forms.Problems{p.wrong("parameter_day", given)}
		}
		q.texts[p.name] = given
	case p.options != nil && !slices.Contains(p.options, given):
		return forms.Problems{p.wrong("parameter_choice", given)}
	case !plain(given) || utf8.RuneCountInString(given) > p.max && p.options == nil:
		return forms.Problems{p.wrong("parameter_text", given)}
	default:
		q.texts[p.name] = given
	}
	return nil
}

func (p parameter) wrong(code, got string) forms.Problem {
	args := map[string]any{"parameter": p.name, "got": clip(strings.ToValidUTF8(got, "\uFFFD")), "min": p.min, "max": p.max}
	if p.options != nil {
		args["choices"] = strings.Join(p.options, ", ")
	}
	return forms.Problem{Code: code, Level: forms.Error, Args: args}
}

// day is when a parameter's day begins in UTC; zero for none.
func (q query) day(name string) time.Time {
	t, err := time.Parse(time.DateOnly, q.texts[name])
	if err != nil { // not given: what was given has been read already
		return time.Time{}
	}
	return t
}

// plain reports whether s is UTF-8 without control characters, which some databases cannot take in a text.
func plain(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}
