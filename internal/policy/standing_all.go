package policy

import "minutebook/forms"

// Standing is where one child stands on a day by the lists of every pack, whatever the child's own authority: which list is
// whose shows in the key.
type Standing struct {
	Child       string          `json:"child"`
	Name        string          `json:"name"`
	Age         *int            `json:"age_years"` // null before birth
	LegalStatus *string         `json:"legal_status"`
	PPMRequired bool            `json:"ppm_required_003"`
	Tracker     []section       `json:"tracker_sections_001"`
	Archived    *string         `json:"tracker_archived"`
	Indicators  []indicator     `json:"indicators_003"`
	Weekly      Weekly          `json:"weekly_tool_003"`
	Panel       panelStanding   `json:"panel_000"`
	Options     *optionStanding `json:"options_matrix_004"`
	MatchRoute  *matchStanding  `json:"ltf_match_route"`
}

type section struct {
	Section string `json:"section"`
	Reason  string `json:"reason"`
}

type indicator struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

type panelStanding struct {
	Entry   []Entry  `json:"entry"`
	Exits   []string `json:"exit_reached"`
	Reading []string `json:"reading"`
}

type optionStanding struct {
	Options
	Reading []string `json:"reading"`
}

type matchStanding struct {
	Calderdale        string `json:"calderdale"`
	CalderdaleRule    string `json:"calderdale_rule"`
	Hertfordshire     string `json:"hertfordshire"`
	HertfordshireRule string `json:"hertfordshire_rule"`
}

// Standing asks each list of the pack whose it is. A pack that was left out answers as one without lists.
func (p *Packs) Standing(facts *Facts, asOf forms.Date) Standing {
	pack := func(name string) *Pack {
		if pack, ok := p.byName[name]; ok {
			return pack
		}
		return &Pack{kinds: &kinds{}}
	}
	calderdale, herts := pack("calderdale"), pack("hertfordshire")
	s := Standing{
		Child: facts.Child.ID, Name: facts.Child.Name,
		PPMRequired: herts.MeetingRequired(facts, asOf), Weekly: herts.Weekly(facts, asOf),
		Tracker: []section{}, Indicators: []indicator{},
		Panel: panelStanding{Entry: []Entry{}, Exits: []string{}, Reading: []string{"RD27", "RD28"}},
	}
	if years, born := facts.age(asOf); born {
		s.Age = &years
	}
	if code := facts.legalStatus(asOf); code != "" {
		s.LegalStatus = &code
	}
	sections, archived := calderdale.Tracker(facts, asOf)
	for _, l := range sections {
		s.Tracker = append(s.Tracker, section{l.Code, l.Reason})
	}
	if archived != "" {
		s.Archived = &archived
	}
	for _, l := range herts.Indicators(facts, asOf) {
		s.Indicators = append(s.Indicators, indicator{l.Code, l.Reason})
	}
	entries, exits := pack("statutory").Panel(facts, asOf)
	s.Panel.Entry, s.Panel.Exits = append(s.Panel.Entry, entries...), append(s.Panel.Exits, exits...)
	if o, ok := pack("adoption-west").Options(facts, asOf); ok {
		s.Options = &optionStanding{o, []string{"RD29"}}
	}
	if name, rule, ok := calderdale.MatchRoute(facts, asOf); ok {
		s.MatchRoute = &matchStanding{Calderdale: name, CalderdaleRule: rule}
		s.MatchRoute.Hertfordshire, s.MatchRoute.HertfordshireRule, _ = herts.MatchRoute(facts, asOf)
	}
	return s
}
