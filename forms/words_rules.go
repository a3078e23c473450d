package forms

// ruleWords holds the sentences for what an authority's rules ask of a form before sign-off: one for each code that the
// policy packs' checks can report. Whether a rule blocks or only warns is the pack's affair, so no sentence says "must not
// be signed".
func ruleWords() map[string]string {
	return map[string]string{
		"gateway_application_missing": "Enter the date of the Gateway Panel application. It must come with this form.",
		"panel_actions_missing":       "Enter the date of the panel’s actions. They must come with this form.",
		"single_assessment_missing":   "Enter the date of the latest single assessment. It must come with this form.",
		"frequency_missing":           "Enter how often planning meetings will be held. The first meeting decides this.",
		"future_chair_missing":        "Enter who will chair the next meetings. The first meeting decides this.",
		"contingency_missing":         "Enter a contingency plan. Every permanence plan here must have one.",
		"plan_missing":                "Select the permanent plan. It was needed by the child’s review on {review}.",
		"reunification_not_answered":  "Say whether reunification was considered. It must be considered for every child.",
		"option_not_answered":         "Say whether this option was considered: {option}.",
		"carer_rationale_missing":     "Say that the foster carer was invited, or explain why not.",
		"hos_approval_missing":        "Get the Head of Service’s approval and add it to the child’s events. Long-term fostering needs it for a child under {under}.",
		"ltf_rationale_missing":       "Explain why long-term fostering is the plan. A clear reason is needed for a child under {under}.",
		"plan_outside_matrix":         "Check the plan. The options matrix does not list it for a child of {age} when {carer}; it lists {options}. The matrix is a guide: if the plan stands, make sure that its comment says why.",
		"adoption_reason_missing":     "Explain why adoption is not being considered. A reason is needed for a child under {under}.",
		"life_story_missing":          "Enter what is planned for life story work. Every plan except reunification needs it.",
		"adm_date_missing":            "Enter a SHOBPA date, or add the Agency Decision Maker’s decision to the child’s events. The plan must go to the decision maker for a child under {under} who will not return to a birth parent.",
		"sibling_assessment_missing":  "Enter the sibling assessment. It is needed because the child is one of a sibling group.",
		"sibling_countersign_missing": "Get the sibling assessment countersigned and add the date to the child’s events. It is needed before a child of a sibling group is placed for adoption.",
		"update_missing":              "Say what has happened since the last meeting. An action that goes on needs an update.",
		"action_not_carried":          "Action {number} of the previous meeting is outstanding. Carry it forward, or enter when it was completed.",
		"next_date_missing":           "Enter the date of the next meeting. It must be within {interval} of this one: {latest} at the latest.",
		"next_date_late":              "Choose an earlier date for the next meeting. It must be within {interval} of this one: {latest} at the latest.",
	}
}
