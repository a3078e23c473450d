package server_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/web"
)

// weekdays stands for an authority's working days.
func weekdays(_ *house, c *web.Config, _ *server.Config) {
	c.WorkingDays = func(from, to forms.Date) int {
		days, step := 0, 1
		if to.Before(from) {
			from, to, step = to, from, -1
		}
		for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
			if day := d.Time().Weekday(); day != time.Saturday && day != time.Sunday {
				days += step
			}
		}
		return days
	}
}

// crowd is a house on 2 March 2026, a Monday, with somebody of each role and children of the team North in every state.
func crowd(t *testing.T) *house {
	t.Helper()
	h := newHouse(t, weekdays, due)
	for i, role := range auth.Roles {
		added, err := h.people.Add(t.Context(), "role-"+string(role), fmt.Sprint("Person of role ", i), role, password)
		if err == nil {
			err = h.DB.SetTeams(t.Context(), added.ID, []string{"north"})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	day := forms.Date{Year: 2026, Month: time.March, Day: 2}
	for i, name := range []string{"Ada Abara", "Bea Brook", "Caleb Chand", longName, "Dina Dale"} {
		child, err := h.Service.AddChild(t.Context(), h.Worker, forms.Child{Name: name, CaseNumber: fmt.Sprint("H-", 100+i), DateOfBirth: forms.Date{Year: 2019, Month: time.May, Day: 4 + i}})
		if err != nil {
			t.Fatal(err)
		}
		child.Events = []forms.Event{{Kind: "Health assessment", Date: day.AddDays(5*i - 6)}, {Kind: "Second review", Date: day.AddDays(3 * i)}}
		if err := h.UpdateChild(t.Context(), h.Worker, child); err != nil {
			t.Fatal(err)
		}
		form := &forms.PPM{}
		form.MeetingKind, form.MeetingDate = "initial", day.AddDays(-i)
		form.Recommendations.Actions = []forms.Action{{Recommendation: "Book the health assessment", ByWhom: "Tom Brennan"}}
		rec, _, err := h.Create(t.Context(), h.Worker, child.ID, form)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			continue
		}
		if rec, err = h.Complete(t.Context(), h.Worker, rec.ID, 1); err == nil && i > 2 {
			if rec, err = h.Sign(t.Context(), h.Chair, rec.ID, 1); err == nil {
				err = h.Issue(t.Context(), rec.ID, rec.Version)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// Each role finds what it has to do, and not what others have to.
func TestHome(t *testing.T) {
	t.Parallel()
	h := crowd(t)
	for _, c := range []struct {
		role      auth.Role
		says, not []string
	}{
		{auth.SocialWorker, []string{"What is due", "Due today 17:00", "Due Thursday 17:00", "3 working days left", "Drafts to finish", "Waiting for a chair to sign", "Parents have no summary", "Issued lately", "4 working days late"}, []string{"Ready for you to sign"}},
		{auth.TeamManager, []string{"Late for the children you work with", "Ada Abara", "H-100"}, nil},
		{auth.Chair, []string{"Ready for you to sign", "Bea Brook"}, []string{"Waiting for a chair"}},
		{auth.IRO, []string{"There are no children for you to see yet"}, []string{"Ada Abara"}},
		{auth.PanelAdministrator, []string{"Issued lately", "Dina Dale"}, []string{"Ada Abara", "Drafts"}},
		{auth.PanelMember, []string{"There are no children for you to see yet"}, []string{"Ada Abara"}},
		{auth.DecisionMaker, []string{"Late", "Issued lately"}, []string{"Drafts"}},
		{auth.Auditor, []string{"Read the log"}, []string{"Ada Abara", "Children"}},
		{auth.Administrator, []string{"People and what they may do"}, []string{"Ada Abara"}},
	} {
		page := h.as(t, "role-"+string(c.role)).get("/").want(http.StatusOK, c.says...)
		for _, not := range c.not {
			if strings.Contains(text(page.doc), not) {
				t.Errorf("%s is told %q", c.role, not)
			}
		}
	}
	if _, err := h.OpenCase(t.Context(), records.Actor{Person: auth.Person{ID: "p9", Name: "Olu Fictional", Role: auth.SocialWorker}}, "H-101", "Duty call"); err != nil {
		t.Fatal(err)
	}
	h.as(t, "role-team-manager").get("/").want(http.StatusOK, "Opened by people who do not work with the child", "H-101", "Olu Fictional", "Duty call")
}

func TestHomeInBrowser(t *testing.T) {
	t.Parallel()
	h := crowd(t)
	b := h.tab(t, "home")
	for _, role := range auth.Roles {
		b.signIn("role-" + string(role))
		b.inspect(string(role))
		if role == auth.TeamManager {
			b.open("/due?show=all")
			b.says("Everything that is open", "1 to ")
			b.inspect("due")
			b.print("due")
			b.open("/due?show=soon&whose=mine")
			b.inspect("due-soon")
			b.open("/children?order=due&late=yes")
			b.says("found", "Ada Abara")
			b.inspect("children-late")
			b.print("children")
			b.open("/children?kind=cpr")
			b.says("Nobody is found")
			b.inspect("children-none")
		}
		b.leave(chromedp.Click(chromedp.CSS("form[action='/sign-out'] button")))
	}
}

// Lists keep what was asked in the links to their pages, and take nothing from anybody's address that they do not know.
func TestChildrenFilters(t *testing.T) {
	t.Parallel()
	h := crowd(t)
	for i := range 30 {
		if _, err := h.Service.AddChild(t.Context(), h.Worker, forms.Child{Name: fmt.Sprintf("Zoe %02d", i), CaseNumber: fmt.Sprint("Z-", i)}); err != nil {
			t.Fatal(err)
		}
	}
	c := h.as(t, "tom")
	page := c.get("/children?q=zoe&order=case-number").want(http.StatusOK, "30 found for “zoe”, 1 to 25 shown")
	if !strings.Contains(page.body, "order=case-number&amp;page=2&amp;q=zoe") {
		t.Error("the link to the next page forgets what was asked")
	}
	c.get("/children?q=abara+h-1").want(http.StatusOK, "1 found", "Ada Abara")
	c.get("/children?status=complete").want(http.StatusOK, "2 found", "Bea Brook", "Caleb Chand")
	c.get("/children?status=nonsense&kind=%00&order=';--&team=x&page=-1&late=1").want(http.StatusOK, "Nobody is found")
	c.get("/due?show=nonsense&whose=nonsense&page=99999999").want(http.StatusOK)
}

// print makes the page a PDF, as people print it, when pictures are asked for.
func (b *tab) print(name string) {
	b.t.Helper()
	folder := os.Getenv("MINUTEBOOK_SCREENSHOTS")
	if folder == "" {
		return
	}
	made, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, b.name+"-"+name+".pdf"), made.Data, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// onPaper fails unless what the selector finds is printed although it is not on the screen.
func (b *tab) onPaper(selector string) {
	b.t.Helper()
	for _, media := range []string{"print", "screen"} {
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media}); err != nil {
			b.t.Fatal(err)
		}
		if shown := ask[bool](b, fmt.Sprintf("document.querySelector(%q).checkVisibility()", selector)); shown != (media == "print") {
			b.t.Errorf("%s on %s is shown: %t", selector, media, shown)
		}
	}
}

// The child's page shows the timeline as a picture and as a table, open actions with where they come from, and brothers and
// sisters only to those who may see them.
func TestChildPage(t *testing.T) {
	t.Parallel()
	h := crowd(t)
	found, _, err := h.Children(t.Context(), h.Worker, records.ChildFilter{Query: "Dina"})
	if err != nil {
		t.Fatal(err)
	}
	child := found[0]
	for i := range 12 {
		child.Events = append(child.Events, forms.Event{Kind: "cla_review", Date: forms.Date{Year: 2024, Month: time.June, Day: 2 + i%4}.AddDays(i * 40), Done: true})
	}
	child.LegalStatus = []forms.LegalPeriod{{Code: "V2", From: forms.Date{Year: 2024, Month: time.June, Day: 1}, To: forms.Date{Year: 2025, Month: time.March, Day: 3}}, {Code: "C2", From: forms.Date{Year: 2025, Month: time.March, Day: 3}}}
	child.Plan = &forms.CarePlan{Code: "ADOPTION", Since: forms.Date{Year: 2025, Month: time.May, Day: 5}, Parallel: []string{"SGO"}}
	child.Placements = []forms.Placement{{Type: "U6", From: forms.Date{Year: 2024, Month: time.June, Day: 1}}}
	child.People = []forms.Person{{Key: "sister", Name: "Ada Abara", Role: "sibling", CaseNumber: "H-100"}}
	if err := h.UpdateChild(t.Context(), h.Worker, child); err != nil {
		t.Fatal(err)
	}
	address := "/children/" + child.ID
	page := h.as(t, "tom").get(address).want(http.StatusOK, "Timeline", "(planned)", "A1 : Book the health assessment", "Opened at the PPM on 26 February 2026, 4 days.", "Brothers and sisters", "Ada Abara",
		"8 May 2019, 6 years old", "Full care order (C2), since 3 March 2025", "Adoption, since 5 May 2025", "Beside it: Special guardianship", "(U6), since 1 June 2024",
		"Version 1, signed by", "Papers made for: professionals.", "Start a form")
	if strings.Contains(text(page.doc), "since 1 June 2024 Accommodated") || strings.Contains(text(page.doc), "amended") {
		t.Error("the page tells what does not hold")
	}
	reads := h.as(t, "role-decision-maker").get(address).want(http.StatusOK, "Papers made for: professionals.")
	if strings.Contains(reads.body, "Start a form") || strings.Contains(reads.body, "Change dates") {
		t.Error("who changes nothing is offered to start a form")
	}
	recs, _, err := h.Records(t.Context(), h.Worker, records.Filter{ChildID: child.ID})
	if err != nil {
		t.Fatal(err)
	}
	rec, err := h.Amend(t.Context(), h.Chair, recs[0].ID, 1, "The venue was wrong")
	if err != nil {
		t.Fatal(err)
	}
	h.as(t, "tom").get(address).want(http.StatusOK, "Version 2, an amendment that is not signed, saved by", "Version 1, signed by", "Papers made for: professionals.")
	b := h.tab(t, "home")
	b.signIn("tom")
	b.open(address)
	b.inspect("child-full")
	b.print("child-full")
	b.onPaper(".mb-unfolds table")

	rec.Form.(*forms.PPM).Venue = "Town hall"
	if rec, _, err = h.Save(t.Context(), h.Worker, rec.ID, 2, rec.Form); err == nil {
		if _, err = h.Complete(t.Context(), h.Worker, rec.ID, 3); err == nil {
			_, err = h.Sign(t.Context(), h.Chair, rec.ID, 3)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	h.as(t, "tom").get(address).want(http.StatusOK, "Version 3, signed by", "First signed on", "signed amended", "The papers are being made.")
	if err := h.Issue(t.Context(), rec.ID, 3); err != nil {
		t.Fatal(err)
	}
	if _, err := h.WithdrawRecord(t.Context(), h.Chair, rec.ID, 3, "It is about another child"); err != nil {
		t.Fatal(err)
	}
	b.open(address)
	b.says("Withdrawn by Nadia Okafor on", "Papers made for: professionals.")
	b.inspect("child-withdrawn")
}
