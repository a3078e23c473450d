package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"time"

	"minutebook/forms"
	"minutebook/internal/policy"
	"minutebook/internal/records"
)

// diary tells the records what is due for a child, by the rules of the moment.
type diary struct{ in *installation }

var _ records.Diary = diary{}

// Open implements records.Diary.
func (d diary) Open(child forms.Child, found []records.Record) ([]records.Due, error) {
	return openDues(d.in.words.Load().packs, d.in.settings.policy, d.in.today(), d.in.zone, child, found)
}

// Mark implements records.Diary.
func (d diary) Mark() string {
	return d.in.today().String() + " " + d.in.settings.policy + " " + d.in.words.Load().rules
}

// openDues lists what is to come or overdue by a pack and by those that it extends. Minutes that are due lead to their
// meeting.
func openDues(packs *policy.Packs, name string, today forms.Date, zone *time.Location, child forms.Child, found []records.Record) (dues []records.Due, err error) {
	facts := &policy.Facts{Child: child, Meetings: meetingsOf(found, zone)}
	type meeting struct {
		rule string
		held forms.Date
	}
	minutes := map[meeting]string{}
	for name := name; name != ""; {
		pack, err := packs.Pack(name)
		if err != nil {
			return nil, fmt.Errorf("working out what is due: %w", err)
		}
		for _, m := range pack.Minutes(facts.Meetings, today) {
			if m.Status == policy.Upcoming || m.Status == policy.Overdue {
				minutes[meeting{m.Rule, m.MeetingDate}] = m.MeetingID
			}
		}
		name = pack.Extends
	}
	err = eachDeadline(packs, name, facts, today, func(pack *policy.Pack, d policy.Deadline) {
		if d.Status == policy.Upcoming || d.Status == policy.Overdue {
			dues = append(dues, records.Due{
				RecordID: minutes[meeting{d.Rule, d.TriggerDate}], Rule: d.Rule, Source: pack.Title, Name: capital(d.Name), Day: d.Due,
			})
		}
	})
	return dues, err
}

// today is the day where the authority is.
func (in *installation) today() forms.Date { return forms.DateOf(time.Now().In(in.zone)) }

// workingDays counts as the authority's pack does. The pack was there when the service started, and when it took others.
func (in *installation) workingDays(from, to forms.Date) int {
	pack, err := in.words.Load().packs.Pack(in.settings.policy)
	if err != nil {
		return 0
	}
	return pack.WorkingDays(from, to)
}

// countEvery is how often the service looks whether a new day or new rules have come.
const countEvery = 10 * time.Minute

// keepDiary works out anew what is due whenever a day begins or the rules change, until ctx is done.
func (in *installation) keepDiary(ctx context.Context) {
	tick := time.NewTicker(countEvery)
	defer tick.Stop()
	for {
		began := time.Now()
		switch counted, err := in.records.Count(ctx); {
		case ctx.Err() != nil:
			return
		case err != nil:
			in.log.Error("what is due was not worked out; will try again", "error", err)
		case counted > 0:
			in.log.Info("worked out what is due", "children", counted, "took", time.Since(began).Round(time.Millisecond))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// fingerprint stands for the contents of files, in the order of their names.
func fingerprint(fsys fs.FS, pattern string) (string, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return "", fmt.Errorf("listing %s: %w", pattern, err)
	}
	sum := sha256.New()
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return "", fmt.Errorf("reading %s: %w", name, err)
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}
