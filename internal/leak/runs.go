package leak

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"minutebook/forms"
)

// This file finds words that stand in parts of the minutes which the reader does not get. The rules are:
//
//   - Five words in a row are a quotation, unless all of them are words that every sheet is made of (see sheetWords), names
//     that the family knows, or numbers: "twice a week with her brother" is how anybody says it.
//   - Three words in a row are enough where one of them is about health, offences or private life (see privateWords).
//   - A reference number is one by itself.
//   - All minutes are looked at, those of brothers and sisters too: a secret does not end with its meeting.
//   - What a withheld part says of the reader alone is the reader's own: a mother knows of her illness.

const (
	quotation = 5
	private   = 3
)

// runs holds the runs of words of withheld fields, by their words; the value says where they come from.
type runs struct {
	long, short map[string]string
	references  map[string]string
	plain       map[string]bool // words that say nothing by themselves
}

// withheldRuns reads the withheld parts of the minutes, and what is noted of other children.
func withheldRuns(c *Case, v *view) runs {
	r := runs{long: map[string]string{}, short: map[string]string{}, references: map[string]string{}, plain: maps.Clone(sheetWords)}
	r.knownNames(c)
	for i := range c.People {
		r.add(split(c.People[i].LivesWith), "what is known of a brother or sister")
	}
	for _, form := range c.Forms {
		withheld(form, func(pointer, section, text string) { r.text(v, pointer, text, section) })
	}
	for _, sibling := range c.Siblings {
		for _, form := range sibling.Forms {
			withheld(form, func(pointer, _, text string) { r.text(v, pointer, text, siblingRecords) })
		}
	}
	return r
}

// text adds what a withheld text says of others than the reader.
func (r *runs) text(v *view, pointer, text, source string) {
	for _, piece := range v.othersOnly(pointer, text) {
		r.add(split(piece), source)
	}
	for _, code := range references(text) {
		if code != squeeze(v.c.Child.CaseNumber) {
			keep(r.references, code, source)
		}
	}
}

// forget takes the words of a text out again.
func (r *runs) forget(text string) {
	words := split(text)
	for i := range words {
		if i+quotation <= len(words) {
			delete(r.long, key(words[i:i+quotation]))
		}
		if i+private <= len(words) {
			delete(r.short, key(words[i:i+private]))
		}
	}
	for _, code := range references(text) {
		delete(r.references, code)
	}
}

// withheld visits each text of a form that parents do not get; section is named in words.
func withheld(form forms.Form, visit func(pointer, section, text string)) {
	kind := form.Kind()
	forms.Texts(form, func(pointer, text string) {
		if !slices.Contains(forms.ReadersOf(kind, pointer), string(forms.Parent)) {
			section, _, _ := forms.Define(kind).Field(pointer)
			visit(pointer, "the section “"+section.Heading+"”", text)
		}
	})
}

// knownNames makes the names that the family knows plain: those of the child, the family and the professionals.
func (r *runs) knownNames(c *Case) {
	names := []string{c.Child.Name}
	for i := range c.People {
		if p := &c.People[i]; !p.Is(forms.CarerRole) && !p.Is(forms.SchoolRole) {
			names = append(names, p.Name)
		}
	}
	for _, n := range names {
		for _, w := range split(n) {
			r.plain[w.plain] = true
		}
	}
}

func (r *runs) add(words []word, source string) {
	for i := range words {
		if i+quotation <= len(words) && r.telling(words[i:i+quotation]) {
			keep(r.long, key(words[i:i+quotation]), source)
		}
		if i+private <= len(words) && isPrivate(words[i:i+private]) {
			keep(r.short, key(words[i:i+private]), source)
		}
	}
}

func keep(m map[string]string, key, source string) {
	if _, there := m[key]; !there { // the first section that has it is named, whatever comes later
		m[key] = source
	}
}

func key(words []word) string {
	plain := make([]string, len(words))
	for i := range words {
		plain[i] = words[i].plain
	}
	return strings.Join(plain, " ")
}

// telling: at least one word is not one that every sheet is made of.
func (r *runs) telling(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return !r.plain[w.plain] && !isNumber(w.plain) })
}

func isPrivate(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return privateWords[w.plain] })
}

func isNumber(s string) bool {
	s = strings.TrimRight(s, "stndrh") // 1st, 2nd, 3rd, 4th
	return s == "" || strings.Trim(s, "0123456789") == ""
}

// find returns the quotations in a text, each as long as it is.
func (r *runs) find(words []word) []Hit {
	var hits []Hit
	for _, by := range []struct {
		size int
		in   map[string]string
	}{{quotation, r.long}, {private, r.short}} {
		for i := 0; i+by.size <= len(words); i++ {
			source, found := by.in[key(words[i:i+by.size])]
			if !found {
				continue
			}
			end := i + by.size
			for end < len(words) && by.in[key(words[end-by.size+1:end+1])] == source {
				end++
			}
			hits = append(hits, Hit{Kind: Words, Whose: source, from: words[i].from, to: words[end-1].to})
			i = end - 1
		}
	}
	for _, code := range slices.Sorted(maps.Keys(r.references)) {
		s, source := secret{text: code}, r.references[code]
		for i := range words {
			if j := s.match(words, i); j > 0 {
				hits = append(hits, Hit{Kind: Reference, Whose: source, from: words[i].from, to: words[j-1].to})
			}
		}
	}
	return hits
}

var reference = regexp.MustCompile(`[A-Z0-9]+(?:[/.-][A-Z0-9]+)*`)

// references returns the reference numbers in a text, squeezed.
func references(text string) []string {
	var codes []string
	for _, code := range reference.FindAllString(text, -1) {
		if isReference(code) {
			codes = append(codes, squeeze(code))
		}
	}
	return codes
}

// isReference: three digits and two capitals, as registers write their numbers: "TP/4471/KESTREL".
func isReference(code string) bool {
	digits, capitals := 0, 0
	for _, r := range code {
		switch {
		case '0' <= r && r <= '9':
			digits++
		case 'A' <= r && r <= 'Z':
			capitals++
		}
	}
	return digits >= 3 && capitals >= 2
}
