package web

import (
	"net/url"
	"strings"

	"minutebook/forms"
)

// This file tells on the pages of a review what the meeting before it had recorded, so that nobody has to keep the old
// minutes beside the screen, and nobody takes over an answer without having seen that it is an old one.

// since is what a question says of the meeting before.
type since struct {
	Meeting string // "the meeting on 5 January 2026"
	Same    bool   // the answer is still what it was
	Answer  string // what it was; "" when there was none
	Long    bool   // too long to stand beside the question
	Rows    []rowChange
}

// rowChange is a row of a list that differs.
type rowChange struct{ Row, Was string }

// longSince is how many characters of an old answer are shown without being asked for.
const longSince = 240

// meetingOn is how pages call the meeting with the form.
func meetingOn(form forms.Form) string {
	if f, ok := form.(interface{ Held() forms.Date }); ok && !f.Held().IsZero() {
		return "the meeting on " + f.Held().Long()
	}
	return "the previous meeting"
}

// compared holds what differs between a meeting and its review.
type compared struct {
	meeting string
	before  *forms.Definition
	changes []forms.Change
	values  url.Values // what the review's page shows
}

// compare lays the answers on a section's page beside those of the meeting before.
func compare(before, now forms.Form, values url.Values) *compared {
	return &compared{meetingOn(before), forms.Define(before.Kind()), forms.ChangedSince(before, now), values}
}

// mark puts on each question what the meeting before had recorded. A group in which something differs is marked inside.
func (c *compared) mark(questions []question) {
	for i := range questions {
		q := &questions[i]
		pointer := "/" + strings.ReplaceAll(q.Name, ".", "/")
		if _, was, _ := c.before.Field(pointer); was == nil || forms.OncePerMeeting(pointer) || q.As == "hidden" {
			continue
		}
		q.Since = c.since(q, pointer)
		if q.As == "group" && q.Since == nil {
			c.mark(q.Inner)
		}
	}
}

// since returns nil where there is nothing to say: no answer then and now, or a group that is marked inside.
func (c *compared) since(q *question, pointer string) *since {
	s := &since{Meeting: c.meeting}
	inside := false
	for _, change := range c.changes {
		switch {
		case change.Pointer == pointer && q.As != "list":
			s.Answer, s.Long = change.Before, len([]rune(change.Before)) > longSince
			return s
		case change.Pointer == pointer || strings.HasPrefix(change.Pointer, pointer+"/"):
			inside = true
			s.Rows = append(s.Rows, changedRow(change))
		}
	}
	switch {
	case inside && q.As == "list":
		return s
	case inside || !typedIn(c.values, q.Name):
		return nil
	}
	s.Same = true
	return s
}

func changedRow(c forms.Change) rowChange {
	was := "was: " + c.Before
	switch {
	case c.Before == "":
		was = "is new"
	case c.After == "":
		was = "is taken away. It " + was
	}
	return rowChange{c.Label, was}
}

// typedIn reports whether anything is typed in the question called name.
func typedIn(values url.Values, name string) bool {
	for input := range values {
		if belongs(input, name) && strings.TrimSpace(values.Get(input)) != "" {
			return true
		}
	}
	return false
}

// changed lists for the check page what differs from the meeting before.
func changed(before, now forms.Form) answeredSection {
	return differing("changes", "What changed since "+meetingOn(before), "No answer differs. What became of each recommendation is in its own section.", forms.ChangedSince(before, now))
}

// amended lists what differs from the signed version.
func amended(signed, now forms.Form) answeredSection {
	return differing("amended", "What the amendment changes", "Nothing is changed yet.", forms.Diff(signed, now))
}

func differing(id, heading, none string, changes []forms.Change) answeredSection {
	s := answeredSection{ID: id, Heading: heading}
	for _, c := range changes {
		was, is := c.InShort()
		s.Blocks = append(s.Blocks, block{Heading: c.Label, Facts: []fact{{"Before", was}, {"Now", is}}})
	}
	if len(s.Blocks) == 0 {
		s.Blocks = []block{{None: none}}
	}
	return s
}
