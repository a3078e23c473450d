package leak

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"minutebook/forms"
)

// personName is one person's name, taken apart.
type personName struct {
	given   []string // first names of those who share the surname
	surname string
}

// personNames reads names as case files have them: "Sandra & Delroy Whitcombe-Grant", "Jean Smith and Alun Pickersgill",
// "Dr A. de la Cruz (Ana)". What is no name, such as "Agency foster carers", gives none.
func personNames(text string) []personName {
	var names []personName
	var waiting []string // first names whose surname comes later
	plain := strings.NewReplacer(" & ", "\n", " and ", "\n", "(", "\n", ")", "\n", ",", "\n", ";", "\n", "/", "\n").Replace(text)
	for piece := range strings.Lines(plain) {
		words := strings.Fields(piece)
		for len(words) > 0 && slices.Contains(titles, squeeze(words[0])) {
			words = words[1:]
		}
		if len(words) == 0 || !allNames(words) {
			continue
		}
		if len(words) == 1 && !strings.ContainsFunc(piece, func(r rune) bool { return r == '-' }) && strings.HasSuffix(piece, "\n") {
			waiting = append(waiting, words[0])
			continue
		}
		at := len(words) - 1
		for at > 1 && slices.Contains(particles, squeeze(words[at-1])) {
			at--
		}
		if at == 1 && slices.Contains(particles, squeeze(words[0])) {
			at = 0
		}
		names = append(names, personName{append(waiting, words[:at]...), strings.Join(words[at:], " ")})
		waiting = nil
	}
	return names
}

// allNames: names begin with capitals, or are of a script that has none.
func allNames(words []string) bool {
	for _, w := range words {
		for _, r := range w {
			if unicode.IsLower(r) && !slices.Contains(particles, squeeze(w)) {
				return false
			}
			break
		}
		if slices.Contains(generic, squeeze(w)) {
			return false
		}
	}
	return true
}

// institutions reads the proper names of homes: "Brightwater children’s home" is Brightwater.
func institutions(text string) []string {
	var out []string
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '(' || r == ')' }) {
		name := trimGeneric(piece)
		if words := strings.Fields(name); len(words) > 0 && name != strings.TrimSpace(piece) && allNames(words) {
			out = append(out, name)
		}
	}
	return out
}

// trimGeneric takes the words off the end that say what something is, not which: "Puddletoads Nursery" is Puddletoads.
func trimGeneric(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && slices.Contains(generic, squeeze(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// titled finds people whom a text names with a title: "Mr and Mrs Vellacott-Sharma".
var titled = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Miss|Mx)\.? (?:[A-Z]\. ?)*(\p{Lu}[\p{L}\p{M}’'-]+)`)

// strangers are people whom minutes name in withheld parts and whom the case does not know: prospective adopters of a link
// that ended, neighbours, those who reported a concern. Whoever came to a meeting in a professional role is no stranger.
func (v *view) strangers() []secret {
	known := map[string]bool{}
	note := func(text string) {
		for _, w := range split(text) {
			known[w.plain] = true
		}
	}
	note(v.c.Child.Name)
	for i := range v.c.People {
		if p := &v.c.People[i]; !p.Is(forms.CarerRole) && !p.Is(forms.SchoolRole) {
			note(p.Name)
		}
	}
	every := slices.Clone(v.c.Forms)
	for _, sibling := range v.c.Siblings {
		every = append(every, sibling.Forms...)
	}
	for _, form := range every {
		for _, a := range forms.Attendees(form) {
			if who := (forms.Person{Role: a.Relation}); who.Is(forms.ProfessionalRole) {
				note(a.Name)
			}
		}
	}
	var all []secret
	for i, form := range every {
		withheld(form, func(_, section, text string) {
			if i >= len(v.c.Forms) {
				section = siblingRecords
			}
			for _, m := range titled.FindAllStringSubmatch(text, -1) {
				if words := split(m[1]); !slices.ContainsFunc(words, func(w word) bool { return known[w.plain] }) {
					s := squeeze(m[1])
					all = append(all, secret{text: s, kind: Identity, whose: "somebody who is named in " + section, ordinary: everyday[s], plural: true})
				}
			}
		})
	}
	return all
}

// days returns how people write a date, squeezed.
func days(d forms.Date) []string {
	month, year := strings.ToLower(d.Month.String()), fmt.Sprint(d.Year)
	short := month[:3]
	var out []string
	for _, day := range []string{fmt.Sprint(d.Day), fmt.Sprintf("%02d", d.Day), fmt.Sprintf("%d%s", d.Day, ordinal(d.Day))} {
		for _, y := range []string{year, year[2:]} {
			out = append(out, day+month+y, day+short+y, month+day+y, short+day+y, day+"of"+month+y)
		}
	}
	return append(out, fmt.Sprintf("%02d%02d%d", d.Day, d.Month, d.Year), fmt.Sprintf("%d%d%d", d.Day, d.Month, d.Year),
		fmt.Sprintf("%02d%02d%s", d.Day, d.Month, year[2:]), fmt.Sprintf("%d%02d%02d", d.Year, d.Month, d.Day))
}

func ordinal(day int) string {
	switch {
	case day%10 == 1 && day != 11:
		return "st"
	case day%10 == 2 && day != 12:
		return "nd"
	case day%10 == 3 && day != 13:
		return "rd"
	}
	return "th"
}
