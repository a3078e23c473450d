package web

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// This file is about meetings that are held about several brothers and sisters at once: choosing them when a meeting is
// started, and what their records have in common.

// togetherChoice asks whether a meeting is also about brothers and sisters.
type togetherChoice struct {
	Children   []offeredChild
	CaseNumber string // typed, and not found
	Found      string // name of a child who was looked up by case number just now
	Errors     []remark
}

type offeredChild struct {
	ID string // of the input
	forms.Child
	Chosen bool
}

// link leads to the question.
func (c *togetherChoice) link() string {
	if len(c.Children) == 0 {
		return "#case_number"
	}
	return "#with"
}

// offerTogether offers the child's brothers and sisters who are on file, those chosen before, and the one whose case number
// was typed.
func (w *Web) offerTogether(v *visit, child forms.Child, chosen []string, caseNumber string) (c togetherChoice, err error) {
	offered, err := w.Records.Siblings(v.Context(), v.actor(), child)
	if err != nil {
		return c, err
	}
	add := func(other forms.Child) {
		if !slices.ContainsFunc(offered, func(o forms.Child) bool { return o.ID == other.ID }) {
			offered = append(offered, other)
		}
	}
	for _, id := range chosen {
		if slices.ContainsFunc(offered, func(o forms.Child) bool { return o.ID == id }) {
			continue
		}
		other, err := w.Records.Child(v.Context(), v.actor(), id)
		if err != nil {
			return c, err
		}
		add(other)
	}
	if caseNumber = strings.TrimSpace(caseNumber); caseNumber != "" {
		other, err := w.Records.ChildNumbered(v.Context(), v.actor(), caseNumber)
		switch {
		case errors.Is(err, records.ErrNotFound):
			c.CaseNumber = caseNumber
			c.Errors = append(c.Errors, remark{"#case_number", "No child on file has the case number " + caseNumber})
		case err != nil:
			return c, err
		case other.ID == child.ID:
			c.Errors = append(c.Errors, remark{"#case_number", caseNumber + " is " + child.Name + "’s own case number"})
		default:
			add(other)
			c.Found, chosen = other.Name, append(chosen, other.ID)
		}
	}
	for i, other := range offered {
		id := "with"
		if i > 0 {
			id = "with-" + number(i+1)
		}
		c.Children = append(c.Children, offeredChild{id, other, slices.Contains(chosen, other.ID)})
	}
	return c, nil
}

// asksAgain reports that the post looks for a child and is not to start anything yet: nobody should be taken into a meeting
// by a number alone, before the name was seen.
func asksAgain(post url.Values) bool {
	return strings.TrimSpace(post.Get("case_number")) != "" || post.Has("find")
}

// notTogether words why a meeting cannot be about the chosen children; false for any other error.
func (w *Web) notTogether(kind forms.Kind, err error) (string, bool) {
	var (
		invalid  *records.InvalidError
		reviewed *records.ReviewedError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Problems[0].Pointer == records.WithPointer:
		return w.Wording().Word(kind, invalid.Problems[0]), true
	case errors.As(err, &reviewed):
		return fmt.Sprintf("%s started a review about one of these children on %s. Write in that one, or leave the child out.", reviewed.By, w.clock(reviewed.At)), true
	}
	return "", false
}

// divergence is a shared section that does not say the same in another child's record.
type divergence struct {
	Section, Heading string
	To               records.Companion
	Address          string // of the other record
}

func divergences(companions []records.Companion) []divergence {
	var all []divergence
	for _, c := range companions {
		for _, s := range c.Differs {
			all = append(all, divergence{s.ID, s.Heading, c, recordAddress(c.ID)})
		}
	}
	return all
}

// bring puts a record's answers to a shared section into another child's record.
func (w *Web) bring(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	id := v.param("record")
	to, err := w.Records.Bring(v.Context(), v.actor(), id, post.Get("section"), post.Get("to"), have)
	switch {
	case errors.As(err, new(*records.StaleError)), errors.As(err, new(*records.SignedError)):
		v.note("The other record was changed meanwhile, so nothing was brought over. This is how the records differ now.")
	case err != nil:
		return answer{}, err
	default:
		v.note(fmt.Sprintf("%s’s record has these answers now, as version %d.", subject(to.Form), to.Version))
	}
	return seeOther(recordAddress(id))
}

// sharedNote says of a section which other drafts get what is saved here; "" where none does.
func sharedNote(kind forms.Kind, section *forms.Section, companions []records.Companion) string {
	shared := forms.SharedSections(kind)
	i := slices.IndexFunc(shared, func(s forms.Section) bool { return s.ID == section.ID })
	var whose []string
	for _, c := range companions {
		if c.Status == records.Draft {
			whose = append(whose, c.Child+"’s")
		}
	}
	if i < 0 || len(whose) == 0 {
		return ""
	}
	what := "This section"
	if len(shared[i].Fields) < len(section.Fields) {
		var labels []string
		for _, f := range shared[i].Fields {
			labels = append(labels, "“"+f.Label+"”")
		}
		what = "Of this section, " + inWords(labels)
	}
	return fmt.Sprintf("%s is shared. What you save is saved in %s record too, unless something else was written there.", what, inWords(whose))
}

// inWords writes "a, b and c".
func inWords(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}
