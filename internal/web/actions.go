package web

import (
	"cmp"
	"fmt"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

// openAction is an action that the latest meeting left unfinished.
type openAction struct {
	forms.CarriedAction
	Lineage string // where it comes from, how often it was carried, and its age
	Late    bool   // the target date is over
}

// meeting is what the forms of meetings have in common that a review may follow.
type meeting interface {
	Held() forms.Date
	Outstanding() []forms.CarriedAction
}

// openActions are those of the child's latest meeting that is not only a draft. The meeting is read, and that is written down.
func (w *Web) openActions(v *visit, found []records.Record) ([]openAction, error) {
	held := heldMeetings(found)
	if len(held) == 0 {
		return nil, nil
	}
	latest := held[len(held)-1]
	if _, err := w.Records.Version(v.Context(), v.actor(), latest.ID, latest.Version); err != nil {
		return nil, err
	}
	var all []openAction
	for _, a := range latest.Form.(meeting).Outstanding() {
		all = append(all, openAction{a, lineage(a, held, w.today()), !a.TargetDate.IsZero() && a.TargetDate.Before(w.today())})
	}
	return all, nil
}

// heldMeetings are the meetings that are not only drafts, in order of time.
func heldMeetings(found []records.Record) []records.Record {
	held := slices.DeleteFunc(slices.Clone(found), func(rec records.Record) bool {
		_, ok := rec.Form.(meeting)
		return !ok || rec.Status == records.Draft
	})
	slices.SortStableFunc(held, func(a, b records.Record) int {
		return cmp.Or(a.Form.(meeting).Held().Compare(b.Form.(meeting).Held()), a.CreatedAt.Compare(b.CreatedAt))
	})
	return held
}

// lineage is "Opened at review 2 on 4 May 2026, carried 3 times, 74 days". Reviews are counted as they are on file.
func lineage(a forms.CarriedAction, held []records.Record, today forms.Date) string {
	if a.FirstAgreed.IsZero() {
		return "Opened earlier" + timesCarried(a)
	}
	at, reviews := "the meeting", 0
	for _, rec := range held {
		if rec.Kind == forms.PRPMKind {
			reviews++
		}
		if rec.Form.(meeting).Held() != a.FirstAgreed {
			continue
		}
		if at = "the PPM"; rec.Kind == forms.PRPMKind {
			at = fmt.Sprint("review ", reviews)
		}
		break
	}
	says := "Opened at " + at + " on " + a.FirstAgreed.Long() + timesCarried(a)
	switch days := a.AgeOn(today); {
	case days == 1:
		says += ", 1 day"
	case days > 1:
		says += fmt.Sprintf(", %d days", days)
	}
	return says
}

func timesCarried(a forms.CarriedAction) string {
	switch {
	case a.TimesCarried == nil || *a.TimesCarried == 0:
		return ""
	case *a.TimesCarried == 1:
		return ", carried once"
	}
	return fmt.Sprintf(", carried %d times", *a.TimesCarried)
}
