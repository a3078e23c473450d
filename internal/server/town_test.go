package server_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/api"
	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/store/storetest"
	"minutebook/internal/web"
)

// Relations of people to a child, each to a child of its own.
const (
	named           = "named"
	inTeam          = "in the team"
	other           = "of others"
	restricted      = "restricted" // of the person's team, and named for somebody else
	restrictedNamed = "restricted, named"
	opened          = "opened"
)

var relations = []string{named, inTeam, other, restricted, restrictedNamed, opened}

// States of minutes about a child, and what else there is about it. A “paper” is the address of a paper within its record.
var (
	states = []string{"draft", "complete", "signed", "issued", "amending", "withdrawn"}
	kinds  = []string{"health", "sheet", "tasks", "report", "together", "sibling", "paper", "picture"}
)

// town is a house with a child of each relation, with a record in each state and of each kind, and one person of each role.
type town struct {
	*house
	child  map[string]string            // ids by relation
	record map[string]map[string]string // ids by relation, and by state or kind
	theirs *strings.Replacer            // {token}, {import}: of somebody who is none of them
}

// withAPI puts the real API behind the door.
func withAPI(h *house, _ *web.Config, s *server.Config) {
	s.API = api.New(api.Config{Records: h.faults, People: h.people, Verify: judge, Log: s.Log, NewID: s.NewID})
}

// username is the one who has the role in a town.
func username(role auth.Role) string { return "the-" + string(role) }

func newTown(t testing.TB) *town {
	t.Helper()
	w := &town{house: newHouse(t, withAPI), child: map[string]string{}, record: map[string]map[string]string{}}
	for _, relation := range relations {
		w.furnish(t, relation)
	}
	w.AddChild(t, "T-S") // to be allocated
	var everybody []string
	for _, role := range auth.Roles {
		p, err := w.people.Add(t.Context(), username(role), "Somebody "+role.Label(), role, password)
		must(t, err)
		must(t, w.DB.SetTeams(t.Context(), p.ID, []string{"north"}))
		everybody = append(everybody, p.ID)
	}
	for relation, child := range w.child {
		a := records.Allocation{ChildID: child, People: []string{w.Worker.ID}, Restricted: strings.HasPrefix(relation, restricted)}
		if relation == inTeam || relation == restricted {
			a.TeamID = "north"
		}
		if strings.HasSuffix(relation, named) {
			a.People = append(a.People, everybody...)
		}
		must(t, w.DB.Write(t.Context(), func(s records.Writer) error { return s.SetAllocation(t.Context(), a) }))
	}
	must(t, w.DB.Write(t.Context(), func(s records.Writer) error {
		for _, id := range everybody {
			if err := s.AddOpening(t.Context(), records.Opening{ChildID: w.child[opened], PersonID: id, At: w.Clock(), Until: w.Clock().AddDate(1, 0, 0)}); err != nil {
				return err
			}
		}
		return nil
	}))
	w.somebodyElse(t)
	return w
}

// somebodyElse has a token and an import, and is asked to agree every draft that is not restricted.
func (w *town) somebodyElse(t testing.TB) {
	t.Helper()
	p, err := w.people.Add(t.Context(), "stranger", "Ines Varga", auth.TeamManager, password)
	must(t, err)
	_, err = w.people.MakeToken(t.Context(), w.actorOf(t, "stranger"), "Case system", []auth.Scope{auth.ReadRecords}, time.Hour)
	must(t, err)
	tokens, err := w.DB.Tokens(t.Context(), p.ID)
	must(t, err)
	i, err := w.Upload(t.Context(), w.actorOf(t, "stranger"), []records.ImportFile{{Name: "children.csv", Data: []byte(children)}})
	must(t, err)
	w.theirs = strings.NewReplacer("{token}", tokens[0].ID, "{import}", i.ID)
	for _, relation := range relations {
		if !strings.HasPrefix(relation, restricted) {
			must(t, w.Invite(t.Context(), w.Chair, w.record[relation]["draft"], 2, p.ID))
		}
	}
}

// furnish stores a child with all that there can be about it.
func (w *town) furnish(t testing.TB, relation string) {
	t.Helper()
	number := "T-" + string(rune('0'+len(w.child)))
	child, err := w.Service.AddChild(t.Context(), w.Worker, forms.Child{
		Name: "Mia Fictional", CaseNumber: number, DateOfBirth: forms.Date{Year: 2021, Month: time.May, Day: 4},
		People: []forms.Person{{Key: "mother", Role: "mother", Name: "Rosalind Fictional"}},
	})
	must(t, err)
	brother := w.AddChild(t, number+"-B")
	has := map[string]string{}
	w.child[relation], w.record[relation] = child.ID, has
	add := func(name string, form forms.Form, with ...string) records.Record {
		rec, _, err := w.Create(t.Context(), w.Worker, child.ID, form, with...)
		must(t, err)
		if ppm, ok := rec.Form.(*forms.PPM); ok { // once more, so that somebody can be late
			ppm.Venue = "Room 2"
			rec, _, err = w.Save(t.Context(), w.Worker, rec.ID, rec.Version, ppm)
			must(t, err)
		}
		has[name] = rec.ID
		return rec
	}
	for i, state := range states {
		rec := add(state, storetest.Form())
		if i >= 1 {
			rec, err = w.Complete(t.Context(), w.Worker, rec.ID, rec.Version)
			must(t, err)
		}
		if i >= 2 {
			rec, err = w.Sign(t.Context(), w.Chair, rec.ID, rec.Version)
			must(t, err)
		}
		if i >= 3 {
			must(t, w.Issue(t.Context(), rec.ID, rec.Version))
		}
		switch state {
		case "amending":
			_, err = w.Amend(t.Context(), w.Chair, rec.ID, rec.Version, "a wrong date")
		case "withdrawn":
			_, err = w.WithdrawRecord(t.Context(), w.Chair, rec.ID, rec.Version, "about another child")
		}
		must(t, err)
	}
	papers, err := w.Documents(t.Context(), w.Chair, has["issued"])
	must(t, err)
	has["paper"] = papers[0].ID
	sheet, err := w.StartSheet(t.Context(), w.Worker, has["issued"], "mother")
	must(t, err)
	has["sheet"] = sheet.ID
	photo, wrong := forms.NewPhoto(drawn(t, 3, 4), "Mia")
	if wrong != nil {
		t.Fatal(wrong)
	}
	report := new(forms.CPR)
	report.Photograph = photo
	add("report", report)
	has["picture"] = photo.Mark()
	add("health", new(forms.CPRHealth))
	add("tasks", new(forms.AdoptionTasks))
	with, err := w.Companions(t.Context(), w.Worker, add("together", storetest.Form(), brother.ID))
	must(t, err)
	has["sibling"] = with[0].ID
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// address puts ids in the place of names: {child}, {draft}, {sheet} … mean those of the relation; a relation that there is not
// stands for what there is not.
func (w *town) address(path, relation string) string {
	for _, name := range slices.Concat(states, kinds) {
		path = strings.ReplaceAll(path, "{"+name+"}", orUnknown(w.record[relation][name]))
	}
	return strings.ReplaceAll(path, "{child}", orUnknown(w.child[relation]))
}

func orUnknown(id string) string {
	if id == "" {
		return "id-999999"
	}
	return id
}

// come signs in as the person of a role; no role stays outside.
func (w *town) come(t testing.TB, role auth.Role) *caller {
	t.Helper()
	c := w.caller(t)
	if role != "" {
		c.post("/sign-in", url.Values{"username": {username(role)}, "password": {password}}).want(http.StatusSeeOther)
	}
	return c
}

// discreet fails the test if the log has anything of a case, or a password.
func (w *town) discreet(t testing.TB) {
	t.Helper()
	log := w.log.String()
	for _, secret := range []string{"Mia", "Rosalind", "Fictional", "Room 2", "Room 3", "T-0", "a wrong date", "about another child", password, url.QueryEscape(password)} {
		if strings.Contains(log, secret) {
			t.Errorf("the log has %q", secret)
		}
	}
	if !strings.Contains(log, "route=/records/:record ") {
		t.Error("the log has no requests")
	}
}
