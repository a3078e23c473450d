package forms

// PlacementType is an SSDA903 placement code.
type PlacementType string

// Options implements Choice with the SSDA903 list of every year that a placement may date from. H5, P2 and Z1 ended in
// 2025; the descriptions of Z11 to Z14 are not known here.
func (PlacementType) Options() []Option {
	return []Option{
		{"U1", "Foster placement with relative or friend, long term (U1)"},
		{"U2", "Foster placement with relative or friend who is also an approved adopter (U2)"},
		{"U3", "Foster placement with relative or friend, not long term (U3)"},
		{"U4", "Foster placement with other carer, long term (U4)"},
		{"U5", "Foster placement with other carer who is also an approved adopter (U5)"},
		{"U6", "Foster placement with other carer, not long term (U6)"},
		{"A3", "Placed for adoption with consent, with current foster carer (A3)"},
		{"A4", "Placed for adoption with consent, not with current foster carer (A4)"},
		{"A5", "Placed for adoption with placement order, with current foster carer (A5)"},
		{"A6", "Placed for adoption with placement order, not with current foster carer (A6)"},
		{"P1", "With own parents or others with parental responsibility (P1)"},
		{"P2", "Independent living (P2)"},
		{"P3", "Residential employment (P3)"},
		{"H5", "Semi-independent living (H5)"},
		{"K1", "Secure children’s home (K1)"},
		{"K2", "Children’s home (K2)"},
		{"K3", "Supported accommodation, 16 and over (K3)"},
		{"R1", "Residential care home (R1)"},
		{"R2", "Health establishment with medical or nursing care (R2)"},
		{"R3", "Family centre or mother and baby unit (R3)"},
		{"R5", "Young offender institution (R5)"},
		{"S1", "Residential school (S1)"},
		{"T0", "Temporary move (T0)"},
		{"T1", "Temporary period in hospital (T1)"},
		{"T2", "Temporary absence on holiday (T2)"},
		{"T3", "Temporary accommodation while the foster carer is on holiday (T3)"},
		{"T4", "Temporary accommodation of seven days or less (T4)"},
		{"Z1", "Other placement (Z1)"},
		{"Z11", "Other placement (Z11)"},
		{"Z12", "Other placement (Z12)"},
		{"Z13", "Other placement (Z13)"},
		{"Z14", "Other placement (Z14)"},
	}
}

// CarePlanCode is a plan for permanence.
type CarePlanCode string

// Options implements Choice.
func (CarePlanCode) Options() []Option {
	return []Option{
		{"ADOPTION", "Adoption"}, {"RETURN_HOME", "Return home"}, {"LTF", "Long-term fostering"}, {"SGO", "Special guardianship"},
		{"CAO", "Child arrangements order"}, {"KINSHIP_FOSTER", "Foster care by a connected person"}, {"RESIDENTIAL", "Residential care"}, {"OTHER", "Another plan"},
	}
}

// EventKind is a kind of event that rules of time wait for.
type EventKind string

// Options implements Choice, in alphabetical order of the words.
func (EventKind) Options() []Option {
	return []Option{
		{"adoption_order_granted", "Adoption order granted"},
		{"adoption_plan_review", "Adoption plan reviewed"},
		{"start_of_adoptive_placement", "Adoptive placement started"},
		{"adoptive_placement_visit", "Adoptive placement visited"},
		{"adm_considered_plan", "Agency decision maker considered the plan"},
		{"adm_match_decision", "Agency decision maker decided on the match"},
		{"adm_plan_change_decision", "Agency decision maker decided on a change of plan"},
		{"shobpa_adm_decision", "Agency decision maker decided whether the child should be placed for adoption (SHOBPA)"},
		{"adm_papers_received", "Agency decision maker received the papers"},
		{"all_risk_factors_addressed", "All risk factors addressed"},
		{"child_becomes_looked_after", "Became looked after"},
		{"capacity_for_change_sustained_from", "Capacity for change sustained from"},
		{"care_order_discharged", "Care order discharged"},
		{"care_order_granted", "Care order granted"},
		{"care_plan_change_ratified", "Care plan change ratified"},
		{"care_plan_referred_to_hos", "Care plan referred to the head of service"},
		{"care_plan_updated", "Care plan updated"},
		{"cao_granted", "Child arrangements order granted"},
		{"section_19_consent_given", "Consent to placement given (section 19)"},
		{"final_care_planning_meeting", "Final care planning meeting"},
		{"final_evidence_filing_date", "Final evidence to be filed"},
		{"final_hearing", "Final hearing"},
		{"first_review_after_adoptive_placement", "First review after adoptive placement"},
		{"gateway_panel_decision", "Gateway Panel decision"},
		{"legal_planning_meeting", "Legal planning meeting"},
		{"long_term_match_approved", "Long-term match approved"},
		{"hos_ltf_approval", "Long-term fostering approved by the head of service"},
		{"ltf_options_formally_reviewed", "Long-term fostering options formally reviewed"},
		{"first_cla_review", "Looked-after review, first"},
		{"second_cla_review", "Looked-after review, second"},
		{"cla_review", "Looked-after review, any later"},
		{"cla_review_before_final_hearing", "Looked-after review before the final hearing"},
		{"minutes_sent_to_iro", "Minutes sent to the reviewing officer (IRO)"},
		{"parents_told_in_writing", "Parents told in writing"},
		{"parents_told_orally", "Parents told in person"},
		{"pathway_plan_completed", "Pathway plan completed"},
		{"permanence_plan_confirmed", "Permanence plan confirmed"},
		{"permanence_plan_presented", "Permanence plan presented"},
		{"permanency_planning_panel", "Permanency Planning Panel"},
		{"permanency_tracking_panel", "Permanency Tracking Panel"},
		{"placement_order_granted", "Placement order granted"},
		{"placement_order_revoked", "Placement order revoked"},
		{"pre_proceedings_ended", "Pre-proceedings ended"},
		{"pre_proceedings_started", "Pre-proceedings started"},
		{"proceedings_issued", "Proceedings issued"},
		{"risk_level_high_from", "Risk level high from"},
		{"risk_level_low_from", "Risk level low from"},
		{"schedule_3_assessment_endorsed_by_hos", "Schedule 3 assessment endorsed by the head of service"},
		{"sibling_assessment_countersigned", "Sibling assessment countersigned"},
		{"sgo_granted", "Special guardianship order granted"},
		{"summary_sent_to_parents", "Summary sent to parents"},
		{"supervision_order_granted", "Supervision order granted"},
		{"written_agreement_signed", "Written agreement signed"},
	}
}
