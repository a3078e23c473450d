// Package leak tells what a paper for a parent gives away: addresses, telephone numbers and names that this parent may not
// know, details of other children, and words that stand in parts of the minutes which the parent does not get.
//
// The rules are:
//
//   - What is protected follows from who somebody is, never from a list of secrets: whoever looks after the child or will,
//     every relative and the other parent are protected; professionals and the reader's own details are not.
//   - A text is compared as it is read, not as it is spelled: case, accents, apostrophes, hyphens, line breaks, invisible
//     and look-alike characters make no difference, nor does where the words are parted.
//   - What the reader knows already is no secret: a line of the reader's own address, and a town that the authority, its
//     offices or the child's place of birth are named after. A village is a secret until one of those says otherwise.
//   - A doubt is a hit. A hit costs the chair a sentence of reason; a miss cannot be taken back.
package leak

import (
	"cmp"
	"slices"
	"strings"

	"minutebook/forms"
)

// Case is what the check must know.
type Case struct {
	Child  forms.Child
	People []forms.Person // everybody around the child: family, carers, professionals, other children, schools
	Forms  []forms.Form   // minutes of the child, and of brothers and sisters: what they withhold stays withheld later on
	Public []string       // what everybody knows: the authority's name, its offices, the child's place of birth

	Siblings []Sibling  // brothers and sisters who have a case of their own
	Minutes  forms.Form // of the meeting that a sheet tells of, for what the chair released of them; nil when not known
}

// Sibling is a brother's or sister's own case. A hit never says which child it comes from, nor from where in that case:
// whoever writes this child's sheet need not be allowed to read the other's.
type Sibling struct {
	Child forms.Child // with the people around that child
	Forms []forms.Form
}

// Kind is the kind of thing that a text gives away; forms words it under the same code.
type Kind string

// The kinds.
const (
	Address    Kind = "reveals_address"
	Telephone  Kind = "reveals_telephone" // and e-mail
	Identity   Kind = "reveals_identity"
	OtherChild Kind = "reveals_other_child"
	School     Kind = "reveals_school"
	Reference  Kind = "reveals_reference"
	Words      Kind = "reveals_withheld"
)

// Hit is one place where a text gives something away.
type Hit struct {
	Pointer string // of the field
	Kind    Kind
	Found   string // as it stands in the text
	Whose   string // whose detail it is, or which withheld field it comes from, in words
	from    int
	to      int
}

// Guard is everything that one reader may not learn.
type Guard struct {
	secrets []secret
	runs    runs
}

// Guard prepares the check of papers for the parent with the key, as in forms.Person.
func (c *Case) Guard(reader string) *Guard {
	v := newView(c, reader)
	return &Guard{secrets: v.secrets(), runs: withheldRuns(c, v)}
}

// Form checks every text of a form that the reader gets, and leaves out what the chair released.
func (g *Guard) Form(form forms.Form) []Hit {
	var hits []Hit
	released := map[string]bool{}
	if s, ok := form.(*forms.Summary); ok {
		for _, r := range s.Releases {
			if r.ID == "" && r.Reason != "" {
				released[squeeze(r.Text)] = true
			}
		}
	}
	forms.Texts(form, func(pointer, text string) {
		if !slices.Contains(forms.ReadersOf(form.Kind(), pointer), string(forms.Parent)) {
			return
		}
		hits = append(hits, g.text(pointer, text, released)...)
	})
	return hits
}

// Text checks one text, in the order in which it is read. Of hits that overlap the first rule's stays: a street is called
// an address also where it stands in a withheld field.
func (g *Guard) Text(pointer, text string) []Hit { return g.text(pointer, text, nil) }

// text leaves out what was released before it looks for overlaps: a released street must not hide that the sentence around
// it is withheld.
func (g *Guard) text(pointer, text string, released map[string]bool) []Hit {
	words := split(text)
	var hits []Hit
	add := func(h Hit) {
		h.Pointer, h.Found = pointer, text[h.from:h.to]
		if released[squeeze(h.Found)] {
			return
		}
		for _, other := range hits {
			if h.from < other.to && other.from < h.to {
				return
			}
		}
		hits = append(hits, h)
	}
	for _, s := range g.secrets {
		for i := range words {
			if j := s.match(words, i); j > 0 {
				add(Hit{Kind: s.kind, Whose: s.whose, from: words[i].from, to: words[j-1].to})
			}
		}
	}
	for _, h := range g.runs.find(words) {
		add(h)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(a.from, b.from) })
	return hits
}

// Protected tells what is protected in an answer, by the pointer to its field: each kind of each person once, in the order of
// the text. That its words are withheld is not told.
func (g *Guard) Protected(form forms.Form, field string) []Hit {
	var hits []Hit
	forms.Texts(form, func(pointer, text string) {
		if !below(pointer, field) {
			return
		}
		for _, h := range g.Text(pointer, text) {
			if h.Kind != Words && !slices.ContainsFunc(hits, func(o Hit) bool { return o.Kind == h.Kind && o.Whose == h.Whose }) {
				hits = append(hits, h)
			}
		}
	})
	return hits
}

// allow lets the words of the parts of the minutes stand that the chair released, wherever else they are withheld. What is
// protected for another reason, such as an address, is still found in them.
func (g *Guard) allow(minutes forms.Form, releases []forms.Release) {
	if minutes == nil {
		return
	}
	forms.Texts(minutes, func(pointer, text string) {
		if slices.ContainsFunc(releases, func(r forms.Release) bool {
			return r.ID != "" && r.Reason != "" && below(pointer, r.ID)
		}) {
			g.runs.forget(text)
		}
	})
}

// below: the pointer leads to the field or into it.
func below(pointer, field string) bool {
	return pointer == field || strings.HasPrefix(pointer, field+"/")
}

// Check returns what blocks a parent's sheet. A parent whom the case does not know cannot be checked for, and is one.
func (c *Case) Check(sheet *forms.Summary) forms.Problems {
	for i := range c.People {
		if p := &c.People[i]; p.Key == sheet.ParentKey && p.Is(forms.ParentRole) {
			g := c.Guard(sheet.ParentKey)
			g.allow(c.Minutes, sheet.Releases)
			return Problems(g.Form(sheet))
		}
	}
	if sheet.ParentKey == "" {
		return nil // the form asks for it
	}
	return forms.Problems{{Pointer: "/parent", Code: "unknown_parent", Level: forms.Blocker, Args: map[string]any{"got": sheet.ParentKey}}}
}

// Problems are hits as problems that block a sheet.
func Problems(hits []Hit) forms.Problems {
	var problems forms.Problems
	for _, h := range hits {
		problems = append(problems, h.Problem())
	}
	return problems
}

// Problem is the hit as a problem that blocks a sheet.
func (h Hit) Problem() forms.Problem {
	return forms.Problem{Pointer: h.Pointer, Code: string(h.Kind), Level: forms.Blocker, Args: map[string]any{"found": h.Found, "whose": h.Whose}}
}
