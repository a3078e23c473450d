package store_test

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/store"
	"minutebook/internal/store/storetest"
)

func TestSQLiteFiles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"plain.db", "with space.db", "a?b#c%20d.db", "fiché.db"} {
		for _, scheme := range []string{"", "sqlite://"} {
			path := filepath.Join(t.TempDir(), name)
			db := storetest.Open(t, scheme+path)
			if err := db.Ping(t.Context()); err != nil {
				t.Errorf("%s%s: %v", scheme, name, err)
			}
			for _, suffix := range []string{"", "-wal", "-shm"} {
				info, err := os.Stat(path + suffix)
				if err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("%s%s: %v, %v; want mode 0600", name, suffix, info, err)
				}
			}
		}
	}
}

func TestSQLiteSettings(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, storetest.SQLite(t))
	for _, c := range []struct {
		writer      bool
		name, value string
	}{
		{true, "journal_mode", "wal"}, {true, "synchronous", "2"}, {true, "foreign_keys", "1"}, {true, "busy_timeout", "10000"},
		{false, "query_only", "1"}, {false, "busy_timeout", "10000"},
	} {
		if value, err := db.Pragma(t.Context(), c.writer, c.name); err != nil || value != c.value {
			t.Errorf("%s is %q, %v; want %q", c.name, value, err, c.value)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	notDatabase := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(notDatabase, []byte(strings.Repeat("Dear Sir or Madam ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for dsn, says := range map[string]string{
		"":                                   "path of its file is empty",
		"sqlite://":                          "path of its file is empty",
		"mysql://localhost/minutebook":       "neither sqlite:// nor postgres://",
		filepath.Join(t.TempDir(), "no/dir"): "no such file or directory",
		notDatabase:                          "not a database",
		"postgres://u:secret@%zz/":           "open the database",
		"postgres://u:secret@127.0.0.1:1/x?connect_timeout=1": "connect",
	} {
		db, err := store.Open(t.Context(), dsn)
		if err == nil {
			t.Errorf("%q was opened: %v", dsn, db.Close())
			continue
		}
		if !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v; want it to say %q", dsn, err, says)
		}
	}
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	b := storetest.New(t, storetest.SQLite(t))
	rec := b.Draft(t)
	if err := b.DB.LimitPages(ctx, 2); err != nil {
		t.Fatal(err)
	}
	form := rec.Form.(*forms.PPM)
	form.Background.Background = strings.Repeat("a long history ", 1300)
	var full *records.UnavailableError
	if _, _, err := b.Save(ctx, b.Worker, rec.ID, 1, form); !errors.As(err, &full) {
		t.Fatalf("on a full disk a save ends in %v", err)
	}
	if now, err := b.Summary(ctx, b.Worker, rec.ID); err != nil || now.Version != 1 {
		t.Fatalf("afterwards the record is %+v, %v", now, err)
	}
	if err := b.DB.LimitPages(ctx, 0); err != nil {
		t.Fatal(err)
	}
	saved, _, err := b.Save(ctx, b.Worker, rec.ID, 1, form)
	if err != nil || saved.Version != 2 {
		t.Fatalf("with room again: %+v, %v", saved, err)
	}
}

// TestKilled kills a process while it saves: what it was told is stored has to be there.
func TestKilled(t *testing.T) {
	t.Parallel()
	const path, saves = "MINUTEBOOK_KILLED_DATABASE", 40
	if dsn := os.Getenv(path); dsn != "" {
		saveForEver(t, dsn)
		return
	}
	dsn := storetest.SQLite(t)
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$")
	child.Env = append(os.Environ(), path+"="+dsn)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var id string
	var told int
	for lines := bufio.NewScanner(out); told < saves && lines.Scan(); {
		if n, err := fmt.Sscanf(lines.Text(), "saved %s %d", &id, &told); err != nil || n != 2 {
			t.Logf("the other process says: %s", lines.Text())
		}
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil || told < saves {
		t.Fatalf("the other process was not killed in time: %v after %d saves", err, told)
	}
	b := storetest.New(t, dsn)
	rec, err := b.Record(t.Context(), b.Worker, id)
	if err != nil {
		t.Fatal(err)
	}
	if venue := rec.Form.(*forms.PPM).Venue; rec.Version < told || venue != fmt.Sprintf("Room %d", rec.Version) {
		t.Errorf("version %d in %q is there; %d was promised", rec.Version, venue, told)
	}
	for i := 1; i <= rec.Version; i++ {
		if _, err := b.Version(t.Context(), b.Worker, id, i); err != nil {
			t.Error(err)
		}
	}
}

func saveForEver(t *testing.T, dsn string) {
	b := storetest.New(t, dsn)
	rec := b.Draft(t)
	form := rec.Form.(*forms.PPM)
	for {
		form.Venue = fmt.Sprintf("Room %d", rec.Version+1)
		saved, _, err := b.Save(t.Context(), b.Worker, rec.ID, rec.Version, form)
		if err != nil {
			t.Fatal(err)
		}
		rec = saved
		fmt.Printf("saved %s %d\n", rec.ID, rec.Version)
	}
}

// TestCreateAtOnce starts several processes on a file that is not there yet.
func TestCreateAtOnce(t *testing.T) {
	t.Parallel()
	for range 3 {
		dsn := storetest.SQLite(t)
		migrateAtOnce(t, dsn)
		storetest.New(t, dsn).Draft(t)
	}
}

// TestOpenWaits opens a file that another process is making: SQLite refuses at once to turn its write-ahead log on, whatever
// the busy timeout.
func TestOpenWaits(t *testing.T) {
	t.Parallel()
	dsn := storetest.SQLite(t)
	other, err := sql.Open("sqlite", dsn)
	if err != nil {
		t.Fatal(err)
	}
	making, err := other.BeginTx(t.Context(), nil)
	if err == nil {
		_, err = making.ExecContext(t.Context(), "CREATE TABLE there (x)")
	}
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		time.Sleep(200 * time.Millisecond)
		if err := errors.Join(making.Commit(), other.Close()); err != nil {
			t.Error(err)
		}
	})
	storetest.Open(t, dsn)
	wait.Wait()
}

// TestTwoProcesses opens one file twice, as a command beside the running service does.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	dsn := storetest.SQLite(t)
	one := storetest.New(t, dsn)
	child := one.AddChild(t, "C-1")
	two := records.New(records.Config{
		Store: storetest.Open(t, dsn), Now: one.Clock, NewID: func() string { return "two-" + fmt.Sprint(one.Clock().Unix()) },
	})
	var wait sync.WaitGroup
	for _, s := range []*records.Service{one.Service, two} {
		wait.Go(func() {
			for range 20 {
				if _, _, err := s.Create(t.Context(), one.Worker, child.ID, storetest.Form()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if _, total, err := one.Records(t.Context(), one.Worker, records.Filter{}); err != nil || total != 40 {
		t.Errorf("%d records, %v; want 40", total, err)
	}
}
