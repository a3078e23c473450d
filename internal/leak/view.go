package leak

import (
	"slices"
	"strings"
	"unicode/utf8"

	"minutebook/forms"
)

// view is a case as one reader may see it.
type view struct {
	c      *Case
	reader *forms.Person // nil when the case does not have the reader: then everybody's details are protected
}

func newView(c *Case, reader string) *view {
	v := &view{c: c}
	for i := range c.People {
		if p := &c.People[i]; p.Key == reader && p.Is(forms.ParentRole) {
			v.reader = p
		}
	}
	return v
}

// secrets lists what is looked for, in the order in which it is reported.
func (v *view) secrets() []secret {
	var all []secret
	for i := range v.c.People {
		p := &v.c.People[i]
		switch {
		case v.reader != nil && p.Key == v.reader.Key, p.Is(forms.ProfessionalRole):
		case p.Is(forms.SiblingRole):
			all = append(all, v.sibling(p)...)
		case p.Is(forms.SchoolRole):
			all = append(all, v.school(p)...)
		case v.ownRelative(p):
		default:
			all = append(all, v.contact(p)...)
			if p.Is(forms.CarerRole) {
				all = append(all, v.names(p)...)
			}
		}
	}
	for i := range v.c.Siblings {
		all = append(all, v.around(&v.c.Siblings[i].Child)...)
	}
	return v.unknown(append(all, v.strangers()...))
}

// contact protects where somebody can be found.
func (v *view) contact(p *forms.Person) []secret {
	whose := "the " + p.RoleInWords()
	all := v.address(p.Address, Address, whose)
	for _, t := range telephones(p.Telephone) {
		all = append(all, secret{text: t, kind: Telephone, whose: whose})
	}
	if p.Email != "" {
		all = append(all, secret{text: squeeze(p.Email), kind: Telephone, whose: whose})
	}
	return all
}

func (v *view) address(address string, kind Kind, whose string) []secret {
	var all []secret
	for _, part := range addressParts(address) {
		if v.knows(part) {
			continue
		}
		text := squeeze(part.text)
		all = append(all, secret{text: text, kind: kind, whose: whose, ordinary: everyday[text]})
	}
	return all
}

// knows: the reader's own address, and towns that everybody can connect with the child.
func (v *view) knows(p part) bool {
	if v.reader != nil && within(p.text, v.reader.Address) {
		return true
	}
	return p.place && slices.ContainsFunc(v.c.Public, func(public string) bool { return within(p.text, public) })
}

// names protects who carers are: the surname, and every way to write the whole name where the surname is a word too.
func (v *view) names(p *forms.Person) []secret {
	var all []secret
	for _, n := range personNames(p.Name) {
		whose := "the " + p.RoleInWords()
		surname := squeeze(n.surname)
		add := func(text string, ordinary bool) {
			all = append(all, secret{text: text, kind: Identity, whose: whose, ordinary: ordinary, plural: true})
		}
		if utf8.RuneCountInString(surname) < 2 { // "Mr and Mrs B"
			continue
		}
		short := len(surname) == 2 // such as Ng: too short to be looked for alone
		if everyday[surname] || short {
			for _, before := range append(n.given, titles...) {
				add(squeeze(before)+surname, false)
			}
		}
		if !short {
			add(surname, everyday[surname])
		}
		for half := range strings.FieldsFuncSeq(n.surname, func(r rune) bool { return r == ' ' || r == '-' || r == '‐' || r == '–' }) {
			if h := squeeze(half); h != surname && len(h) >= 4 && !slices.Contains(particles, h) {
				add(h, everyday[h])
			}
		}
	}
	for _, home := range institutions(p.Name) {
		all = append(all, secret{text: squeeze(home), kind: Identity, whose: "the " + p.RoleInWords(), ordinary: everyday[squeeze(home)]})
	}
	return all
}

// sibling protects what belongs to another child. First names are the family's own.
func (v *view) sibling(p *forms.Person) []secret {
	whose := "a brother or sister"
	all := v.address(p.Address, OtherChild, whose)
	if number := squeeze(p.CaseNumber); len(number) >= 4 && number != squeeze(v.c.Child.CaseNumber) {
		all = append(all, secret{text: number, kind: OtherChild, whose: whose})
	}
	if !p.DateOfBirth.IsZero() && p.DateOfBirth != v.c.Child.DateOfBirth { // twins share theirs
		for _, day := range days(p.DateOfBirth) {
			all = append(all, secret{text: day, kind: OtherChild, whose: whose})
		}
	}
	return all
}

// school protects a school or nursery that tells where the child lives now.
func (v *view) school(p *forms.Person) []secret {
	name, _, _ := strings.Cut(p.Name, "(")
	var all []secret
	for _, text := range []string{name, trimGeneric(name)} {
		if s := squeeze(text); len(s) >= 4 {
			all = append(all, secret{text: s, kind: School, whose: "the school or nursery", ordinary: everyday[s]})
		}
	}
	address := p.Address                                       // a copy: a check changes nothing of what it is given
	if address != "" && !strings.ContainsAny(address, ",\n") { // one line, here a street
		address += ","
	}
	return append(all, v.address(address, School, "the school or nursery")...)
}

// ownRelative: somebody from the reader's own side of the family with whom the child does not live. A carer from that side
// stays protected: who looks after a child need not be found by everybody related.
func (v *view) ownRelative(p *forms.Person) bool {
	if v.reader == nil || !p.Is(forms.RelativeRole) || p.CaresForChild {
		return false
	}
	own := map[string]string{"mother": "maternal", "father": "paternal"}[v.reader.ParentWord()]
	return own != "" && strings.HasPrefix(strings.ToLower(p.Role), own) && v.only(v.reader.ParentWord())
}

// only: with two fathers in a case nobody can tell whose mother "paternal grandmother" is.
func (v *view) only(word string) bool {
	n := 0
	for i := range v.c.People {
		if v.c.People[i].ParentWord() == word {
			n++
		}
	}
	return n == 1
}

// unknown drops numbers and names that professionals or the reader share: an office's switchboard is no secret.
func (v *view) unknown(all []secret) []secret {
	known := map[string]bool{}
	for i := range v.c.People {
		p := &v.c.People[i]
		if p.Is(forms.ProfessionalRole) || v.reader != nil && p.Key == v.reader.Key {
			for _, t := range telephones(p.Telephone) {
				known[t] = true
			}
			known[squeeze(p.Email)] = true
		}
	}
	seen := map[secret]bool{}
	return slices.DeleteFunc(all, func(s secret) bool {
		again := seen[s]
		seen[s] = true
		return again || s.text == "" || s.kind == Telephone && known[s.text]
	})
}
