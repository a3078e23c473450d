package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// family stores children with the names, each with a case number of its own.
func (b *Bundle) family(t testing.TB, names ...string) []forms.Child {
	t.Helper()
	children := make([]forms.Child, len(names))
	for i, name := range names {
		children[i] = b.AddChild(t, "T-"+name)
		children[i].Name = name + " Fictional"
		ok(t, b.UpdateChild(t.Context(), b.Worker, children[i]))
	}
	return children
}

// together stores drafts of one meeting about children with the names, in this order.
func (b *Bundle) together(t testing.TB, form forms.Form, names ...string) []records.Record {
	t.Helper()
	children := b.family(t, names...)
	var with []string
	for _, child := range children[1:] {
		with = append(with, child.ID)
	}
	rec, _, err := b.Create(t.Context(), b.Worker, children[0].ID, form, with...)
	ok(t, err)
	all := []records.Record{rec}
	for _, child := range children[1:] {
		found, _, err := b.Records(t.Context(), b.Worker, records.Filter{ChildID: child.ID, Meeting: rec.Meeting})
		ok(t, err)
		all = append(all, b.reread(t, found[0]))
	}
	return all
}

// reread reads a record as it is now.
func (b *Bundle) reread(t testing.TB, rec records.Record) records.Record {
	t.Helper()
	rec, err := b.Record(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	return rec
}

// ppm is what tests look at in a planning meeting.
func ppm(rec records.Record) *forms.PPM { return rec.Form.(*forms.PPM) }

func togetherStarts(t *testing.T, b *Bundle) {
	form := Form()
	form.Chair, form.Background.Background, form.PlanComment = "Nadia Okafor", "Three children came in June.", "The aunt, for Ada."
	form.Attendance = []forms.Attendance{{Name: "Tom Brennan", Attended: "attended"}}
	form.ChildViews.ChildViews = "Ada wants to stay."
	all := b.together(t, form, "Ada", "Ben", "Cai")
	for i, rec := range all {
		f := ppm(rec)
		if rec.Meeting == "" || rec.Meeting != all[0].Meeting || rec.Status != records.Draft || rec.Version != 1 {
			t.Errorf("record %d is %+v", i, rec)
		}
		if name := []string{"Ada", "Ben", "Cai"}[i]; f.ChildName != name+" Fictional" || f.CaseNumber != "T-"+name {
			t.Errorf("record %d is about %s, %s", i, f.ChildName, f.CaseNumber)
		}
		if f.MeetingDate != form.MeetingDate || f.Chair != "Nadia Okafor" || f.Background.Background == "" || len(f.Attendance) != 1 {
			t.Errorf("record %d lacks what the meeting says once: %+v", i, f)
		}
		if i > 0 && (f.PlanComment != "" || f.ChildViews.ChildViews != "" || f.Recommendations.Actions != nil) {
			t.Errorf("record %d has what is another child's: %+v", i, f)
		}
	}
	alone, _, err := b.Create(t.Context(), b.Worker, all[0].ChildID, Form())
	ok(t, err)
	if none, err := b.Companions(t.Context(), b.Worker, alone); alone.Meeting != "" || len(none) > 0 || err != nil {
		t.Errorf("a meeting about one child: %q, %v, %v", alone.Meeting, none, err)
	}
}

func togetherRefused(t *testing.T, b *Bundle) {
	children := b.family(t, "Ada", "Ben")
	first, second := children[0].ID, children[1].ID
	for name, c := range map[string]struct {
		form forms.Form
		with []string
		code string
	}{
		"a report":         {new(forms.CPR), []string{second}, "not_held_together"},
		"twice":            {Form(), []string{second, second}, "repeated_child"},
		"with oneself":     {Form(), []string{first}, "repeated_child"},
		"half a school":    {Form(), slices.Repeat([]string{second}, 20), "too_many_children"},
		"an unknown child": {Form(), []string{second, "nobody"}, ""},
		"no id":            {Form(), []string{second, "\x00"}, ""},
	} {
		_, _, err := b.Create(t.Context(), b.Worker, first, c.form, c.with...)
		if c.code == "" {
			wantIs(t, err, records.ErrNotFound)
		} else if p := want[*records.InvalidError](t, err).Problems; p[0].Code != c.code || p[0].Pointer != records.WithPointer {
			t.Errorf("%s is answered with %+v", name, p)
		}
	}
	if _, total, err := b.Records(t.Context(), b.Worker, records.Filter{}); total != 0 || err != nil {
		t.Errorf("%d records were stored all the same, %v", total, err)
	}
}

func togetherShares(t *testing.T, b *Bundle) {
	all := b.together(t, Form(), "Ada", "Ben", "Cai")
	ada, ben, cai := all[0], all[1], all[2]
	save := func(rec records.Record, change func(*forms.PPM)) {
		t.Helper()
		rec = b.reread(t, rec)
		change(ppm(rec))
		_, _, err := b.Save(t.Context(), b.Chair, rec.ID, rec.Version, rec.Form)
		ok(t, err)
	}
	differs := func(want ...string) {
		t.Helper()
		found, err := b.Companions(t.Context(), b.Worker, b.reread(t, ada))
		ok(t, err)
		var got []string
		for _, c := range found {
			for _, s := range c.Differs {
				got = append(got, c.Child+": "+s.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("what differs is %v, want %v", got, want)
		}
	}

	save(ada, func(f *forms.PPM) { f.Venue, f.PlanComment = "Town hall", "The aunt" })
	for _, rec := range []records.Record{ben, cai} {
		now := b.reread(t, rec)
		if now.Version != 2 || now.UpdatedBy != b.Chair.Name || ppm(now).Venue != "Town hall" || ppm(now).PlanComment != "" || ppm(now).CaseNumber != ppm(rec).CaseNumber {
			t.Errorf("after another child's save: %+v, %+v", now, now.Form)
		}
		lines, err := b.Audit(t.Context(), b.Worker, rec.ID)
		ok(t, err)
		if !slices.ContainsFunc(lines, func(l records.AuditLine) bool {
			return l.Action == "record.save" && l.Version == 2 && l.PersonID == b.Chair.ID && l.Detail == "from record "+ada.ID+", version 2"
		}) {
			t.Errorf("no audit line tells where the answers came from: %+v", lines)
		}
	}
	save(ada, func(f *forms.PPM) { f.PlanComment = "The aunt, by and by" }) // nothing shared
	if now := b.reread(t, ben); now.Version != 2 {
		t.Errorf("another child's plan made version %d", now.Version)
	}

	// What somebody wrote in one record alone stays there, and is told.
	alone := b.reread(t, cai)
	ppm(alone).Background.Background = "Cai’s own story."
	_, _, err := b.SaveAlone(t.Context(), b.Chair, cai.ID, alone.Version, alone.Form)
	ok(t, err)
	save(ada, func(f *forms.PPM) { f.Background.Background = "The three came in June." })
	differs("Cai Fictional: background")
	if ppm(b.reread(t, ben)).Background.Background != "The three came in June." {
		t.Error("a section that says the same is not shared because it differs elsewhere")
	}
	save(ben, func(f *forms.PPM) { f.MinuteTaker = "Ffion Fictional" })
	if now := b.reread(t, ada); ppm(now).MinuteTaker != "Ffion Fictional" {
		t.Errorf("the other way round it is not shared: %+v", now.Form)
	}
	save(cai, func(f *forms.PPM) { f.MeetingKind = "initial" }) // what is a first meeting for one may be a review for another
	_, err = b.Complete(t.Context(), b.Worker, cai.ID, b.reread(t, cai).Version)
	ok(t, err)
	save(ben, func(f *forms.PPM) { f.Background.Background = "Ben’s own story." })
	differs("Cai Fictional: background") // a complete record is left alone
	if now := b.reread(t, cai); now.Status != records.Complete {
		t.Errorf("a complete record became %s", now.Status)
	}
	cai, err = b.Bring(t.Context(), b.Worker, ben.ID, "background", cai.ID, b.reread(t, cai).Version)
	ok(t, err)
	if cai.Status != records.Draft || ppm(cai).Background.Background != "Ben’s own story." {
		t.Errorf("brought over: %+v, %+v", cai, cai.Form)
	}
	_, err = b.Bring(t.Context(), b.Worker, ben.ID, "background", cai.ID, cai.Version-1)
	want[*records.StaleError](t, err)
	for _, wrong := range [][2]string{{"plan", cai.ID}, {"background", b.Draft(t).ID}, {"background", "\x00"}, {"background", "nothing"}} {
		_, err := b.Bring(t.Context(), b.Worker, ben.ID, wrong[0], wrong[1], 1)
		wantIs(t, err, records.ErrNotFound)
	}

	// A signed record keeps its answers, and the signature remembers who the others were.
	done, err := b.Complete(t.Context(), b.Worker, cai.ID, cai.Version)
	ok(t, err)
	_, err = b.Sign(t.Context(), b.Chair, cai.ID, done.Version)
	ok(t, err)
	save(ada, func(f *forms.PPM) { f.Venue = "Library" })
	differs("Cai Fictional: arrangements")
	_, err = b.Bring(t.Context(), b.Worker, ada.ID, "arrangements", cai.ID, done.Version)
	want[*records.SignedError](t, err)
	ok(t, b.DB.IssueNow(t.Context(), b.Issue))
	if got := b.Press.Last.Load().Signature.Together; !slices.Equal(got, []string{"Ada Fictional", "Ben Fictional"}) {
		t.Errorf("the papers name %v", got)
	}
}

func togetherReviews(t *testing.T, b *Bundle) {
	sign := func(child forms.Child, background, action string) records.Record {
		t.Helper()
		form := Form()
		form.Background.Background, form.Recommendations.Actions[0].Recommendation = background, action
		rec, _, err := b.Create(t.Context(), b.Worker, child.ID, form)
		ok(t, err)
		_, err = b.Complete(t.Context(), b.Worker, rec.ID, 1)
		ok(t, err)
		rec, err = b.Sign(t.Context(), b.Chair, rec.ID, 1)
		ok(t, err)
		return rec
	}
	children := b.family(t, "Ada", "Ben", "Cai")
	ada, ben := sign(children[0], "Ada’s story.", "Ask the aunt"), sign(children[1], "Ben’s story.", "Ask the school")
	review, _, err := b.StartReview(t.Context(), b.Worker, ada.ID, false, children[1].ID, children[2].ID)
	ok(t, err)
	_, _, err = b.StartReview(t.Context(), b.Worker, ben.ID, false)
	if e := want[*records.ReviewedError](t, err); e.RecordID == review.ID {
		t.Error("Ben's meeting has Ada's review")
	}
	for i, c := range []struct{ previous, background, action string }{
		{ada.ID, "Ada’s story.", "Ask the aunt"}, {ben.ID, "Ben’s story.", "Ask the school"}, {"", "Ada’s story.", ""},
	} {
		found, _, err := b.Records(t.Context(), b.Worker, records.Filter{ChildID: children[i].ID, Meeting: review.Meeting})
		ok(t, err)
		rec := b.reread(t, found[0])
		form := rec.Form.(*forms.PRPM)
		action := ""
		for _, a := range form.Carried {
			action += a.Recommendation
		}
		if rec.Previous != c.previous || form.Background.Background != c.background || action != c.action || form.ChildName != children[i].Name {
			t.Errorf("review %d: %+v, %+v", i, rec, form)
		}
	}
	// Of children who have been reviewed already, another review has to be asked for.
	_, _, err = b.Create(t.Context(), b.Worker, children[2].ID, new(forms.PRPM), children[1].ID)
	want[*records.ReviewedError](t, err)
	_, _, err = b.StartReview(t.Context(), b.Worker, ada.ID, true, children[1].ID)
	ok(t, err)
}

// togetherAtOnce: people who save in several records of one meeting at once wait for each other in turn, never for ever.
func togetherAtOnce(t *testing.T, b *Bundle) {
	all := b.together(t, Form(), "Ada", "Ben", "Cai")
	const rounds = 4
	var wait sync.WaitGroup
	for i, rec := range all {
		wait.Go(func() {
			for round := range rounds {
				for {
					now, err := b.Record(t.Context(), b.Worker, rec.ID)
					if err != nil {
						t.Error(err)
						return
					}
					if ppm(now).Background.Background != "" {
						ppm(now).Background.Background += "\n"
					}
					ppm(now).Background.Background += fmt.Sprintf("%d.%d", i, round)
					_, _, err = b.Save(t.Context(), b.Worker, rec.ID, now.Version, now.Form)
					if err == nil {
						break
					}
					if !errors.As(err, new(*records.StaleError)) {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	wait.Wait()
	text := ppm(b.reread(t, all[0])).Background.Background
	for _, rec := range all {
		if got := ppm(b.reread(t, rec)).Background.Background; got != text || len(strings.Split(got, "\n")) != rounds*len(all) {
			t.Errorf("the records say %q and %q", text, got)
		}
	}
}

func siblingsOnFile(t *testing.T, b *Bundle) {
	children := b.family(t, "Ada", "Ben", "Cai")
	ada := children[0]
	ada.People = []forms.Person{
		{Key: "s1", Role: "sibling", Name: "Cai", CaseNumber: "T-Cai"}, {Key: "s2", Role: "sibling", Name: "Ben"},
		{Key: "s3", Role: "sibling", Name: "Cai again", CaseNumber: "T-Cai"}, {Key: "s4", Role: "sibling", Name: "Elsewhere", CaseNumber: "X-1"},
		{Key: "s5", Role: "sibling", Name: "Ada herself", CaseNumber: "T-Ada"}, {Key: "m", Role: "mother", Name: "Rosalind", CaseNumber: "T-Ben"},
	}
	found, err := b.Siblings(t.Context(), b.Worker, ada)
	ok(t, err)
	if len(found) != 1 || found[0].ID != children[2].ID {
		t.Errorf("the brothers and sisters on file are %+v", found)
	}
	if ben, err := b.ChildNumbered(t.Context(), b.Worker, " T-Ben "); err != nil || ben.ID != children[1].ID {
		t.Errorf("T-Ben is %+v, %v", ben, err)
	}
	for _, number := range []string{"T-", "t-ben", "", "\x00", "\xff"} {
		_, err := b.ChildNumbered(t.Context(), b.Worker, number)
		wantIs(t, err, records.ErrNotFound)
	}
	_, err = b.ChildNumbered(t.Context(), b.Admin, "T-Ben")
	wantIs(t, err, records.ErrNotFound)
}

// togetherHidden: somebody who may not see one of the children neither learns of that child nor writes in the record.
func togetherHidden(t *testing.T, b *Bundle) {
	all := b.together(t, Form(), "Ada", "Ben")
	ok(t, b.DB.Write(t.Context(), func(w records.Writer) error {
		return w.SetAllocation(t.Context(), records.Allocation{ChildID: all[1].ChildID, Restricted: true})
	}))
	ada := b.reread(t, all[0])
	ppm(ada).Venue, ppm(ada).MeetingKind = "Town hall", "initial"
	ada, _, err := b.Save(t.Context(), b.Worker, ada.ID, ada.Version, ada.Form)
	ok(t, err)
	if found, err := b.Companions(t.Context(), b.Worker, ada); len(found) > 0 || err != nil {
		t.Errorf("the restricted child is told: %+v, %v", found, err)
	}
	_, err = b.Bring(t.Context(), b.Worker, ada.ID, "arrangements", all[1].ID, 1)
	wantIs(t, err, records.ErrNotFound)
	_, _, err = b.Create(t.Context(), b.Worker, ada.ChildID, Form(), all[1].ChildID)
	wantIs(t, err, records.ErrNotFound)
	ok(t, b.DB.Read(t.Context(), func(r records.Reader) error {
		ben, err := r.Record(t.Context(), all[1].ID)
		if ben.Version != 1 {
			t.Errorf("the restricted child's record is at version %d", ben.Version)
		}
		return err
	}))
	_, err = b.Complete(t.Context(), b.Worker, ada.ID, ada.Version)
	ok(t, err)
	_, err = b.Sign(t.Context(), b.Chair, ada.ID, ada.Version)
	ok(t, err)
	ok(t, b.DB.IssueNow(t.Context(), b.Issue))
	if named := b.Press.Last.Load().Signature.Together; len(named) > 0 {
		t.Errorf("the papers name %v", named)
	}
}
