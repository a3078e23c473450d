package records

import (
	"context"
	"fmt"
	"time"
)

// Ending says who withdrew a record, when and why.
type Ending struct {
	Reason string    `json:"reason"`
	Name   string    `json:"name"`
	At     time.Time `json:"at"`
}

// WithdrawRecord takes back, for good, what was signed: it should not have been, for instance because it is about another
// child. Nothing is removed: the record and its papers can be read by whoever could read them before, and say that they are
// withdrawn. Only a chair may. Errors: *InvalidError at /reason, *StaleError for another version, and *StatusError unless it
// is signed or issued; an amendment has to be signed or discarded first.
func (s *Service) WithdrawRecord(ctx context.Context, by Actor, id string, have int, reason string) (rec Record, err error) {
	if err := authorise(by, signCase); err != nil {
		return Record{}, err
	}
	if reason, err = givenReason(reason); err != nil {
		return Record{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if rec, err = signedAt(ctx, w, id, have); err != nil {
			return err
		}
		if rec.Status != Signed && rec.Status != Issued {
			return &StatusError{Status: rec.Status, Want: Issued}
		}
		if rec, _, err = withForm(ctx, w, rec); err != nil {
			return err
		}
		end := Ending{Reason: reason, Name: by.Name, At: s.now()}
		if moved, err := w.Withdraw(ctx, id, have, rec.Status, end); err != nil {
			return err
		} else if !moved {
			return notMoved(ctx, w, id, Issued)
		}
		rec.Status, rec.Withdrawn, rec.PaperWork = Withdrawn, &end, PaperWork{}
		return w.AddAudit(ctx, s.lineFor(by, "record.withdraw", rec))
	})
	if err != nil {
		return Record{}, fmt.Errorf("withdraw a record: %w", err)
	}
	return rec, nil
}
