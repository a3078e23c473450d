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
	if order.Record.ID == "" { // done before
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

// order gathers what papers are made from, or nothing where they are made already or wanted no more. The child is the one
// that the chair signed for, and the state of the job is left out, so that a second run is given the same order.
func (s *Service) order(ctx context.Context, recordID string, version int) (order Order, err error) {
	err = s.c.Store.Read(ctx, func(r Reader) error {
		rec, err := r.Record(ctx, recordID)
		switch {
		case err != nil:
			return err
		case rec.Standing < version:
			return &StatusError{Status: rec.Status, Want: Signed}
		case rec.Standing > version || rec.Status != Signed:
			return nil
		}
		signature, err := r.Signature(ctx, recordID, version)
		if err != nil {
			return err
		}
		order, err = orderOf(ctx, r, rec, signature)
		return err
	})
	return order, err
}

// orderOf is the order for a version that is signed, or would be with the signature.
func orderOf(ctx context.Context, r Reader, rec Record, signature Signature) (order Order, err error) {
	order.Signature, order.Child = signature, signature.Child
	if order.Record, order.Version, err = withForm(ctx, r, rec); err != nil {
		return Order{}, err
	}
	order.Record.PaperWork = PaperWork{}
	if err := replaced(ctx, r, &order); err != nil {
		return Order{}, err
	}
	if order.Previous, err = previousForm(ctx, r, rec); err != nil || !forms.Reviewed(order.Record.Form) {
		return order, err
	}
	meetings, err := recordsOf(ctx, r, Filter{ChildID: order.Child.ID}, func(other Record) bool {
		return slices.Contains(ClockKinds(), other.Kind) && other.ID != rec.ID
	})
	if err != nil {
		return Order{}, err
	}
	order.Meetings = []Record{order.Record}
	for _, other := range meetings {
		if other, signed, err := asOf(ctx, r, other, signature.At); err != nil {
			return Order{}, err
		} else if signed {
			order.Meetings = append(order.Meetings, other)
		}
	}
	return order, nil
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
		if code := order.Signature.Code(d.Audience); code != "" {
			d.CodeSum = codeSum(code)
		}
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
