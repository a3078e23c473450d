package web

import (
	"minutebook/forms"
	"minutebook/internal/records"
)

// life is what a record's page tells of the time after its first signature.
type life struct {
	Amendments []records.Amendment // the latest first
	Changes    *answeredSection    // of an amendment that is being written: what differs from the version that stands
	Amend      bool                // the person may amend it now
	Withdraw   bool                // the person may withdraw it now
	Discard    bool                // the person may discard the amendment now
	Before     *before             // the minutes that it reviews were amended
}

// before tells the writers of a review that the minutes from which it started were amended.
type before struct {
	On    string // when the amended version was signed
	Bring []string
	Left  []string // labels of what was changed here since
}

func (w *Web) lifeOf(v *visit, rec records.Record) (l life, err error) {
	ctx, by := v.Context(), v.actor()
	if l.Amendments, err = w.Records.Amendments(ctx, by, rec.ID); err != nil {
		return life{}, err
	}
	replaced, err := w.Records.Replaced(ctx, by, rec)
	if err != nil {
		return life{}, err
	}
	if replaced != nil {
		changes := amended(replaced, rec.Form)
		l.Changes = &changes
	}
	signs := v.person.Role.Signs()
	l.Amend = signs && rec.Status == records.Issued
	l.Withdraw = signs && (rec.Status == records.Issued || rec.Status == records.Signed)
	l.Discard = signs && rec.Amending()
	amended, err := w.Records.PreviousAmended(ctx, by, rec)
	if err == nil && amended != nil {
		l.Before = &before{w.clock(amended.To.At), labels(amended.Bring), labels(amended.Left)}
	}
	return l, err
}

func labels(changes []forms.Change) (all []string) {
	for _, c := range changes {
		all = append(all, c.Label)
	}
	return all
}
