package records

import (
	"context"
	"fmt"
)

// Documents returns the papers of a record without their data: the latest version first, then by audience and format.
func (s *Service) Documents(ctx context.Context, by Actor, recordID string) (list []Document, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		if _, err := r.Record(ctx, recordID); err != nil {
			return err
		}
		list, err = r.Documents(ctx, recordID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	return list, nil
}

// Document returns a paper with its data, and writes down who read it.
func (s *Service) Document(ctx context.Context, by Actor, id string) (doc Document, err error) {
	if err := authorise(by, readCase); err != nil {
		return Document{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if doc, err = w.Document(ctx, id); err != nil {
			return err
		}
		rec, err := w.Record(ctx, doc.RecordID)
		if err != nil {
			return err
		}
		l := s.lineFor(by, "document.read", rec)
		l.Version, l.Detail = doc.Version, fmt.Sprintf("%s for %s, SHA-256 %s", doc.Format, doc.Audience, doc.SHA256)
		return w.AddAudit(ctx, l)
	})
	if err != nil {
		return Document{}, fmt.Errorf("read a document: %w", err)
	}
	return doc, nil
}
