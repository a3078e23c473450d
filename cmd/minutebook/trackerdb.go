package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/papers"
	"minutebook/internal/policy"
	"minutebook/internal/records"
	"minutebook/internal/store"
	"minutebook/render"
)

// registerTracker is for commands that work with the children in a database and make no papers.
func (s *settings) registerTracker(c *call) {
	s.registerDatabase(c)
	s.policy = cmp.Or(c.env("MINUTEBOOK_POLICY"), "statutory")
	c.register(setting{&s.authority, "authority", "MINUTEBOOK_AUTHORITY", "", "`name` of the local authority, as printed in the pack"})
	c.register(setting{&s.templates, "templates", "MINUTEBOOK_TEMPLATES", "", "`folder` with the authority's own policy packs and wording"})
}

// trackDatabase makes the pack of the children in a database. It is kept there, so that edited copies can be held against it.
func trackDatabase(ctx context.Context, c *call, f trackerFlags) error {
	order := records.PackOrder{Policy: cmp.Or(f.policy, f.settings.policy), Anonymous: f.anonymous}
	if f.asOf != "" {
		var err error
		if order.AsOf, err = forms.ParseDate(f.asOf); err != nil {
			return usagef("--as-of: %q is %v", f.asOf, err)
		}
	}
	service, db, err := openRecords(ctx, f.settings)
	if err != nil {
		return err
	}
	err = trackFor(ctx, service, order, f)
	if err == nil {
		fmt.Fprintln(c.stdout, f.out)
	}
	return errors.Join(err, db.Close())
}

// trackFor makes the pack in the role that may report on all children but restricted ones: nobody is named for those here.
func trackFor(ctx context.Context, service *records.Service, order records.PackOrder, f trackerFlags) error {
	by := auth.CommandLine(auth.DecisionMaker)
	if f.team != "" {
		if order.Anonymous {
			return usagef("--team: figures for a board are about the whole service")
		}
		teams, err := service.ReportTeams(ctx, by)
		if err != nil {
			return err
		}
		var names []string
		for _, t := range teams {
			if strings.EqualFold(t.Name, f.team) || t.ID == f.team {
				order.TeamID = t.ID
			}
			names = append(names, t.Name)
		}
		if order.TeamID == "" {
			return usagef("--team: there is no team “%s”; there are: %s", f.team, strings.Join(names, ", "))
		}
	}
	err := writeWhole(f.out, func(w io.Writer) error {
		_, err := service.StreamPack(ctx, by, order, func(records.Pack) io.Writer { return w })
		return err
	})
	var invalid *records.InvalidError
	if errors.As(err, &invalid) {
		return usagef("--policy: there is no policy pack “%s”", order.Policy)
	}
	return err
}

// openRecords opens the service over a database for commands that make no papers.
func openRecords(ctx context.Context, s settings) (*records.Service, *store.DB, error) {
	words, err := loadWording(s.templates)
	if err != nil {
		return nil, nil, err
	}
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return nil, nil, fmt.Errorf("loading the time zone: %w", err)
	}
	db, err := store.Open(ctx, s.db)
	if err != nil {
		return nil, nil, err
	}
	in := &installation{settings: s, db: db, zone: zone}
	in.words.Store(words)
	return records.New(records.Config{
		Store: db, Now: time.Now, NewID: newID, Policy: s.policy, Authority: s.authority, Diary: diary{in},
		Binder: binder(in.words.Load, s.authority, zone),
	}), db, nil
}

// binder makes tracker packs with the wording of the moment.
func binder(words func() *wording, authority string, zone *time.Location) *papers.Binder {
	return &papers.Binder{
		Packs: func() *policy.Packs { return words().packs },
		Authority: func(name string) render.Authority {
			return words().authority(cmp.Or(authority, "Local authority"))(name)
		},
		Meetings: func(found []records.Record) []policy.Meeting { return meetingsOf(found, zone) },
		Program:  release,
	}
}
