package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"minutebook/internal/records"
)

// Issue makes and stores the papers of a signed version: records.Service.Issue. It may be called more than once.
type Issue func(ctx context.Context, recordID string, version int) error

// Work is what jobs do. Each may be called more than once for the same thing.
type Work struct {
	Issue Issue
	Pack  func(ctx context.Context, id string) error // makes a tracker pack: records.Service.MakePack; nil for none
	Clock func(ctx context.Context) error            // looks at the clock every clockEvery: records.Service.LookAtClock; nil for none
}

// How jobs run. Attempts go on for about three months, with a quarter of an hour between them in the end: a time-stamping
// service that is down for a weekend must not need anybody to start jobs by hand.
const (
	pollEvery   = 500 * time.Millisecond // neither driver can be notified of new jobs
	jobTimeout  = 2 * time.Minute
	stuckAfter  = 3 * time.Minute // a job whose process died is taken up again
	firstRetry  = 5 * time.Second
	longestWait = 15 * time.Minute
	maxAttempts = 10_000
	atOnce      = 2 // papers take memory; a chair signs a few records a day
)

// issueArgs are the arguments of the job that makes papers.
type issueArgs struct {
	RecordID string `json:"record_id"`
	Version  int    `json:"version"`
}

// Kind implements river.JobArgs.
func (issueArgs) Kind() string { return "issue" }

// InsertOpts implements river.JobArgsWithInsertOpts: one job for each version of a record.
func (issueArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: maxAttempts, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// worker runs the jobs. What River stores of a failure is shown to people, so it is given a reason without case content.
type worker struct {
	river.WorkerDefaults[issueArgs]
	db    *DB
	issue Issue
	log   *slog.Logger
}

// Work implements river.Worker.
func (w *worker) Work(ctx context.Context, job *river.Job[issueArgs]) (err error) {
	log := w.log.With("record", job.Args.RecordID, "version", job.Args.Version, "attempt", job.Attempt)
	defer func() {
		if p := recover(); p != nil { // what a panic says may quote the form: only where it happened goes to the log
			log.ErrorContext(ctx, "making papers panicked", "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = errors.New(records.Reason(nil))
		}
	}()
	if err := w.issue(ctx, job.Args.RecordID, job.Args.Version); err != nil {
		log.ErrorContext(ctx, "papers not made; will try again", "error", err)
		return errors.New(records.Reason(err))
	}
	var head records.AuditHead
	err = w.db.read(ctx, func(t *tx) (err error) {
		head, _, err = t.AuditHead(ctx)
		return err
	})
	if err != nil { // the papers are stored all the same
		log.WarnContext(ctx, "the head of the audit could not be read", "error", err)
	}
	log.InfoContext(ctx, "papers made", "audit_head", head.String()) // the log is kept elsewhere: see records.VerifyAudit
	return nil
}

// NextRetry implements river.Worker: 5, 10, 20 … seconds after the attempt, at last a quarter of an hour.
func (w *worker) NextRetry(job *river.Job[issueArgs]) time.Time {
	if job.AttemptedAt == nil {
		return time.Time{} // never attempted: River's own policy
	}
	wait := longestWait
	if n := len(job.Errors); n < 8 {
		wait = min(longestWait, firstRetry<<n)
	}
	return job.AttemptedAt.Add(wait)
}

func (db *DB) openQueue() (err error) {
	db.queue, err = river.NewClient(db.dialect.river(db.writer), &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("prepare the queue of jobs: %w", err)
	}
	return nil
}

// StartJobs works the queue until StopJobs: each job calls what it is for, and is tried again later if that fails. It returns
// once the work has begun. Cancelling ctx stops at once what StopJobs would let finish.
func (db *DB) StartJobs(ctx context.Context, log *slog.Logger, work Work) error {
	workers := river.NewWorkers()
	if err := errors.Join(
		river.AddWorkerSafely(workers, &worker{db: db, issue: work.Issue, log: log}),
		river.AddWorkerSafely(workers, &packWorker{do: work.Pack, log: log}),
		river.AddWorkerSafely(workers, &clockWorker{do: work.Clock, log: log}),
	); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	var periodic []*river.PeriodicJob
	if work.Clock != nil {
		periodic = append(periodic, clockJob)
	}
	client, err := river.NewClient(db.dialect.river(db.writer), &river.Config{
		FetchPollInterval:    pollEvery,
		JobTimeout:           jobTimeout,
		RescueStuckJobsAfter: stuckAfter,
		Logger:               log,
		PeriodicJobs:         periodic,
		// Packs have a queue of their own: minutes do not wait for them.
		Queues:  map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: atOnce}, packQueue: {MaxWorkers: 1}},
		Workers: workers,
	})
	if err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.working != nil {
		return errors.New("start jobs: they are running already")
	}
	if err := client.Start(ctx); err != nil {
		return db.fault("start jobs", err)
	}
	db.working = client
	return nil
}

// StopJobs takes no more jobs and waits for those that run; once ctx is done it stops them, and they will be tried again.
func (db *DB) StopJobs(ctx context.Context) error {
	db.mu.Lock()
	client := db.working
	db.working = nil
	db.mu.Unlock()
	if client == nil {
		return nil
	}
	err := client.Stop(ctx)
	if err == nil {
		return nil
	}
	hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := client.StopAndCancel(hard); err != nil {
		return fmt.Errorf("stop jobs: %w", err)
	}
	return fmt.Errorf("stop jobs: those that ran were stopped: %w", err)
}

// IssueNow issues every signed record before it returns, without the queue: for demonstrations and tests. The queued jobs
// find their work done. It tries all of them and returns what went wrong.
func (db *DB) IssueNow(ctx context.Context, issue Issue) error {
	var waiting []issueArgs
	err := db.read(ctx, func(t *tx) (err error) {
		scan := func(r row) (a issueArgs, err error) { err = r.Scan(&a.RecordID, &a.Version); return a, err }
		waiting, err = list(ctx, t, "list signed records", scan,
			"SELECT id, version FROM records WHERE status = 'signed' ORDER BY updated_at, id")
		return err
	})
	for _, a := range waiting {
		err = errors.Join(err, issue(ctx, a.RecordID, a.Version))
	}
	return err
}

// queueIssue puts the job into the transaction and returns its id.
func (t *tx) queueIssue(ctx context.Context, recordID string, version int) (int64, error) {
	inserted, err := t.db.queue.InsertTx(ctx, t.tx, issueArgs{RecordID: recordID, Version: version}, nil)
	if err != nil {
		return 0, t.db.fault("queue the papers", err)
	}
	return inserted.Job.ID, nil
}

// paperWork says how far the job of a signed record has come.
func (t *tx) paperWork(ctx context.Context, r recordRow) (records.PaperWork, error) {
	switch r.Status {
	case records.Issued:
		return records.PaperWork{State: records.Done}, nil
	case records.Signed:
	default:
		return records.PaperWork{}, nil
	}
	job, err := t.db.queue.JobGetTx(ctx, t.tx, r.job)
	if err != nil && !errors.Is(err, rivertype.ErrNotFound) {
		return records.PaperWork{}, t.db.fault("look up a job", err)
	}
	if job == nil || len(job.Errors) == 0 {
		return records.PaperWork{State: records.Waiting}, nil
	}
	last := job.Errors[len(job.Errors)-1]
	return records.PaperWork{State: records.Retrying, Attempt: last.Attempt, Error: last.Error}, nil
}

var _ river.Worker[issueArgs] = (*worker)(nil)
