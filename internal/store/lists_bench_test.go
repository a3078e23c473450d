package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/store/storetest"
)

// A large authority and its neighbours: 250 teams, 400 children in each.
const (
	manyTeams    = 250
	manyChildren = 100_000
)

var (
	firstNames = []string{"Ada", "Bea", "Caleb", "Dina", "Élodie", "Farid", "Grace", "Hanna", "Idris", "Jonah", "Keira", "Liam", "Mia", "Noor", "Otis", "Priya", "Quinn", "Rosa", "Sami", "Tess"}
	body       = []byte(`{"background":"` + strings.Repeat("so it was ", 100) + `"}`)
	lastNames  = []string{"Abara", "Brook", "Chand", "Dale", "Ellery", "Frost", "Garside", "Holt", "Imran", "Jessop", "Khan", "Lund", "Moor", "Nash", "Okafor", "Pryce", "Quill", "Reed", "Shaw", "Vale"}
)

// populate fills the database with fictional children, three records and five dues each. A hundred are restricted.
func populate(b *testing.B, s *storetest.Bundle) {
	b.Helper()
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	for i := range manyTeams {
		must(s.DB.AddTeam(b.Context(), auth.Team{ID: fmt.Sprint("team-", i), Name: fmt.Sprint("Team ", i)}))
	}
	must(s.DB.SetTeams(b.Context(), s.Worker.ID, []string{"team-7"}))
	at := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	const batch = 2000
	for first := 0; first < manyChildren; first += batch {
		must(s.DB.Write(b.Context(), func(w records.Writer) error {
			for i := first; i < first+batch; i++ {
				if err := addMany(b, s, w, i, at); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	_, err := s.Raw.Exec("ANALYZE")
	must(err)
}

func addMany(b *testing.B, s *storetest.Bundle, w records.Writer, i int, at time.Time) error {
	day := forms.DateOf(at)
	child := forms.Child{
		ID: fmt.Sprintf("child-%06d", i*7919%manyChildren), CaseNumber: fmt.Sprintf("C-%06d", i), DateOfBirth: day.AddDays(-i % 6500),
		Name: firstNames[i%20] + " " + lastNames[i/20%20] + "-" + lastNames[i/400%20],
	}
	for k := range 8 { // a body of ordinary length
		child.Events = append(child.Events, forms.Event{Kind: "cla_review", Date: day.AddDays(-30 * k), Done: true})
		child.Placements = append(child.Placements, forms.Placement{From: day.AddDays(-40 * k), Type: "U1"})
	}
	if err := w.AddChild(b.Context(), child, at); err != nil {
		return err
	}
	a := records.Allocation{ChildID: child.ID, TeamID: fmt.Sprint("team-", i%manyTeams), Restricted: i%1000 == 0}
	if i%5000 == 0 {
		a.People = []string{s.Chair.ID, s.Worker.ID}
	}
	if err := w.SetAllocation(b.Context(), a); err != nil {
		return err
	}
	for k, status := range []records.Status{records.Issued, records.Signed, records.Draft} {
		kind := forms.PRPMKind
		if status == records.Issued {
			kind = forms.PPMKind
		}
		if status == records.Signed && i%100 == 0 {
			status = records.Complete
		}
		rec := records.Record{
			ID: fmt.Sprint("record-", i, "-", k), Kind: kind, ChildID: child.ID, Status: status, Version: 1, CreatedAt: at, UpdatedAt: at.Add(time.Duration(i) * time.Second),
		}
		version := records.Version{
			RecordID: rec.ID, Number: 1, Held: day.AddDays(-i % 300), Chaired: []string{"chair", fmt.Sprint(i % 50)}, Body: body, At: rec.UpdatedAt,
		}
		if status == records.Complete && i%2000 == 0 {
			version.Chaired = []string{"nadia", "okafor"}
		}
		if err := w.AddRecord(b.Context(), rec); err != nil {
			return err
		}
		if err := w.AddVersion(b.Context(), version); err != nil {
			return err
		}
	}
	dues := make([]records.Due, 5)
	for k := range dues {
		dues[k] = records.Due{Rule: fmt.Sprint("S-", k), Source: "The law", Name: "Something that is to be done for the child", Day: day.AddDays((i*31+k*97)%400 - 40)}
	}
	dues[0].RecordID = fmt.Sprint("record-", i, "-2")
	return w.SetDues(b.Context(), child.ID, "", dues)
}

// BenchmarkLists is the start page and the lists of children of an authority with 100,000 of them.
func BenchmarkLists(b *testing.B) {
	eachDatabase(b, func(b *testing.B, s *storetest.Bundle) {
		populate(b, s)
		today := forms.Date{Year: 2026, Month: time.March, Day: 2}
		head := records.Actor{Person: auth.Person{ID: "p9", Name: "Head Fictional", Role: auth.DecisionMaker}}
		officer := records.Actor{Person: auth.Person{ID: s.Chair.ID, Name: "Iro Fictional", Role: auth.IRO}}
		children := func(by records.Actor, f records.ChildFilter) func() error {
			f.Limit = 25
			return func() error { _, _, err := s.Children(b.Context(), by, f); return err }
		}
		work := func(by records.Actor, f records.WorkFilter) func() error {
			f.Limit = 10
			return func() error { _, _, err := s.Work(b.Context(), by, f); return err }
		}
		dues := func(by records.Actor, f records.DueFilter) func() error {
			f.Limit = 10
			return func() error { _, _, err := s.Dues(b.Context(), by, f); return err }
		}
		for _, c := range []struct {
			name string
			do   func() error
		}{
			{"children/head", children(head, records.ChildFilter{})},
			{"children/head, last page", children(head, records.ChildFilter{Offset: 99_000})},
			{"children/head, name", children(head, records.ChildFilter{Query: "vale ros"})},
			{"children/head, number", children(head, records.ChildFilter{Query: "c-054321"})},
			{"children/head, team", children(head, records.ChildFilter{TeamID: "team-3"})},
			{"children/head, late by due", children(head, records.ChildFilter{Late: today, Order: records.ByDue})},
			{"children/head, youngest", children(head, records.ChildFilter{Order: records.ByBirth})},
			{"children/head, ready to sign", children(head, records.ChildFilter{Status: records.Complete})},
			{"children/head, drafts of reviews", children(head, records.ChildFilter{Kind: forms.PRPMKind, Status: records.Draft})},
			{"children/worker", children(s.Worker, records.ChildFilter{})},
			{"children/worker, late by due", children(s.Worker, records.ChildFilter{Late: today, Order: records.ByDue})},
			{"children/IRO", children(officer, records.ChildFilter{})},
			{"work/worker, drafts", work(s.Worker, records.WorkFilter{Statuses: []records.Status{records.Draft}})},
			{"work/worker, without a sheet", work(s.Worker, records.WorkFilter{Statuses: []records.Status{records.Issued}, Unwritten: true})},
			{"work/chair, to sign", work(s.Chair, records.WorkFilter{Statuses: []records.Status{records.Complete}, Chair: s.Chair.Name})},
			{"work/head, issued lately", work(head, records.WorkFilter{Statuses: []records.Status{records.Issued}, Latest: true})},
			{"dues/worker", dues(s.Worker, records.DueFilter{})},
			{"dues/worker, late", dues(s.Worker, records.DueFilter{Before: today})},
			{"dues/head, late", dues(head, records.DueFilter{Before: today})},
			{"dues/head, team", dues(head, records.DueFilter{TeamID: "team-3", Before: today})},
			{"dues/IRO", dues(officer, records.DueFilter{})},
		} {
			b.Run(c.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := c.do(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}
