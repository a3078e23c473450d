package forms

// RiskRow is one row of the traffic-light table: what a factor looks like at each level, or what moves a child from it.
type RiskRow struct {
	Factor string // label of the factor; "" goes on with the row above
	Low    string
	Medium string
	High   string
}

// RiskTable is the traffic-light table (001-D37, seed 001 lines 2101 to 2221) in our words; the model is that of others,
// so its text is not repeated. Severe has no column: children come there from the others. The six months are those of
// 001-R43 to 001-R46.
func RiskTable() []RiskRow {
	return []RiskRow{
		{"Risk factors", "None can be seen, or all that there were have been dealt with", "Some can be seen, or not all have been dealt with", "Some can be seen, and nothing is done about them"},
		{"Protective factors", "Can be seen", "Can be seen", "Can be seen"},
		{"Parents’ capacity for change", "Real change has been shown and has lasted", "Real change has been shown and has lasted", "No lasting change has been shown"},
		{"Likelihood of abuse", "Very unlikely, for the first time or again", "Unlikely, for the first time or again", "Likely, for the first time or again"},
		{"Reunification", "Possible", "Possible", "Not possible"},
		{"To a lower level", "Six months at low risk: the case can close", "All risk factors dealt with and the change kept up for six months: to low, and six more months there before closing", "A capacity for change, work on the risk factors begun and protective factors, all for six months: to medium, and six more months there before low"},
		{"At the same level", "", "Not all risk factors dealt with, but help is used, there are protective factors, and no risk factor is new or back: stay at medium", ""},
		{"To a higher level", "A risk factor is new or back. Capacity for change and protective factors: to medium. No capacity for change, but protective factors: to high. Neither: to severe, apart from the parents", "A risk factor is new or back, and no capacity for change. Protective factors: to high. None: to severe, apart from the parents", "Six months without work on the risk factors: to severe, and proceedings. No protective factors any more: to severe, apart from the parents"},
	}
}
