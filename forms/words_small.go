package forms

// smallWords holds the sentences for what the adoption task list and the small forms find between their fields.
func smallWords() map[string]string {
	return map[string]string{
		"before_earlier_step": "{Label} is before {after} ({day}). Check both dates.",

		"not_applicable_without_reason": "Say in the note why this task does not apply.",
		"done_without_date":             "This is done. Enter the day on which it was.",
		"date_without_done":             "There is a date on which this was done ({day}). Change the status to done, or clear the date.",
		"after_list":                    "{Label} is after the day of the list ({list}). Check both dates.",
		"part_unfinished":               "The task is done, but this part of it is still in progress. Change one of the two.",

		"under_twelve":         "The child, born on {born}, was not yet 12. Choose another reason, or check the date.",
		"exception_not_agreed": "Enter the Service Manager who agreed. A child under 12 goes without a planning meeting only with that agreement.",

		"apart_without_reasons": "Give the reasons why the child is not to live with a brother or sister who is placed already. The final care plan and the Child’s Permanence Report need them too.",
		"position_missing":      "Enter the position that the head of service settled on. Documents for the court must say one thing.",
		"approved_after_filing": "{Label} is after the final evidence was filed ({filing}). The plan needs approval before it is filed.",

		"countersigned_by_author":     "The assessment must be countersigned by somebody else than its author.",
		"doubts_without_consultation": "Enter when the adoption service was consulted. Doubts about the conclusions call for that as early as possible.",

		"risk_below_factor":     "One of the factors has a higher level than the whole. Say in the reasons why, or change one of them.",
		"severe_without_action": "Say what is done. A severe risk calls for proceedings, or for the child to live apart from the parents.",
		"risk_level_skipped":    "The table has no step from {from} to {to} risk. Check both levels, or explain in the reasons.",
		"risk_moved_early":      "A lower level needs six months at the one before: until {until}. Check the dates, or explain in the reasons.",

		"disagreement_missing":     "Say who disagrees with the match, and why.",
		"booked_without_agreement": "A panel is booked, but not all professionals agree. Check both answers.",
		"match_not_booked":         "All agree. Enter the panel’s date, or the review that ratifies the match of a child of 14 or over.",

		"endorsed_after_review":   "{Label} is after this review ({review}). The panel reviews endorsed assessments; check both dates.",
		"gateway_not_booked":      "Enter the date of the Legal Gateway Panel.",
		"discharge_needs_missing": "Say what has to happen before the care order can be discharged.",
		"not_placed_with_parents": "On the day of the review the child had no placement with parents on record. Check the child’s placements, or the date.",
	}
}
