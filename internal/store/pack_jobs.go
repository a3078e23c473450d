package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"

	"minutebook/internal/records"
)

const (
	packQueue    = "packs"
	packTimeout  = 20 * time.Minute // some 100,000 children
	packAttempts = 8
	clockEvery   = 15 * time.Minute
)

// packArgs are the arguments of the job that makes a tracker pack.
type packArgs struct {
	ID string `json:"id"`
}

// Kind implements river.JobArgs.
func (packArgs) Kind() string { return "pack" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (packArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: packQueue, MaxAttempts: packAttempts, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

type packWorker struct {
	river.WorkerDefaults[packArgs]
	do  func(ctx context.Context, id string) error
	log *slog.Logger
}

// Timeout implements river.Worker.
func (*packWorker) Timeout(*river.Job[packArgs]) time.Duration { return packTimeout }

// Work implements river.Worker.
func (w *packWorker) Work(ctx context.Context, job *river.Job[packArgs]) error {
	return quietly(ctx, w.log.With("pack", job.Args.ID, "attempt", job.Attempt), "tracker pack", func() error {
		if w.do == nil {
			return errors.New("this process makes no tracker packs")
		}
		return w.do(ctx, job.Args.ID)
	})
}

// clockArgs are the arguments of the job that looks at the clock.
type clockArgs struct{}

// Kind implements river.JobArgs.
func (clockArgs) Kind() string { return "clock" }

// InsertOpts implements river.JobArgsWithInsertOpts. Several processes look at the clock in turn.
func (clockArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: packQueue, MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: clockEvery}}
}

// clockJob looks at the clock when the program starts, too, so that what fell into the time when it was off is made up for.
var clockJob = river.NewPeriodicJob(river.PeriodicInterval(clockEvery), func() (river.JobArgs, *river.InsertOpts) { return clockArgs{}, nil },
	&river.PeriodicJobOpts{RunOnStart: true})

type clockWorker struct {
	river.WorkerDefaults[clockArgs]
	do  func(ctx context.Context) error
	log *slog.Logger
}

// Work implements river.Worker.
func (w *clockWorker) Work(ctx context.Context, _ *river.Job[clockArgs]) error {
	return quietly(ctx, w.log, "work by the clock", func() error {
		if w.do == nil {
			return nil
		}
		return w.do(ctx)
	})
}

// quietly runs a job whose failure may quote a case: what River stores of it has a reason without case content, and what the
// log has of a panic is where it happened.
func quietly(ctx context.Context, log *slog.Logger, what string, do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.ErrorContext(ctx, what+" panicked", "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = errors.New(records.Reason(nil))
		}
	}()
	if err := do(); err != nil {
		log.ErrorContext(ctx, what+" failed", "error", err)
		return errors.New(records.Reason(err))
	}
	return nil
}

var (
	_ river.Worker[packArgs]  = (*packWorker)(nil)
	_ river.Worker[clockArgs] = (*clockWorker)(nil)
)
