package policy

import (
	"slices"

	"minutebook/forms"
)

// This file has the checks of the plan and of the options that were weighed for it.

// contingencyGiven: every plan says what happens if it cannot go ahead.
func contingencyGiven(s *sheet) forms.Problems {
	return found(blank(s.contingency), "/contingency", "contingency_missing", nil)
}

// planByReview: from the day of a review on, there is a plan.
func planByReview(with *block, _ *scope) check {
	review := with.event("review")
	return func(s *sheet) forms.Problems {
		on, held := s.child.Happened(review, s.day)
		broken := held && s.plan.PlanSelected == ""
		return found(broken, "/plan_selected", "plan_missing", map[string]any{"review": on.Long()})
	}
}

// reunificationAnswered: return to a birth parent is considered for every child.
func reunificationAnswered(s *sheet) forms.Problems {
	broken := s.options.Reunification.Considered == ""
	return found(broken, "/options/reunification/considered", "reunification_not_answered", nil)
}

// optionsAnswered: so is each other option.
func optionsAnswered(s *sheet) forms.Problems {
	answered := func(plan forms.Plan, row forms.ConsideredOption) forms.Problems {
		pointer := "/options/" + string(plan) + "/considered"
		return found(row.Considered == "", pointer, "option_not_answered", map[string]any{"option": forms.LabelOf(plan)})
	}
	return slices.Concat(
		answered("early_permanence", s.options.EarlyPermanence),
		answered("family_friends", s.options.FamilyFriends),
		answered("cao_sgo", s.options.CaoSgo),
		answered(forms.LTF, s.options.LTF),
		answered(forms.Adoption, s.options.Adoption),
	)
}

// ltfEndorsed: long-term fostering for a young child needs the Head of Service's approval and a reason, in the comment on
// the option or on the plan. The approval is an event, so the plan is the field that it hangs on.
func ltfEndorsed(with *block, _ *scope) check {
	under := with.age("under")
	return func(s *sheet) forms.Problems {
		if s.plan.PlanSelected != forms.LTF || !s.younger(under) {
			return nil
		}
		args := map[string]any{"under": under}
		return slices.Concat(
			found(!s.happened("hos_ltf_approval"), "/plan_selected", "hos_approval_missing", args),
			found(blank(s.options.LTF.Comment) && blank(s.plan.PlanComment), "/plan_comment", "ltf_rationale_missing", args),
		)
	}
}

// adoptionReasoned: ruling adoption out for a young child needs a reason.
func adoptionReasoned(with *block, _ *scope) check {
	under := with.age("under")
	return func(s *sheet) forms.Problems {
		broken := s.younger(under) && s.options.Adoption.Considered == forms.No && blank(s.options.Adoption.Comment)
		return found(broken, "/options/adoption/comment", "adoption_reason_missing", map[string]any{"under": under})
	}
}

// planBeforeADM: the plan of a young child who cannot live with a birth parent goes to the Agency Decision Maker. A date
// on the form, aimed at or booked, or an event by the day of the meeting shows it.
func planBeforeADM(with *block, _ *scope) check {
	under := with.age("under")
	return func(s *sheet) forms.Problems {
		broken := s.younger(under) && s.awayFromBirthParents() &&
			s.shobpa.ShobpaTargetDate.IsZero() && s.shobpa.ShobpaBookedDate.IsZero() &&
			!s.happened("shobpa_adm_decision", "adm_considered_plan")
		return found(broken, "/shobpa_target_date", "adm_date_missing", map[string]any{"under": under})
	}
}
