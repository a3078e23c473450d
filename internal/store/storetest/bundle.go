// Package storetest gives tests real databases, fresh for each test, and holds the suite that every database must pass.
package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/store"
)

// SQLite returns the path of a SQLite database that is not there yet, in a folder that is removed when the test ends.
func SQLite(t testing.TB) string { return filepath.Join(t.TempDir(), "minutebook.db") }

// Open opens the database at dsn and closes it when the test ends.
func Open(t testing.TB, dsn string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// Bundle is a service over a fresh database, with fictional people and a press that can be made to fail.
type Bundle struct {
	*records.Service
	DB                   *store.DB
	Raw                  *sql.DB // another way into the same database, past the store
	DSN                  string
	Press                *Press
	Diary                *Diary
	Chair, Worker, Admin records.Actor
	now                  atomic.Int64
	ids                  atomic.Int64
}

// New returns a bundle over the database at dsn. Its clock goes on by a second whenever it is read.
func New(t testing.TB, dsn string) *Bundle {
	t.Helper()
	b := &Bundle{
		DB: Open(t, dsn), DSN: dsn, Press: &Press{}, Diary: &Diary{},
		Chair:  actor("p1", "Nadia Okafor", auth.Chair),
		Worker: actor("p2", "Tom Brennan", auth.SocialWorker),
		Admin:  actor("p3", "Priya Shah", auth.Administrator),
	}
	for _, a := range []records.Actor{b.Chair, b.Worker, b.Admin} {
		if err := b.DB.AddPerson(t.Context(), a.Person, "no password"); err != nil && !errors.Is(err, auth.ErrUsernameTaken) {
			t.Fatal(err)
		}
	}
	b.Raw = raw(t, dsn)
	b.now.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Unix())
	b.Service = records.New(b.Config())
	return b
}

// Clock returns the bundle's next second, and a fraction that nobody may rely on.
func (b *Bundle) Clock() time.Time { return time.Unix(b.now.Add(1), 123_456_000).UTC() }

// Config is the configuration of the bundle's service, for tests that need a different one.
func (b *Bundle) Config() records.Config {
	return records.Config{
		Store: b.DB, Press: b.Press, Diary: b.Diary, Policy: "statutory", Binder: &Binder{},
		Now:   func() time.Time { return b.Clock().Add(789) }, // nanoseconds, which no database keeps
		NewID: func() string { return fmt.Sprintf("id-%06d", b.ids.Add(1)) },
	}
}

func actor(id, name string, role auth.Role) records.Actor {
	username := strings.ToLower(strings.ReplaceAll(name, " ", "."))
	return records.Actor{Person: auth.Person{ID: id, Username: username, Name: name, Role: role}, From: "192.0.2.7"}
}

// raw opens the same database without the store, for tests that break it or look behind it.
func raw(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	driver := "pgx"
	if !strings.Contains(dsn, "://") {
		driver, dsn = "sqlite", "file:"+dsn+"?_busy_timeout=10000"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// AddChild stores a fictional child with the case number.
func (b *Bundle) AddChild(t testing.TB, caseNumber string) forms.Child {
	t.Helper()
	child, err := b.Service.AddChild(t.Context(), b.Worker, forms.Child{
		Name: "Mia Fictional", CaseNumber: caseNumber, DateOfBirth: forms.Date{Year: 2021, Month: time.May, Day: 4},
	})
	if err != nil {
		t.Fatal(err)
	}
	return child
}

// Draft stores a record that could be completed, about a child of its own.
func (b *Bundle) Draft(t testing.TB) records.Record {
	t.Helper()
	child := b.AddChild(t, fmt.Sprintf("C-%06d", b.ids.Add(1)))
	rec, _, err := b.Create(t.Context(), b.Worker, child.ID, Form())
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// Completed stores a record that waits for a signature.
func (b *Bundle) Completed(t testing.TB) records.Record {
	t.Helper()
	rec := b.Draft(t)
	rec, err := b.Complete(t.Context(), b.Worker, rec.ID, rec.Version)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// SignedRecord stores a record that waits for its papers.
func (b *Bundle) SignedRecord(t testing.TB) records.Record {
	t.Helper()
	rec := b.Completed(t)
	rec, err := b.Sign(t.Context(), b.Chair, rec.ID, rec.Version)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// Form returns a new form with the answers without which nothing can be signed, and one action.
func Form() *forms.PPM {
	f := &forms.PPM{}
	f.MeetingKind, f.MeetingDate = "initial", forms.Date{Year: 2026, Month: time.March, Day: 2}
	f.Recommendations.Actions = []forms.Action{{Recommendation: "Book the health assessment", ByWhom: "Tom Brennan"}}
	return f
}

// Press makes short papers out of what it is given.
type Press struct {
	Fail  atomic.Pointer[error] // what Papers returns while it is set
	Panic atomic.Bool
	Runs  atomic.Int64
	Last  atomic.Pointer[records.Order] // the latest order
}

// Papers implements records.Press.
func (p *Press) Papers(_ context.Context, order records.Order) ([]records.Document, error) {
	p.Runs.Add(1)
	p.Last.Store(&order)
	if p.Panic.Load() {
		panic("printed: " + order.Child.Name)
	}
	if err := p.Fail.Load(); err != nil {
		return nil, *err
	}
	var papers []records.Document
	for _, format := range []string{"pdf", "docx"} {
		text := fmt.Sprintf("%s of %s version %d for %s signed by %s at %s: %s", format, order.Record.ID, order.Version.Number,
			order.Child.Name, order.Signature.Name, order.Signature.At.Format(time.RFC3339), order.Version.Body)
		papers = append(papers, records.Document{Audience: "professional", Format: format, Name: "minutes." + format, Data: []byte(text)})
	}
	return papers, nil
}
