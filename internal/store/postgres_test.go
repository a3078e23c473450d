package store_test

import (
	"errors"
	"net/url"
	"sync"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/store"
	"minutebook/internal/store/storetest"
)

func TestRebind(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"SELECT 1":               "SELECT 1",
		"a = ? AND b = ?":        "a = $1 AND b = $2",
		"?, ?, ?, ?, ?, ?, ?, ?": "$1, $2, $3, $4, $5, $6, $7, $8",
	} {
		if got := store.Rebind(query); got != want {
			t.Errorf("%q becomes %q, want %q", query, got, want)
		}
	}
}

// TestLostConnection ends the connection on which a change is being made.
func TestLostConnection(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	b := storetest.New(t, storetest.Postgres(t))
	err := b.DB.Write(ctx, func(w records.Writer) error {
		if err := w.AddChild(ctx, forms.Child{ID: "c", Name: "N", CaseNumber: "1"}, b.Clock()); err != nil {
			return err
		}
		terminate(t, b)
		return w.AddAudit(ctx, records.AuditLine{Action: "child.add"})
	})
	var lost *records.UnavailableError
	if !errors.As(err, &lost) {
		t.Errorf("the lost connection shows as %v", err)
	}
	if _, total, err := b.Children(ctx, b.Worker, records.ChildFilter{}); err != nil || total != 0 {
		t.Errorf("afterwards there are %d children, %v", total, err)
	}
	b.Draft(t)
}

// TestLostDatabase takes the database away and gives it back.
func TestLostDatabase(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	dsn := storetest.Postgres(t)
	b := storetest.New(t, dsn)
	rec := b.Draft(t)
	form := rec.Form.(*forms.PPM)
	form.Venue = "Town hall"
	address, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	name := address.Path[1:]
	other := storetest.New(t, storetest.Postgres(t)) // from where the first can be locked
	allow := func(yes string) {
		t.Helper()
		if _, err := other.Raw.Exec("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + yes); err != nil {
			t.Fatal(err)
		}
		if _, err := other.Raw.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name); err != nil {
			t.Fatal(err)
		}
	}
	allow("false")
	var lost *records.UnavailableError
	if _, _, err := b.Save(ctx, b.Worker, rec.ID, 1, form); !errors.As(err, &lost) {
		t.Errorf("without a database a save ends in %v", err)
	}
	if _, err := b.Record(ctx, b.Worker, rec.ID); !errors.As(err, &lost) {
		t.Errorf("without a database a read ends in %v", err)
	}
	if err := b.DB.Ping(ctx); !errors.As(err, &lost) {
		t.Errorf("without a database Ping says %v", err)
	}
	allow("true")
	if saved, _, err := b.Save(ctx, b.Worker, rec.ID, 1, form); err != nil || saved.Version != 2 {
		t.Errorf("with the database back: %+v, %v", saved, err)
	}
}

// terminate ends every connection of the store, but not the one that asks.
func terminate(t *testing.T, b *storetest.Bundle) {
	t.Helper()
	if _, err := b.Raw.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'minutebook'`); err != nil {
		t.Fatal(err)
	}
}

// TestMigrateAtOnce starts several processes on an empty database.
func TestMigrateAtOnce(t *testing.T) {
	t.Parallel()
	dsn := storetest.Postgres(t)
	migrateAtOnce(t, dsn)
	storetest.New(t, dsn).Draft(t)
}

func migrateAtOnce(t *testing.T, dsn string) {
	t.Helper()
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			db, err := store.Open(t.Context(), dsn)
			if err != nil {
				t.Error(err)
				return
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}
