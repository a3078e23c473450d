package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/store"
)

// journal is a log that tests can read.
type journal struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.String()
}

func (b *Bundle) work() store.Work { return store.Work{Issue: b.Issue, Pack: b.MakePack} }

// startJobs runs the queue until the test ends and returns its log.
func (b *Bundle) startJobs(t *testing.T) *journal {
	t.Helper()
	log := new(journal)
	ok(t, b.DB.StartJobs(context.WithoutCancel(t.Context()), slog.New(slog.NewTextHandler(log, nil)), b.work()))
	t.Cleanup(func() {
		if err := b.DB.StopJobs(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return log
}

// await waits until the record is as the test wants it; a test that never gets there ends with its binary's time limit.
func (b *Bundle) await(t *testing.T, id string, there func(records.Record) bool) records.Record {
	t.Helper()
	for {
		rec, err := b.Summary(t.Context(), b.Worker, id)
		ok(t, err)
		if there(rec) {
			return rec
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func issued(r records.Record) bool { return r.Status == records.Issued }

func jobWithSignature(t *testing.T, b *Bundle) {
	rec := b.Completed(t)
	b.count(t, 0, "SELECT COUNT(*) FROM river_job")
	_, err := b.Sign(t.Context(), b.Worker, rec.ID, 1)
	wantIs(t, err, records.ErrForbidden)
	b.count(t, 0, "SELECT COUNT(*) FROM river_job")
	_, err = b.Sign(t.Context(), b.Chair, rec.ID, 1)
	ok(t, err)
	b.count(t, 1, "SELECT COUNT(*) FROM river_job j JOIN signatures s ON s.job_id = j.id WHERE j.kind = 'issue'")
}

func jobsMakePapers(t *testing.T, b *Bundle) {
	before := b.SignedRecord(t)
	log := b.startJobs(t)
	after := b.SignedRecord(t)
	b.await(t, before.ID, issued)
	b.await(t, after.ID, issued)
	b.count(t, 4, "SELECT COUNT(*) FROM documents")
	if n := b.Press.Runs.Load(); n != 2 {
		t.Errorf("papers were made %d times for 2 records", n)
	}
	if err := b.DB.StartJobs(t.Context(), slog.New(slog.DiscardHandler), b.work()); err == nil {
		t.Error("jobs were started twice")
	}
	ok(t, b.DB.StopJobs(t.Context()))
	ok(t, b.DB.StopJobs(t.Context()))
	if text := log.String(); strings.Contains(text, "level=ERROR") || strings.Contains(text, "level=WARN") {
		t.Errorf("the log complains:\n%s", text)
	}
}

// tsaDown is a failure that may be shown to people.
type tsaDown struct{}

func (tsaDown) Error() string  { return "POST http://tsa.example: connection refused" }
func (tsaDown) Reason() string { return "the time-stamping service did not answer" }

func jobsRetry(t *testing.T, b *Bundle) {
	var down error = fmt.Errorf("sign the papers: %w", tsaDown{})
	b.Press.Fail.Store(&down)
	rec := b.SignedRecord(t)
	log := b.startJobs(t)
	waiting := b.await(t, rec.ID, func(r records.Record) bool { return r.PaperWork.State == records.Retrying })
	if want := (records.PaperWork{State: records.Retrying, Attempt: 1, Error: tsaDown{}.Reason()}); waiting.PaperWork != want {
		t.Errorf("the paper work is %+v, want %+v", waiting.PaperWork, want)
	}
	if !strings.Contains(log.String(), "connection refused") {
		t.Errorf("the log does not say what happened:\n%s", log)
	}
	b.Press.Fail.Store(nil)
	done := b.await(t, rec.ID, issued)
	if done.PaperWork != (records.PaperWork{State: records.Done}) {
		t.Errorf("the paper work is %+v", done.PaperWork)
	}
	b.count(t, 2, "SELECT COUNT(*) FROM documents")
}

func jobsPanic(t *testing.T, b *Bundle) {
	b.Press.Panic.Store(true)
	rec := b.SignedRecord(t)
	log := b.startJobs(t)
	failed := b.await(t, rec.ID, func(r records.Record) bool { return r.PaperWork.State == records.Retrying })
	ok(t, b.DB.StopJobs(t.Context()))
	for where, text := range map[string]string{"log": log.String(), "paper work": failed.PaperWork.Error} {
		if strings.Contains(text, "Fictional") {
			t.Errorf("the %s quotes the case:\n%s", where, text)
		}
	}
	if !strings.Contains(log.String(), "storetest.(*Press).Papers") {
		t.Errorf("the log does not say where it happened:\n%s", log)
	}
}

// jobsRescue finds a job that was being worked when its process was killed.
func jobsRescue(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	layout := "2006-01-02 15:04:05"
	if strings.HasPrefix(b.DSN, "postgres") {
		layout += "+00"
	}
	_, err := b.Raw.Exec("UPDATE river_job SET state = 'running', attempt = 1, attempted_at = '" +
		time.Now().Add(-4*time.Minute).UTC().Format(layout) + "'") // River has a clock of its own
	ok(t, err)
	b.startJobs(t)
	b.await(t, rec.ID, issued)
}

// jobsAndPeople proves that River and people can write at the same time.
func jobsAndPeople(t *testing.T, b *Bundle) {
	log := b.startJobs(t)
	const writers, rounds = 6, 4
	ids := make([][]string, writers)
	errs := atOnce(writers, func(i int) error {
		child, err := b.Service.AddChild(t.Context(), b.Worker, forms.Child{Name: "Mia Fictional", CaseNumber: fmt.Sprintf("W-%d", i)})
		if err != nil {
			return err
		}
		for range rounds {
			rec, _, err := b.Create(t.Context(), b.Worker, child.ID, Form())
			if err != nil {
				return err
			}
			form := rec.Form.(*forms.PPM)
			form.Venue = "Town hall"
			_, _, save := b.Save(t.Context(), b.Worker, rec.ID, 1, form)
			_, complete := b.Complete(t.Context(), b.Worker, rec.ID, 2)
			_, sign := b.Sign(t.Context(), b.Chair, rec.ID, 2)
			_, read := b.Record(t.Context(), b.Chair, rec.ID)
			_, _, list := b.Records(t.Context(), b.Worker, records.Filter{ChildID: child.ID})
			if err := errors.Join(save, complete, sign, read, list); err != nil {
				return err
			}
			ids[i] = append(ids[i], rec.ID)
		}
		return nil
	})
	ok(t, errors.Join(errs...))
	for _, mine := range ids {
		for _, id := range mine {
			b.await(t, id, issued)
		}
	}
	b.count(t, 2*writers*rounds, "SELECT COUNT(*) FROM documents")
	ok(t, b.DB.StopJobs(t.Context()))
	if text := log.String(); strings.Contains(text, "level=ERROR") || strings.Contains(text, "level=WARN") {
		t.Errorf("the log complains:\n%s", text)
	}
}

func reopen(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	ok(t, b.DB.Close())
	b.DB = Open(t, b.DSN)
	b.Service = records.New(b.Config())
	b.startJobs(t)
	b.await(t, rec.ID, issued)
}
