package policy

import (
	"slices"

	"minutebook/forms"
)

// check looks at one sheet. The problems that it returns have pointer, code and arguments; rule and level are the pack's.
type check func(*sheet) forms.Problems

// checkKind is a check as packs know it.
type checkKind struct {
	codes []string // every code that its problems can have, each with words in package forms
	build func(with *block, names *scope) check
}

// checks lists every check that a pack may ask for, by name.
func checks() map[string]checkKind {
	return map[string]checkKind{
		"papers_attached":        {[]string{"gateway_application_missing", "panel_actions_missing", "single_assessment_missing"}, fixed(papersAttached)},
		"meetings_arranged":      {[]string{"frequency_missing", "future_chair_missing"}, fixed(meetingsArranged)},
		"contingency_given":      {[]string{"contingency_missing"}, fixed(contingencyGiven)},
		"plan_by_review":         {[]string{"plan_missing"}, planByReview},
		"reunification_answered": {[]string{"reunification_not_answered"}, fixed(reunificationAnswered)},
		"options_answered":       {[]string{"option_not_answered"}, fixed(optionsAnswered)},
		"carer_invited":          {[]string{"carer_rationale_missing"}, fixed(carerInvited)},
		"ltf_endorsed":           {[]string{"hos_approval_missing", "ltf_rationale_missing"}, ltfEndorsed},
		"plan_in_matrix":         {[]string{"plan_outside_matrix"}, planInMatrix},
		"adoption_reasoned":      {[]string{"adoption_reason_missing"}, adoptionReasoned},
		"life_story_given":       {[]string{"life_story_missing"}, fixed(lifeStoryGiven)},
		"plan_before_adm":        {[]string{"adm_date_missing"}, planBeforeADM},
		"siblings_assessed":      {[]string{"sibling_assessment_missing"}, fixed(siblingsAssessed)},
		"siblings_countersigned": {[]string{"sibling_countersign_missing"}, fixed(siblingsCountersigned)},
		"updates_given":          {[]string{"update_missing"}, fixed(updatesGiven)},
		"actions_carried":        {[]string{"action_not_carried"}, fixed(actionsCarried)},
		"next_date_within":       {[]string{"next_date_missing", "next_date_late"}, nextDateWithin},
	}
}

// fixed is a check that has nothing to set.
func fixed(c check) func(*block, *scope) check { return func(*block, *scope) check { return c } }

// found makes the result of a check: one problem if broken, none otherwise.
func found(broken bool, pointer, code string, args map[string]any) forms.Problems {
	if !broken {
		return nil
	}
	return forms.Problems{{Pointer: pointer, Code: code, Args: args}}
}

// papersAttached: three papers must accompany the form of every planning meeting.
func papersAttached(s *sheet) forms.Problems {
	return slices.Concat(
		found(s.papers.GatewayApplication.IsZero(), "/accompanied_by/gateway_application", "gateway_application_missing", nil),
		found(s.papers.PanelActions.IsZero(), "/accompanied_by/panel_actions", "panel_actions_missing", nil),
		found(s.papers.SingleAssessment.IsZero(), "/accompanied_by/single_assessment", "single_assessment_missing", nil),
	)
}

// meetingsArranged: the first meeting says how often the next ones will be and who chairs them. A number without weeks or
// months says neither.
func meetingsArranged(s *sheet) forms.Problems {
	if s.first == nil {
		return nil
	}
	often := s.first.frequency
	return slices.Concat(
		found(often.Value == nil || often.Unit == "", "/ppm_frequency", "frequency_missing", nil),
		found(blank(s.first.futureChair), "/future_chair", "future_chair_missing", nil),
	)
}

// carerInvited: a child's foster carer is invited, or the form says why not. An invitation that nobody confirmed counts
// as none.
func carerInvited(s *sheet) forms.Problems {
	broken := s.inFosterCare() && s.fosterCarer.Invited != forms.Yes && blank(s.fosterCarer.Rationale)
	return found(broken, "/foster_carer/rationale", "carer_rationale_missing", nil)
}

// lifeStoryGiven: every plan but return to a birth parent needs life story work.
func lifeStoryGiven(s *sheet) forms.Problems {
	return found(s.awayFromBirthParents() && blank(s.lifeStory), "/life_story", "life_story_missing", nil)
}

// siblingsAssessed: a child of a sibling group has a sibling assessment.
func siblingsAssessed(s *sheet) forms.Problems {
	broken := s.siblings.SiblingGroup == forms.Yes && blank(s.assessment)
	return found(broken, "/sibling_assessment", "sibling_assessment_missing", nil)
}

// siblingsCountersigned: before a child is placed for adoption away from or with a sibling group, the decision about
// living together or apart is countersigned.
func siblingsCountersigned(s *sheet) forms.Problems {
	broken := s.plan.PlanSelected == forms.Adoption && s.siblings.SiblingGroup == forms.Yes &&
		!s.happened("sibling_assessment_countersigned")
	return found(broken, "/sibling_assessment", "sibling_countersign_missing", nil)
}
