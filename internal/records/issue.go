package records

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"minutebook/forms"
)

// Issue makes the papers of a signed version and stores them. It is the work of a job and may run more than once, or
// twice at the same time: the papers of one run are kept, and running again changes nothing.
func (s *Service) Issue(ctx context.Context, recordID string, version int) error {
	order, err := s.order(ctx, recordID, version)
	if err != nil {
		return fmt.Errorf("issue record %s, version %d: %w", recordID, version, err)
	}
	if order.Record.Status == Issued {
		return nil
	}
	papers, err := s.press(ctx, order)
	if err != nil {
		return fmt.Errorf("issue record %s, version %d: %w", recordID, version, err)
	}
	err = s.c.Store.Write(ctx, func(w Writer) error {
		moved, err := w.Move(ctx, recordID, version, Signed, Issued)
		if err != nil || !moved { // not moved: another run was quicker, and its papers are kept
			return err
		}
		for _, d := range papers {
			if err := w.AddDocument(ctx, d); err != nil {
				return err
			}
		}
		return w.AddAudit(ctx, s.lineFor(service, "record.issue", order.Record))
	})
	if err != nil {
		return fmt.Errorf("issue record %s, version %d: %w", recordID, version, err)
	}
	return nil
}

// order gathers what papers are made from. The child is the one that the chair signed for, and the state of the job is
// left out, so that a second run is given the same order.
func (s *Service) order(ctx context.Context, recordID string, version int) (order Order, err error) {
	err = s.c.Store.Read(ctx, func(r Reader) error {
		if order.Record, err = r.Record(ctx, recordID); err != nil {
			return err
		}
		if status := order.Record.Status; order.Record.Version != version || (status != Signed && status != Issued) {
			return &StatusError{Status: status, Want: Signed}
		}
		if order.Record, order.Version, err = withForm(ctx, r, order.Record); err != nil {
			return err
		}
		order.Record.PaperWork = PaperWork{}
		order.Signature, err = r.Signature(ctx, recordID, version)
		order.Child = order.Signature.Child
		if err != nil {
			return err
		}
		if order.Previous, err = previousForm(ctx, r, order.Record); err != nil || !forms.Reviewed(order.Record.Form) {
			return err
		}
		order.Meetings, err = recordsOf(ctx, r, Filter{ChildID: order.Child.ID}, func(rec Record) bool {
			return slices.Contains(ClockKinds(), rec.Kind) && !rec.SignedAt.IsZero() && !rec.SignedAt.After(order.Signature.At)
		})
		return err
	})
	return order, err
}

func (s *Service) press(ctx context.Context, order Order) ([]Document, error) {
	if s.c.Press == nil {
		return nil, errors.New("this process makes no papers")
	}
	papers, err := s.c.Press.Papers(ctx, order)
	if err != nil {
		return nil, fmt.Errorf("make the papers: %w", err)
	}
	if len(papers) == 0 {
		return nil, errors.New("make the papers: there are none")
	}
	for i := range papers {
		d := &papers[i]
		sum := sha256.Sum256(d.Data)
		d.ID, d.RecordID, d.Version = s.c.NewID(), order.Record.ID, order.Version.Number
		d.SHA256, d.MadeAt = hex.EncodeToString(sum[:]), s.now()
	}
	return papers, nil
}

// Reason returns why papers could not be made, in words that hold no case content and may be shown to people: those of
// the first error in the chain that has a method Reason() string, else a sentence that says nothing about the cause.
func Reason(err error) string {
	var r interface{ Reason() string }
	switch {
	case errors.As(err, &r):
		return r.Reason()
	case errors.As(err, new(*UnavailableError)):
		return "the database could not be reached, or its disk is full"
	case errors.Is(err, context.DeadlineExceeded):
		return "making the papers took too long"
	case errors.Is(err, context.Canceled):
		return "the service was stopped while the papers were being made"
	}
	return "the papers could not be made; the service’s log says more"
}
