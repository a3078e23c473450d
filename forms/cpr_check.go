package forms

import (
	"fmt"
	"strings"
)

// CrossCheck implements Form. All but a mistaken child is advice: whether a report is good enough to be decided on is for
// the team manager, the agency adviser and the decision maker to say.
func (f *CPR) CrossCheck(child *Child) Problems {
	c := newCPRCheck(f.CaseNumber, f.DateOfBirth, child)
	c.born("/report_date", f.ReportDate, c.child)
	c.photograph(f)
	c.informed(f)
	c.siblings(f)
	c.authors(f)
	c.route(f)
	c.decision(f)
	return c.problems
}

// CrossCheck implements Form.
func (f *CPRHealth) CrossCheck(child *Child) Problems {
	c := newCPRCheck(f.CaseNumber, f.DateOfBirth, child)
	c.born("/measured_on", f.MeasuredOn, c.child)
	for i, v := range f.Immunisations {
		c.born(fmt.Sprintf("/immunisations/%d/date", i), v.Date, c.child)
	}
	for i, e := range f.Illnesses {
		c.born(fmt.Sprintf("/illness_events/%d/date", i), e.Date, c.child)
	}
	return c.problems
}

// cprCheck gathers what is wrong between a report’s fields.
type cprCheck struct {
	crossCheck
	child *Child // with the birthday on the form where none is known
}

// newCPRCheck begins with what both forms share: whose they are.
func newCPRCheck(caseNumber string, birthday Date, child *Child) *cprCheck {
	c := &cprCheck{child: &Child{DateOfBirth: birthday}}
	c.sameChild(caseNumber, child)
	if child == nil || child.DateOfBirth.IsZero() {
		return c
	}
	c.child = child
	if !birthday.IsZero() && birthday != child.DateOfBirth {
		c.say("/date_of_birth", "other_birthday", "", map[string]any{"known": child.DateOfBirth.Long()})
	}
	return c
}

func (c *cprCheck) say(pointer, code, rule string, args map[string]any) {
	c.problems = append(c.problems, Problem{Pointer: pointer, Code: code, Level: Advice, Args: args, Rule: rule})
}

// photograph: the Schedule asks for one; a report may name where it is filed.
func (c *cprCheck) photograph(f *CPR) {
	if f.Photograph.IsZero() && blank(f.PhotographReference) {
		c.say("/photograph", "photograph_missing", "", nil)
	}
	c.born("/photograph_date", f.PhotographDate, c.child)
}

// informed: when each parent was told of the plan, and in writing, belongs in the report if the plan is adoption
// (003-R54). A parent may be named by name or as “mother”.
func (c *cprCheck) informed(f *CPR) {
	for i, p := range f.ParentsInformed {
		at := fmt.Sprintf("/parents_informed/%d", i)
		if p.Discussed.IsZero() {
			c.say(at+"/discussed", "parent_not_told", "003-R54", nil)
		}
		if p.Written.IsZero() {
			c.say(at+"/written", "parent_not_told", "003-R54", nil)
		}
		c.born(at+"/discussed", p.Discussed, c.child)
		c.born(at+"/written", p.Written, c.child)
		c.order(at+"/written", p.Written, "the talk with the parent", p.Discussed)
	}
	for _, parent := range f.Parents {
		told := false
		for _, p := range f.ParentsInformed {
			told = told || same(p.Parent, parent.Name) || same(p.Parent, parent.Role)
		}
		if !told && !blank(parent.Name+parent.Role) {
			name := parent.Name
			if blank(name) {
				name = parent.Role
			}
			c.say("/parents_informed", "parent_not_listed", "003-R54", map[string]any{"parent": name})
		}
	}
}

// siblings: a decision has reasons and a countersignature (003-R66).
func (c *cprCheck) siblings(f *CPR) {
	switch {
	case f.TogetherOrApart == "" || f.TogetherOrApart == "not_decided":
		if len(f.Siblings) > 0 {
			c.say("/together_or_apart", "together_undecided", "003-R66", nil)
		}
	case f.TogetherOrApart == "no_siblings":
		if len(f.Siblings) > 0 {
			c.say("/together_or_apart", "siblings_listed", "", nil)
		}
	default:
		if blank(f.TogetherReasons) {
			c.say("/together_or_apart_reasons", "required", "003-R66", nil)
		}
		if f.Countersigned.IsZero() {
			c.say("/sibling_countersigned", "required", "003-R66", nil)
		}
	}
	c.order("/sibling_countersigned", f.Countersigned, "the sibling assessment", f.SiblingAssessedOn)
}

// authors: somebody who may not write reports alone needs a supervisor who may.
func (c *cprCheck) authors(f *CPR) {
	for i, a := range f.Authors {
		if a.Eligible == No && blank(a.Supervisor) {
			c.say(fmt.Sprintf("/authors/%d/supervisor", i), "author_unsupervised", "", nil)
		}
	}
}

// route: a panel sees the case before the decision only where the parents consent, so that no placement order is needed (S34).
func (c *cprCheck) route(f *CPR) {
	ordered := !f.ApplicationDate.IsZero() || !f.OrderDate.IsZero()
	consents := f.Consent == ConsentGiven || f.Consent == ConsentAdvance
	switch f.Route {
	case "":
		if f.Decision != "" || !f.DecisionDate.IsZero() {
			c.say("/decision_route", "required", "S34", nil)
		}
	case PanelRoute:
		if ordered || f.Consent == ConsentDispensed || f.Consent == "not_given" {
			c.say("/decision_route", "panel_not_needed", "S34", nil)
		}
		if f.PanelDate.IsZero() && f.Decision != "" {
			c.say("/panel_date", "required", "S34", nil)
		}
		if blank(f.PanelRecommendation) && f.Decision != "" {
			c.say("/panel_recommendation", "required", "S34", nil)
		}
		c.order("/decision_date", f.DecisionDate, "the panel", f.PanelDate)
	case DirectRoute:
		if consents && !ordered {
			c.say("/decision_route", "panel_needed", "S34", nil)
		}
		if !f.PanelDate.IsZero() {
			c.say("/panel_date", "panel_without_need", "S34", nil)
		}
	}
}

// decision: what was decided, when, and that the parents heard of it afterwards.
func (c *cprCheck) decision(f *CPR) {
	switch {
	case f.Decision != "" && f.DecisionDate.IsZero():
		c.say("/decision_date", "required", "", nil)
	case f.Decision == "" && !f.DecisionDate.IsZero():
		c.say("/decision", "required", "", nil)
	}
	if f.Decision != "" && blank(f.DecisionReasons) {
		c.say("/decision_reasons", "required", "", nil)
	}
	c.order("/decision_date", f.DecisionDate, "this report", f.ReportDate)
	c.order("/parents_notified_orally", f.ToldOrally, "the decision", f.DecisionDate)
	c.order("/parents_notified_in_writing", f.ToldInWriting, "the decision", f.DecisionDate)
	c.order("/placement_order_date", f.OrderDate, "the application", f.ApplicationDate)
	c.order("/placement_order_revoked_date", f.RevokedDate, "the order", f.OrderDate)
	if f.InForce == Yes && !f.RevokedDate.IsZero() {
		c.say("/placement_order_in_force", "order_revoked", "", map[string]any{"revoked": f.RevokedDate.Long()})
	}
}

func same(a, b string) bool {
	return !blank(a) && strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}
