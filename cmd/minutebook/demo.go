package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"minutebook/assets"
	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/casefile"
	"minutebook/internal/records"
	"minutebook/internal/sign"
)

// runDemo takes the example case down the whole road (record, versions, sign-off, job, papers) in a database of its own
// that is gone when the command ends, and serves the web pages over it.
func runDemo(ctx context.Context, c *call) error {
	out := c.flags.String("out", "minutebook-demo", "`folder` for the papers; made if it is not there")
	once := c.flags.Bool("once", false, "end after the papers are written")
	addr := c.flags.String("addr", "127.0.0.1:8080", "`address` to serve the web pages on")
	args, err := c.parse()
	if err != nil {
		return err
	}
	if len(args) > 0 {
		return usagef("demo takes flags only")
	}
	var listener net.Listener
	if !*once { // a port that is taken should be known before the work is done
		if listener, err = net.Listen("tcp", *addr); err != nil {
			return fmt.Errorf("listening (choose another address with --addr, or leave the pages out with --once): %w", err)
		}
	}
	data, err := os.MkdirTemp("", "minutebook-demo-")
	if err != nil {
		return fmt.Errorf("making a folder for the demonstration's database: %w", err)
	}
	err = demonstrate(ctx, c, data, *out, listener)
	return errors.Join(err, os.RemoveAll(data))
}

func demonstrate(ctx context.Context, c *call, data, out string, listener net.Listener) error {
	read, err := casefile.Read(assets.ExampleCase)
	if err != nil {
		return err
	}
	s := settings{db: filepath.Join(data, "minutebook.db"), authority: read.Authority.Name, policy: read.Authority.Policy, plainHTTP: true}
	in, err := open(ctx, s, slog.New(slog.NewTextHandler(c.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return err
	}
	err = in.demonstrate(ctx, c, read, out, listener)
	return errors.Join(err, in.db.Close())
}

func (in *installation) demonstrate(ctx context.Context, c *call, read *casefile.Case, out string, listener net.Listener) error {
	password := rand.Text()
	chair, err := in.auth.Add(ctx, "chair", read.Filled[0].Signer, auth.Chair, password)
	if err != nil {
		return err
	}
	if err := in.load(ctx, records.Actor{Person: chair, From: "demonstration"}, read); err != nil {
		return err
	}
	if err := in.writePapers(ctx, c, records.Actor{Person: chair, From: "demonstration"}, out); err != nil {
		return err
	}
	if listener == nil {
		return nil
	}
	fmt.Fprintf(c.stdout, "\nThe web pages are at http://%s until you press Ctrl-C.\nSign in as “chair” with the password %s\n", listener.Addr(), password)
	return in.serve(ctx, listener)
}

// load enters the case as its chair would: the child, each form, complete, signed, issued.
func (in *installation) load(ctx context.Context, chair records.Actor, read *casefile.Case) error {
	ids := map[string]string{} // of the file → ours
	for _, child := range read.Children {
		entered, err := in.records.AddChild(ctx, chair, child)
		if err != nil {
			return fmt.Errorf("entering the child: %w", err)
		}
		ids[child.ID] = entered.ID
	}
	last := map[string]records.Record{} // each child's latest signed meeting
	for _, f := range read.Filled {
		rec, err := in.enter(ctx, chair, ids[f.Child.ID], f.Form, last[f.Child.ID])
		if err != nil {
			return fmt.Errorf("entering form %s: %w", f.ID, err)
		}
		if rec, err = in.records.Complete(ctx, chair, rec.ID, rec.Version); err != nil {
			return fmt.Errorf("completing form %s: %w", f.ID, err)
		}
		if f.SignerRole != casefile.Chair && !forms.Sealed(f.Form.Kind()) { // a report waits for the person whose it is
			continue
		}
		signer := chair
		if f.Signer != "" && f.Signer != chair.Name { // another meeting's chair, who has no account here
			signer.Name, signer.ID = f.Signer, f.Signer
		}
		if rec, err = in.records.Sign(ctx, signer, rec.ID, rec.Version); err != nil {
			return fmt.Errorf("signing form %s: %w", f.ID, err)
		}
		if forms.Reviewed(f.Form) {
			last[f.Child.ID] = rec
		}
	}
	return in.db.IssueNow(ctx, in.records.Issue)
}

// enter makes a record of a form: a review from the meeting before it, with the form's answers saved over what was carried
// forward.
func (in *installation) enter(ctx context.Context, who records.Actor, childID string, form forms.Form, previous records.Record) (records.Record, error) {
	if _, review := form.(*forms.PRPM); !review || previous.ID == "" {
		rec, _, err := in.records.Create(ctx, who, childID, form)
		return rec, err
	}
	rec, _, err := in.records.StartReview(ctx, who, previous.ID, false)
	if err != nil {
		return rec, err
	}
	forms.NumberCarried(form, previous.Form)
	rec, _, err = in.records.Save(ctx, who, rec.ID, rec.Version, form)
	return rec, err
}

// writePapers writes the issued papers and the root to trust, and says how each paper verifies.
func (in *installation) writePapers(ctx context.Context, c *call, who records.Actor, out string) error {
	if err := os.MkdirAll(out, 0o700); err != nil {
		return fmt.Errorf("making the folder for the papers: %w", err)
	}
	ca := filepath.Join(out, "ca.pem")
	if err := writeFile(ca, in.rootPEM); err != nil {
		return err
	}
	issued, _, err := in.records.Records(ctx, who, records.Filter{Status: records.Issued})
	if err != nil {
		return err
	}
	for _, rec := range issued {
		papers, err := in.records.Documents(ctx, who, rec.ID)
		if err != nil {
			return err
		}
		for _, p := range papers {
			if err := in.writePaper(ctx, c, who, p.ID, filepath.Join(out, p.Name)); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(c.stdout, "%s: the root certificate to trust\n", ca)
	_, waiting, err := in.records.Records(ctx, who, records.Filter{Status: records.Complete})
	if waiting > 0 {
		fmt.Fprintf(c.stdout, "%d more is complete and waits for its author’s signature: a report is not the chair’s to sign\n", waiting)
	}
	return err
}

func (in *installation) writePaper(ctx context.Context, c *call, who records.Actor, id, name string) error {
	paper, err := in.records.Document(ctx, who, id)
	if err != nil {
		return err
	}
	if err := writeFile(name, paper.Data); err != nil {
		return err
	}
	verdict := sign.Verify(paper.Data, in.roots)
	if err := printVerdict(c.stdout, name, verdict); err != nil {
		return fmt.Errorf("writing the verdict: %w", err)
	}
	if !verdict.OK() {
		return errFault
	}
	return nil
}
