package records

import (
	"context"
	"fmt"
)

// BringBack saves what an earlier version said as the record's next version, in this record alone; nothing is removed. Have is
// the latest version, as in Save, whose errors it returns. Actions that were agreed since then must not vanish from a review:
// that is *InvalidError.
func (s *Service) BringBack(ctx context.Context, by Actor, id string, have, earlier int) (rec Record, err error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, err
	}
	var was Record
	err = s.read(ctx, by, func(r Reader) error {
		if was, err = r.Record(ctx, id); err != nil {
			return err
		}
		was.Version = earlier
		was, _, err = withForm(ctx, r, was)
		return err
	})
	if err == nil {
		rec, _, err = s.save(ctx, by, id, have, was.Form, saving{alone: true, detail: fmt.Sprintf("version %d brought back", earlier)})
	}
	if err != nil {
		return Record{}, fmt.Errorf("bring a version back: %w", err)
	}
	return rec, nil
}
