package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"minutebook/assets"
	"minutebook/internal/auth"
	"minutebook/internal/casefile"
	"minutebook/internal/records"
	"minutebook/internal/sign"
	"minutebook/internal/store"
	"minutebook/internal/store/storetest"
)

// databases names a fresh database of each kind.
func databases(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{
		"sqlite":   filepath.Join(t.TempDir(), "minutebook.db"),
		"postgres": storetest.Postgres(t),
	}
}

func installed(t *testing.T, s settings) *installation {
	t.Helper()
	in, err := open(t.Context(), s, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// A time-stamping service that is down keeps the papers waiting, visibly, and nothing else: the record stays signed. Once
// the service is back (here: no longer asked for) the papers come out, and making them again changes nothing.
func TestTimeStampingServiceDown(t *testing.T) {
	t.Parallel()
	for name, dsn := range databases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := settings{db: dsn, keyFile: filepath.Join(t.TempDir(), "key"), authority: "Testerdale", policy: "calderdale", tsa: "http://127.0.0.1:1/"}
			in := installed(t, s)
			chair, rec := signedExample(t, in)
			if err := in.db.StartJobs(context.WithoutCancel(t.Context()), in.log, store.Work{Issue: in.records.Issue}); err != nil {
				t.Fatal(err)
			}
			for rec.PaperWork.State != records.Retrying {
				select {
				case <-t.Context().Done():
					t.Fatalf("still %+v", rec.PaperWork)
				case <-time.After(50 * time.Millisecond):
				}
				rec = look(t, in, chair, rec.ID)
			}
			if rec.Status != records.Signed || !strings.Contains(rec.PaperWork.Error, "time-stamping service did not answer") {
				t.Errorf("%s, %+v", rec.Status, rec.PaperWork)
			}
			if err := in.db.StopJobs(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := in.db.Close(); err != nil {
				t.Fatal(err)
			}

			s.tsa = ""
			in = installed(t, s)
			defer in.db.Close()
			var first []records.Document
			for range 2 {
				if err := in.records.Issue(t.Context(), rec.ID, rec.Version); err != nil {
					t.Fatal(err)
				}
				made, err := in.records.Documents(t.Context(), chair, rec.ID)
				if err != nil {
					t.Fatal(err)
				}
				if first == nil {
					first = made
				}
				if len(made) != 8 || !slices.EqualFunc(made, first, func(a, b records.Document) bool { return a.ID == b.ID && a.SHA256 == b.SHA256 }) {
					t.Errorf("papers %+v, before %+v", made, first)
				}
			}
			if rec = look(t, in, chair, rec.ID); rec.Status != records.Issued || rec.PaperWork.State != records.Done {
				t.Errorf("%s, %+v", rec.Status, rec.PaperWork)
			}
			paper, err := in.records.Document(t.Context(), chair, first[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			if v := sign.Verify(paper.Data, in.roots); !v.OK() {
				t.Errorf("%+v", v)
			}
		})
	}
}

// signedExample enters the example's first form and signs it.
func signedExample(t *testing.T, in *installation) (records.Actor, records.Record) {
	t.Helper()
	read, err := casefile.Read(assets.ExampleCase)
	if err != nil {
		t.Fatal(err)
	}
	person, err := in.auth.Add(t.Context(), "chair", read.Filled[0].Signer, auth.Chair, "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	chair := records.Actor{Person: person, From: "test"}
	child, err := in.records.AddChild(t.Context(), chair, *read.Filled[0].Child)
	if err != nil {
		t.Fatal(err)
	}
	rec, _, err := in.records.Create(t.Context(), chair, child.ID, read.Filled[0].Form)
	if err != nil {
		t.Fatal(err)
	}
	if rec, err = in.records.Complete(t.Context(), chair, rec.ID, rec.Version); err != nil {
		t.Fatal(err)
	}
	if rec, err = in.records.Sign(t.Context(), chair, rec.ID, rec.Version); err != nil {
		t.Fatal(err)
	}
	return chair, rec
}

func look(t *testing.T, in *installation, who records.Actor, id string) records.Record {
	t.Helper()
	rec, err := in.records.Record(t.Context(), who, id)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}
