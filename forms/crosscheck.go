package forms

import (
	"fmt"
	"strings"
)

// crossCheck gathers what is wrong between fields.
type crossCheck struct{ problems Problems }

// blank reports whether an answer says nothing; white space says nothing.
func blank(text string) bool { return strings.TrimSpace(text) == "" }

func (c *crossCheck) add(pointer, code string, level Level, args map[string]any) {
	c.problems = append(c.problems, Problem{Pointer: pointer, Code: code, Level: level, Args: args})
}

// born: what is dated before the child's birth was probably mistyped.
func (c *crossCheck) born(pointer string, day Date, child *Child) {
	if child != nil && !day.IsZero() && !child.DateOfBirth.IsZero() && day.Before(child.DateOfBirth) {
		c.add(pointer, "before_birth", Advice, map[string]any{"born": child.DateOfBirth.Long()})
	}
}

// meetingDate: nobody meets about a child before its birth, and the next meeting comes after this one.
func (c *crossCheck) meetingDate(held, next Date, child *Child) {
	c.born("/meeting_date", held, child)
	if !next.IsZero() && !held.IsZero() && !next.After(held) {
		c.add("/next_date", "not_after_meeting", Advice, map[string]any{"meeting": held.Long()})
	}
}

// sameChild: a paper must name the child whose record it is in.
func (c *crossCheck) sameChild(caseNumber string, child *Child) {
	if child != nil && child.CaseNumber != "" && caseNumber != "" && caseNumber != child.CaseNumber {
		c.add("/cass_number", "other_child", Blocker, map[string]any{"want": child.CaseNumber, "got": caseNumber})
	}
}

// order: the later of two days cannot come first. The problem names the earlier one as {after}.
func (c *crossCheck) order(pointer string, day Date, after string, earlier Date) {
	if !day.IsZero() && !earlier.IsZero() && day.Before(earlier) {
		c.add(pointer, "before_earlier_step", Advice, map[string]any{"after": after, "day": earlier.Long()})
	}
}

// targetDates: an action cannot be due before the meeting that agreed it.
func (c *crossCheck) targetDates(list string, actions []Action, held Date) {
	for i, a := range actions {
		if !a.TargetDate.IsZero() && !held.IsZero() && a.TargetDate.Before(held) {
			c.add(fmt.Sprintf("%s/%d/target_date", list, i), "before_meeting", Advice, map[string]any{"meeting": held.Long()})
		}
	}
}

// siblings: the count and the question go together.
func (c *crossCheck) siblings(s Siblings) {
	if s.SiblingGroup == No && s.SiblingsApartCount != nil && *s.SiblingsApartCount > 0 {
		c.add("/siblings_apart_count", "no_sibling_group", Advice, nil)
	}
}
