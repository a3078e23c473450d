package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"minutebook/internal/server"
	"minutebook/internal/store"
)

func runServe(ctx context.Context, c *call) error {
	var s settings
	s.register(c)
	listen := cmp.Or(c.env("MINUTEBOOK_ADDR"), "127.0.0.1:8080")
	addr := c.flags.String("addr", listen, "`address` to listen on; put a proxy that speaks HTTPS in front of it ($MINUTEBOOK_ADDR)")
	c.flags.BoolVar(&s.plainHTTP, "plain-http", false, "let browsers sign in over plain HTTP; only for trying it out on one machine")
	args, err := c.parse()
	if err != nil {
		return err
	}
	if len(args) > 0 {
		return usagef("serve takes flags only")
	}
	if err := s.check(); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(c.stderr, nil))
	if s.authority == "" {
		s.authority = "Local authority"
		log.Warn("nobody said whose service this is: papers will print “Local authority”; give the name with --authority")
	}
	in, err := open(ctx, s, log)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return errors.Join(fmt.Errorf("listening: %w", err), in.db.Close())
	}
	go in.reloadOnHangup(ctx)
	log.Info("serving", "address", listener.Addr().String(), "version", version())
	return errors.Join(in.serve(ctx, listener), in.db.Close())
}

// shutdown is how long requests and jobs may take to end once the program is told to stop.
const shutdown = 20 * time.Second

// serve works the queue of jobs and answers requests until ctx is done, then lets what runs come to its end.
func (in *installation) serve(ctx context.Context, listener net.Listener) error {
	handler, err := in.handler()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	// Jobs outlive ctx: StopJobs lets them finish.
	if err := in.db.StartJobs(context.WithoutCancel(ctx), in.log, store.Work{Issue: in.records.Issue, Pack: in.records.MakePack, Clock: in.records.LookAtClock}); err != nil {
		return errors.Join(err, listener.Close())
	}
	counting, stop := context.WithCancel(ctx)
	counted := make(chan struct{})
	go func() { defer close(counted); in.keepDiary(counting) }()
	defer func() { stop(); <-counted }()
	server := server.HTTP("", handler, in.log)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
		in.log.Info("stopping")
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdown)
	defer cancel()
	return errors.Join(err, server.Shutdown(end), in.db.StopJobs(end))
}
