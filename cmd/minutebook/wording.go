package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"minutebook/forms"
	"minutebook/internal/house"
	"minutebook/internal/papers"
	"minutebook/internal/policy"
	"minutebook/internal/records"
	"minutebook/internal/sign"
	"minutebook/render"
	"minutebook/render/html"
	"minutebook/templates"
)

// wording is what an authority may change: its rules, the words and the look of its papers, and the words of its screens.
type wording struct {
	packs *policy.Packs
	trees *render.Templates
	house *house.Style
	rules string // stands for what the packs say
}

// layered returns the built-in templates with a folder laid over them; the empty name lays nothing over.
func layered(folder string) (fs.FS, error) {
	if folder == "" {
		return templates.FS, nil
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, usagef("the folder of templates %s cannot be opened: make it with “minutebook templates export”, or leave --templates out", folder)
	}
	return templates.Layered(os.DirFS(folder)), nil
}

// loadWording reads and checks everything; its error tells every mistake with file and line.
func loadWording(folder string) (*wording, error) {
	files, err := layered(folder)
	if err != nil {
		return nil, err
	}
	w := wording{house: &house.Style{}}
	var faults [4]error
	w.packs, faults[0] = policiesOf(files, "")
	w.trees, faults[1] = render.LoadTemplates(files)
	if folder != "" {
		w.house, faults[2] = house.Load(os.DirFS(folder))
	}
	w.rules, faults[3] = fingerprint(files, "policies/*.yaml")
	if err := errors.Join(faults[:]...); err != nil {
		return nil, err
	}
	return &w, nil
}

// policiesOf loads the packs that come with the templates, with those of a folder over them; "" is none.
func policiesOf(files fs.FS, folder string) (*policy.Packs, error) {
	rules, err := fs.Sub(files, "policies")
	if err != nil {
		return nil, fmt.Errorf("opening the policy packs: %w", err)
	}
	if folder == "" {
		return policy.Load(rules)
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, usagef("%s is not a folder", folder)
	}
	return policy.Load(rules, os.DirFS(folder))
}

// authority answers with which words and letterhead papers are made. The name of the authority is the installation's, what
// it calls things is said by the record's policy pack, and its own folder comes before both.
func (w *wording) authority(name string) func(policyName string) render.Authority {
	return func(policyName string) render.Authority {
		a := render.Authority{Name: name, CaseLabel: "Local case number", Marking: "OFFICIAL-SENSITIVE", Head: w.house.Head}
		if pack, err := w.packs.Pack(policyName); err == nil {
			a.CaseLabel, a.Marking = pack.CaseNumberLabel, pack.Marking
		}
		a.Marking = cmp.Or(w.house.Marking, a.Marking)
		return a
	}
}

// press makes papers with this wording.
func (w *wording) press(name string) papers.Press {
	return papers.Press{Templates: w.trees, Authority: w.authority(name), Word: w.house.Word, Due: taskDates(w.packs)}
}

// reload takes the wording from the folder anew. A mistake in it changes nothing: the service goes on with what it has.
func (in *installation) reload() {
	w, err := loadWording(in.settings.templates)
	if err == nil {
		_, err = w.packs.Pack(in.settings.policy)
	}
	if err == nil {
		err = checkTemplates(w)
	}
	if err != nil {
		in.log.Error("the templates have a mistake; the service goes on with those it has", "error", err)
		return
	}
	in.words.Store(w)
	in.log.Info("took the templates anew", "folder", in.settings.templates)
}

// reloadOnHangup reloads whenever the process gets SIGHUP, until ctx is done.
func (in *installation) reloadOnHangup(ctx context.Context) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			in.reload()
		}
	}
}

// livePress makes papers with the wording of the moment.
type livePress struct {
	in   *installation
	keys papers.Keys
	tsa  *sign.TSA
}

var _ records.Press = livePress{}

// Papers implements records.Press.
func (p livePress) Papers(ctx context.Context, o records.Order) ([]records.Document, error) {
	press := p.unsigned()
	press.Keys, press.TSA, press.Address = p.keys, p.tsa, strings.TrimSuffix(p.in.settings.signIn.address, "/")
	return press.Papers(ctx, o)
}

// preview shows a draft as it will be printed.
func (p livePress) preview(o records.Order) (template.HTML, error) {
	press := p.unsigned()
	doc, err := press.Preview(o)
	if err != nil {
		return "", fmt.Errorf("preview a paper: %w", err)
	}
	shown, err := html.Write(doc)
	return template.HTML(shown), err //nolint:gosec // package html escapes every piece of text
}

// unsigned makes papers with the wording of the moment, as long as nothing is signed.
func (p livePress) unsigned() papers.Press {
	w := p.in.words.Load()
	press := w.press(p.in.settings.authority)
	press.Overdue = func(policyName string, child forms.Child, meetings []records.Record, held forms.Date) ([]render.Overdue, error) {
		return overdue(w.packs, policyName, &policy.Facts{Child: child, Meetings: meetingsOf(meetings, p.in.zone)}, held)
	}
	return press
}
