package forms

// RiskClassificationKind places a child in the traffic-light table of risk (001-D37).
const RiskClassificationKind Kind = "risk-classification"

// RiskClassification is where a child stands in the traffic-light table: each factor, the whole, and why. Lines are those
// of seed 001. The table itself is RiskTable.
type RiskClassification struct {
	Subject         `section:"child" heading:"The child" source:"001-D37"`
	RiskAssessed    `section:"assessment" heading:"The classification" source:"001-D37 L2101"`
	RiskFactors     `section:"factors" heading:"Factors" source:"001-D37 L2112"`
	RiskLevelChosen `section:"level" heading:"Level of risk" source:"001-D37 L2106"`
	RiskMovement    `section:"movement" heading:"Movement" source:"001-D37 L2148"`
}

// RiskLevel is a column of the table. Severe has none of its own: a child comes there from another.
type RiskLevel string

// The levels of risk.
const (
	LowRisk    RiskLevel = "low"
	MediumRisk RiskLevel = "medium"
	HighRisk   RiskLevel = "high"
	SevereRisk RiskLevel = "severe"
)

// Options implements Choice, the least risk first.
func (RiskLevel) Options() []Option {
	return []Option{{string(LowRisk), "Low"}, {string(MediumRisk), "Medium"}, {string(HighRisk), "High"}, {string(SevereRisk), "Severe"}}
}

// rank is 1 for the least risk and 4 for the most, 0 when none was chosen.
func (l RiskLevel) rank() int {
	for i, o := range l.Options() {
		if o.Value == string(l) {
			return i + 1
		}
	}
	return 0
}

// RiskAssessed says when and by whom.
type RiskAssessed struct {
	AssessedOn Date   `json:"assessed_on" label:"Date of the classification" signoff:"required" audience:"iro" source:"own"`
	AssessedBy string `json:"assessed_by" label:"Classified by" hint:"Full name and role" validate:"max=200" advise:"required" audience:"iro" source:"own"`
}

// RiskFactors are judged one by one.
type RiskFactors struct {
	Factors FactorRows `json:"factors" label:"Factors" row:"Factor" hint:"For each factor, the column of the table that fits best" audience:"iro" source:"001-D37 L2112"`
}

// FactorRows has a row for each factor of the table.
type FactorRows struct {
	Risks      RiskFactor `json:"risk_factors" label:"Risk factors" source:"001-D37 L2112"`
	Protection RiskFactor `json:"protective_factors" label:"Protective factors" source:"001-D37 L2121"`
	Change     RiskFactor `json:"capacity_for_change" label:"Parents’ capacity for change" source:"001-D37 L2127"`
	Likelihood RiskFactor `json:"likelihood" label:"Likelihood of abuse" source:"001-D37 L2136"`
	ReturnHome RiskFactor `json:"reunification" label:"Reunification" source:"001-D37 L2142"`
}

// RiskFactor is one factor's level and the evidence for it.
type RiskFactor struct {
	Level    RiskLevel `json:"level" label:"Level" source:"001-D37 L2106"`
	Evidence string    `json:"evidence" label:"Evidence" validate:"max=10000" ui:"long" source:"own"`
}

// RiskLevelChosen is the level as a whole.
type RiskLevelChosen struct {
	Overall RiskLevel `json:"overall" label:"Level of risk as a whole" signoff:"required" audience:"iro" source:"001-D37 L2106"`
	Since   Date      `json:"since" label:"At this level since" advise:"required" audience:"iro" source:"001-R43 L2148"`
	Reasons string    `json:"reasons" label:"Reasons" validate:"max=20000" signoff:"required" ui:"long" audience:"iro" source:"001-D37"`
}

// RiskMovement compares with the last classification, and says what follows.
type RiskMovement struct {
	Previous      RiskLevel `json:"previous" label:"Level at the last classification" audience:"iro" source:"001-D37 L2148"`
	PreviousSince Date      `json:"previous_since" label:"At that level since" audience:"iro" source:"001-R44 L2152"`
	WouldMove     string    `json:"would_move" label:"What would move the child to a lower level" validate:"max=20000" ui:"long" audience:"iro" source:"001-D37 L2152"`
	Action        string    `json:"action" label:"What is done about a severe risk" hint:"Proceedings, or living apart from the parents" validate:"max=20000" ui:"long" audience:"iro" source:"001-R46 L2184"`
	NextDate      Date      `json:"next_date" label:"Date of the next classification" advise:"required" audience:"iro" source:"own"`
}

// Kind implements Form.
func (*RiskClassification) Kind() Kind { return RiskClassificationKind }

// Held is the day of the classification.
func (f *RiskClassification) Held() Date { return f.AssessedOn }

// holdMonths is how long a level has to last before the next lower one (001-R43 to 001-R45).
const holdMonths = 6

// CrossCheck implements Form.
func (f *RiskClassification) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.born("/assessed_on", f.AssessedOn, child)
	c.order("/assessed_on", f.AssessedOn, "the day since which this level has held", f.Since)
	c.order("/next_date", f.NextDate, "this classification", f.AssessedOn)
	for _, factor := range []RiskFactor{f.Factors.Risks, f.Factors.Protection, f.Factors.Change, f.Factors.Likelihood, f.Factors.ReturnHome} {
		if f.Overall != "" && factor.Level.rank() > f.Overall.rank() {
			c.add("/overall", "risk_below_factor", Advice, nil)
			break
		}
	}
	if f.Overall == SevereRisk && blank(f.Action) {
		c.add("/action", "severe_without_action", Advice, nil)
	}
	if f.Overall == "" || f.Previous.rank() <= f.Overall.rank() {
		return c.problems
	}
	// The child moved to a lower level. The table has no way out of severe, and none that leaves out a level.
	if f.Previous == SevereRisk || f.Previous.rank()-f.Overall.rank() > 1 {
		c.add("/overall", "risk_level_skipped", Advice, map[string]any{"from": lowerFirst(LabelOf(f.Previous)), "to": lowerFirst(LabelOf(f.Overall))})
	}
	if until := f.PreviousSince.AddMonths(holdMonths); !f.PreviousSince.IsZero() && f.Since.Before(until) && !f.Since.IsZero() {
		c.add("/since", "risk_moved_early", Advice, map[string]any{"until": until.Long()})
	}
	return c.problems
}
