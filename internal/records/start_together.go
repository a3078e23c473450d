package records

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"minutebook/forms"
)

// startTogether starts a record for the child and for each of the others in one transaction; all have the same meeting. The
// child's form is the one given. A review of another child carries forward from that child's own latest meeting, where there
// is one; so does the given form if nothing stands in it. Then each draft takes over what is shared, section by section, from
// the child's: what it brings along from its own meeting stays, so that nothing is overwritten unseen.
//
// What cannot be held together is *InvalidError, a child who is not there ErrNotFound, and a review that was started already
// *ReviewedError.
func (s *Service) startTogether(ctx context.Context, w Writer, by Actor, from start, invalid forms.Problems) (Record, forms.Problems, error) {
	kind, children := from.form.Kind(), append([]string{from.ties.ChildID}, from.with...)
	switch {
	case !forms.HeldTogether(kind):
		return Record{}, nil, notTogether("not_held_together", nil)
	case len(children) > mostTogether:
		return Record{}, nil, notTogether("too_many_children", map[string]any{"max": mostTogether})
	case len(slices.Compact(slices.Sorted(slices.Values(children)))) < len(children):
		return Record{}, nil, notTogether("repeated_child", nil)
	case !storable(strings.Join(from.with, "")):
		return Record{}, nil, ErrNotFound
	}
	if err := lockChildren(ctx, w, children); err != nil {
		return Record{}, nil, err
	}
	from.ties.Meeting = s.c.NewID()
	var (
		first    Record
		problems forms.Problems
	)
	for i, id := range children {
		draft := from
		if i > 0 {
			empty, err := forms.New(kind)
			if err != nil {
				return Record{}, nil, err
			}
			draft, invalid = start{ties: Record{ChildID: id, Meeting: from.ties.Meeting}, form: empty, another: from.another}, nil
		}
		if draft.form.Kind() == forms.PRPMKind && reflect.ValueOf(draft.form).Elem().IsZero() {
			if err := carryForward(ctx, w, &draft); err != nil {
				return Record{}, nil, err
			}
		}
		if i > 0 {
			for _, section := range forms.SharedSections(kind) {
				if !section.Answered(draft.form) {
					section.Bring(first.Form, draft.form)
				}
			}
		}
		rec, found, err := s.add(ctx, w, by, draft, invalid)
		if err != nil {
			return Record{}, nil, err
		}
		if i == 0 {
			first, problems = rec, found
		}
	}
	return first, problems, nil
}

// WithPointer is where problems with the other children of a meeting are.
const WithPointer = "/with"

func notTogether(code string, args map[string]any) error {
	return &InvalidError{forms.Problems{{Pointer: WithPointer, Code: code, Level: forms.Error, Args: args}}}
}

// carryForward makes an empty review that of the child's latest signed meeting, if there is one.
func carryForward(ctx context.Context, r Reader, draft *start) error {
	meeting, err := latestMeeting(ctx, r, draft.ties.ChildID)
	if err != nil || meeting == nil {
		return err
	}
	if err := notReviewed(ctx, r, meeting.ID, draft.another); err != nil {
		return err
	}
	draft.ties.Previous, draft.ties.Follows = meeting.ID, meeting.Version
	form, err := forms.CarryForward(meeting.Form)
	if err != nil {
		return err
	}
	draft.form, _, err = copyForm(form)
	return err
}

// latestMeeting returns the planning meeting about the child that was signed last, with its form; nil if there is none.
func latestMeeting(ctx context.Context, r Reader, childID string) (*Record, error) {
	const size = 200
	var latest Record
	for at := 0; ; at += size {
		list, total, err := r.Records(ctx, Filter{ChildID: childID, Limit: size, Offset: at})
		if err != nil {
			return nil, err
		}
		for _, rec := range list {
			rec = rec.AsSigned()
			if (rec.Kind == forms.PPMKind || rec.Kind == forms.PRPMKind) && rec.Withdrawn == nil && rec.SignedAt.After(latest.SignedAt) {
				latest = rec
			}
		}
		if at+size >= total {
			break
		}
	}
	if latest.ID == "" {
		return nil, nil
	}
	full, _, err := withForm(ctx, r, latest)
	return &full, err
}
