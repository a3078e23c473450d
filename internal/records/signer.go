package records

import (
	"strings"
	"time"
	_ "time/tzdata" // “today” is London's, wherever the service runs

	"minutebook/forms"
)

// notYetHeld blocks the minutes of a meeting that lies in the future: nobody can have agreed what they say.
func (s *Service) notYetHeld(form forms.Form) forms.Problems {
	meeting, ok := form.(interface{ Held() forms.Date })
	if _, field, _ := forms.Define(form.Kind()).Field("/meeting_date"); !ok || field == nil {
		return nil
	}
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		zone = time.UTC
	}
	if today := forms.DateOf(s.c.Now().In(zone)); meeting.Held().After(today) {
		return forms.Problems{{
			Pointer: "/meeting_date", Code: "not_held_yet", Level: forms.Blocker, Args: map[string]any{"today": today.Long()},
		}}
	}
	return nil
}

// otherChair blocks a signature as chair by anybody but the chair whom the minutes name.
func otherChair(by Actor, form forms.Form) forms.Problems {
	minutes, ok := form.(interface{ ChairedBy() string })
	if !ok || forms.Sealed(form.Kind()) || minutes.ChairedBy() == "" {
		return nil
	}
	if strings.Contains(strings.ToLower(minutes.ChairedBy()), strings.ToLower(by.Name)) {
		return nil
	}
	return forms.Problems{{
		Pointer: "/chair", Code: "other_chair", Level: forms.Blocker, Args: map[string]any{"chair": minutes.ChairedBy(), "signer": by.Name},
	}}
}
