package records

import (
	"context"
	"fmt"
	"time"

	"minutebook/forms"
)

// PackClock says which packs are made by the clock: one for each team and one for all children, without restricted ones.
type PackClock struct {
	Weekly     bool                      // on Mondays at 7
	Monthly    bool                      // on the first working day of the month at 7, with figures for a board
	WorkingDay func(day forms.Date) bool // for Monthly
	Zone       *time.Location            // of the hour
}

// packHour is when packs are made by the clock.
const packHour = 7

// slots are what should be there by now: the last Monday and the last first working day. What fell into a time when the
// service was off is made up for.
func (c *PackClock) slots(now time.Time) (slots []string) {
	now = now.In(c.Zone)
	day := forms.DateOf(now)
	last := func(is func(forms.Date) bool) forms.Date {
		for d := day; ; d = d.AddDays(-1) {
			if is(d) && (d != day || now.Hour() >= packHour) {
				return d
			}
		}
	}
	if c.Weekly {
		slots = append(slots, "weekly "+last(func(d forms.Date) bool { return d.Time().Weekday() == time.Monday }).String())
	}
	if c.Monthly {
		slots = append(slots, "monthly "+last(func(d forms.Date) bool { return d == c.firstWorkingDay(d) }).String())
	}
	return slots
}

func (c *PackClock) firstWorkingDay(in forms.Date) forms.Date {
	d := forms.Date{Year: in.Year, Month: in.Month, Day: 1}
	for !c.WorkingDay(d) && d.Month == in.Month {
		d = d.AddDays(1)
	}
	return d
}

// LookAtClock orders the packs that are due by the clock and not ordered yet, and removes what was kept for long enough. It may
// be called as often as one likes, by several processes: each slot gets its pack once.
func (s *Service) LookAtClock(ctx context.Context) error {
	if c := s.c.PackClock; c != nil {
		teams, err := s.ReportTeams(ctx, service)
		if err != nil {
			return fmt.Errorf("order tracker packs by the clock: %w", err)
		}
		for _, slot := range c.slots(s.c.Now()) {
			orders := []PackOrder{{}}
			for _, t := range teams {
				orders = append(orders, PackOrder{TeamID: t.ID})
			}
			if slot[0] == 'm' {
				orders = append(orders, PackOrder{Anonymous: true})
			}
			for _, o := range orders {
				if err := s.orderSlot(ctx, o, fmt.Sprintf("%s %t %s", slot, o.Anonymous, o.TeamID)); err != nil {
					return fmt.Errorf("order tracker packs by the clock: %w", err)
				}
			}
		}
	}
	return s.removeOld(ctx)
}

func (s *Service) orderSlot(ctx context.Context, o PackOrder, slot string) error {
	p, err := s.ordered(ctx, service, o)
	if err != nil {
		return err
	}
	p.Slot = slot
	return s.c.Store.Write(ctx, func(w Writer) error {
		added, err := w.AddPack(ctx, p, true)
		if err != nil || !added {
			return err
		}
		return w.AddAudit(ctx, s.packLine("pack.order", &p))
	})
}

// packsRemoved writes down that packs were removed, if any were.
func (s *Service) packsRemoved(ctx context.Context, w Writer, removed int) error {
	if removed == 0 {
		return nil
	}
	l := s.line(service, "pack.remove")
	l.Detail = fmt.Sprintf("%d packs", removed)
	return w.AddAudit(ctx, l)
}

// removeOld removes packs that were kept for long enough, and extracts that nobody applied. Slots stay taken for as long as a
// pack is kept, and no slot is older than a month.
func (s *Service) removeOld(ctx context.Context) error {
	err := s.c.Store.Write(ctx, func(w Writer) error {
		now := s.now()
		removed, err := w.RemovePacks(ctx, now)
		if err == nil {
			err = s.packsRemoved(ctx, w, removed)
		}
		if err != nil {
			return err
		}
		return w.RemoveImports(ctx, now.Add(-importKept))
	})
	if err != nil {
		return fmt.Errorf("remove old tracker packs: %w", err)
	}
	return nil
}
