package records

import (
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // “today” is London's, wherever the service runs
	"unicode"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
)

// notYetHeld blocks the minutes of a meeting that lies in the future: nobody can have agreed what they say.
func (s *Service) notYetHeld(form forms.Form) forms.Problems {
	meeting, ok := form.(interface{ Held() forms.Date })
	if _, field, _ := forms.Define(form.Kind()).Field("/meeting_date"); !ok || field == nil {
		return nil
	}
	if today := s.today(); meeting.Held().After(today) {
		return forms.Problems{{
			Pointer: "/meeting_date", Code: "not_held_yet", Level: forms.Blocker, Args: map[string]any{"today": today.Long()},
		}}
	}
	return nil
}

// today is the day in London.
func (s *Service) today() forms.Date {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		zone = time.UTC
	}
	return forms.DateOf(s.c.Now().In(zone))
}

// otherChair blocks a signature as chair by anybody but the chair whom the minutes name.
func otherChair(by Actor, form forms.Form) forms.Problems {
	minutes, ok := form.(interface{ ChairedBy() string })
	if !ok || forms.Sealed(form.Kind()) || minutes.ChairedBy() == "" {
		return nil
	}
	if names(minutes.ChairedBy(), by.Name) {
		return nil
	}
	return forms.Problems{{
		Pointer: "/chair", Code: "other_chair", Level: forms.Blocker, Args: map[string]any{"chair": minutes.ChairedBy(), "signer": by.Name},
	}}
}

// titles stand before a name or are left out, as people like.
var titles = []string{"cllr", "councillor", "dame", "dr", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "rev", "revd", "sir"}

// names reports whether a text names the person: each word of the name but titles is a word of the text, whatever their
// order and capitals. “Lee, Dr Ann (Team Manager)” names Ann Lee, “Joann Lee” does not.
func names(text, name string) bool {
	in, own := nameWords(text), nameWords(name)
	return len(own) > 0 && !slices.ContainsFunc(own, func(word string) bool { return !slices.Contains(in, word) })
}

// nameWords splits at everything but letters, marks, figures, hyphens and apostrophes, of which people type several kinds.
func nameWords(name string) []string {
	plain := strings.NewReplacer("’", "'", "‘", "'", "‑", "-", "‐", "-").Replace(norm.NFC.String(strings.ToLower(name)))
	words := strings.FieldsFunc(plain, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) && r != '-' && r != '\''
	})
	return slices.DeleteFunc(words, func(word string) bool { return slices.Contains(titles, word) })
}
