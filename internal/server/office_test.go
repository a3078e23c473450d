package server_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// officers are those who may stand at the doors of administration, in the order of the columns of officeDoors.
var officers = []string{"", "priya", "amir", "mo", "tom"} // signed out, administrator, auditor, team manager, social worker

// officeDoors says what each of them gets, as doors does for everybody. {tom} is the social worker's id, C-1000 the number
// of a case in the team North.
var officeDoors = []struct {
	method, route, path string
	post                url.Values
	want                [5]int
}{
	{"GET", "/people", "/people", nil, [5]int{303, 200, 404, 404, 404}},
	{"GET", "/people/:person", "/people/{tom}", nil, [5]int{303, 200, 404, 404, 404}},
	{"GET", "", "/people/nobody", nil, [5]int{303, 404, 404, 404, 404}},
	{"POST", "/people/:person", "/people/{tom}", url.Values{"name": {"Tom Brown"}, "role": {"social-worker"}, "team": {"north"}}, [5]int{403, 303, 404, 404, 404}},
	{"POST", "", "/people/{tom}", url.Values{"name": {"Tom Brown"}, "role": {"king"}}, [5]int{403, 400, 404, 404, 404}},
	{"POST", "/people/:person/state", "/people/{ruth}/state", url.Values{"state": {"disabled"}}, [5]int{403, 303, 404, 404, 404}},
	{"POST", "", "/people/{ruth}/state", url.Values{}, [5]int{403, 400, 404, 404, 404}},
	{"GET", "/people/new", "/people/new", nil, [5]int{303, 200, 404, 404, 404}},
	{"POST", "/people/new", "/people/new", url.Values{"name": {"Ola"}, "username": {"ola"}, "role": {"iro"}}, [5]int{403, 201, 404, 404, 404}},
	{"POST", "/people/:person/link", "/people/{ruth}/link", url.Values{}, [5]int{403, 201, 404, 404, 404}},
	{"POST", "", "/people/nobody/link", url.Values{}, [5]int{403, 404, 404, 404, 404}},
	{"POST", "/people/:person/tokens/:token/revoke", "/people/{tom}/tokens/none/revoke", url.Values{}, [5]int{403, 404, 404, 404, 404}},
	{"GET", "/teams", "/teams", nil, [5]int{303, 200, 404, 404, 404}},
	{"POST", "/teams", "/teams", url.Values{"name": {"South"}}, [5]int{403, 303, 404, 404, 404}},
	{"GET", "/teams/:team", "/teams/north", nil, [5]int{303, 200, 404, 404, 404}},
	{"GET", "", "/teams/unknown", nil, [5]int{303, 404, 404, 404, 404}},
	{"POST", "/teams/:team", "/teams/north", url.Values{"name": {"East"}}, [5]int{403, 303, 404, 404, 404}},
	{"POST", "/teams/:team/remove", "/teams/north/remove", url.Values{}, [5]int{403, 422, 404, 404, 404}}, // has children
	{"GET", "/allocations", "/allocations", nil, [5]int{303, 200, 404, 200, 404}},
	{"GET", "", "/allocations?case_number=C-1000", nil, [5]int{303, 200, 404, 200, 404}},
	{"POST", "/allocations", "/allocations", url.Values{"case_number": {"C-1000"}, "team": {"north"}}, [5]int{403, 303, 404, 303, 404}},
	{"POST", "", "/allocations", url.Values{"case_number": {"none"}}, [5]int{403, 404, 404, 404, 404}},
	{"GET", "/openings", "/openings", nil, [5]int{303, 200, 200, 404, 404}},
	{"GET", "/audit", "/audit", nil, [5]int{303, 404, 200, 404, 404}},
	{"GET", "/audit.csv", "/audit.csv", nil, [5]int{303, 404, 200, 404, 404}},
	{"GET", "", "/audit.csv?from.day=x", nil, [5]int{303, 404, 400, 404, 404}},
	{"GET", "/imports", "/imports", nil, [5]int{303, 404, 404, 200, 404}},
	{"POST", "/imports", "/imports", nil, [5]int{403, 404, 404, 400, 404}},
	{"GET", "/imports/:import", "/imports/none", nil, [5]int{303, 404, 404, 404, 404}},
	{"POST", "/imports/:import", "/imports/none", url.Values{}, [5]int{403, 404, 404, 404, 404}},
	{"POST", "/imports/:import/columns", "/imports/none/columns", url.Values{}, [5]int{403, 404, 404, 404, 404}},
	{"GET", "/imports/:import/rejected", "/imports/none/rejected", nil, [5]int{303, 404, 404, 404, 404}},
	{"GET", "/trackers", "/trackers", nil, [5]int{303, 404, 404, 200, 404}},
	{"POST", "/trackers", "/trackers", url.Values{"about": {"team:north"}, "as_of.day": {"2"}, "as_of.month": {"3"}, "as_of.year": {"2026"}}, [5]int{403, 404, 404, 303, 404}},
	{"POST", "", "/trackers", url.Values{"about": {"team:south"}, "as_of.day": {"2"}, "as_of.month": {"3"}, "as_of.year": {"2026"}}, [5]int{403, 404, 404, 404, 404}},
	{"POST", "", "/trackers", url.Values{"about": {"nobody"}}, [5]int{403, 404, 404, 400, 404}},
	{"POST", "", "/trackers", url.Values{"about": {"board"}, "as_of.day": {"2"}, "as_of.month": {"3"}, "as_of.year": {"2026"}}, [5]int{403, 404, 404, 403, 404}},
	{"GET", "/trackers/back", "/trackers/back", nil, [5]int{303, 404, 404, 200, 404}},
	{"POST", "/trackers/back", "/trackers/back", nil, [5]int{403, 404, 404, 400, 404}},
	{"GET", "/trackers/back/:import", "/trackers/back/none", nil, [5]int{303, 404, 404, 404, 404}},
	{"POST", "/trackers/back/:import", "/trackers/back/none", url.Values{}, [5]int{403, 404, 404, 404, 404}},
	{"GET", "/trackers/:pack/file", "/trackers/none/file", nil, [5]int{303, 404, 404, 404, 404}},
	{"GET", "/children/open", "/children/open", nil, [5]int{303, 404, 404, 200, 200}},
	{"POST", "/children/open", "/children/open", url.Values{"case_number": {"C-1000"}, "reason": {"Covering"}}, [5]int{403, 404, 404, 303, 303}},
	{"GET", "/records/:record/audit", "/records/{draft}/audit", nil, [5]int{303, 404, 404, 200, 200}},
}

func TestOfficeDoors(t *testing.T) {
	t.Parallel()
	for column, who := range officers {
		t.Run("as "+who, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			rec := h.draft(t, nil)
			names := strings.NewReplacer("{draft}", rec.ID, "{tom}", h.idOf(t, "tom"), "{ruth}", h.idOf(t, "ruth"))
			c := h.as(t, who)
			for _, d := range officeDoors {
				kind := ""
				if d.method != http.MethodGet {
					kind = "application/x-www-form-urlencoded"
				}
				got := c.do(c.request(d.method, names.Replace(d.path), kind, strings.NewReader(d.post.Encode())))
				if got.status != d.want[column] {
					t.Errorf("%s %s: %d, want %d\n%s", d.method, d.path, got.status, d.want[column], got.title())
				}
				if (who == "priya" || who == "amir") && strings.Contains(got.body, "Mia") {
					t.Errorf("%s %s shows the name of a child to %s", d.method, d.path, who)
				}
			}
		})
	}
}

func (h *house) idOf(t testing.TB, username string) string {
	t.Helper()
	a, err := h.DB.Account(t.Context(), username)
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

// The administrator's screens, one after the other, in every state.
func TestOffice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.web.Now = time.Now // as for accounts
	child := h.AddChild(t, "C-4711")
	for range auth.Tries { // Ruth mistypes her password
		h.caller(t).post("/sign-in", url.Values{"username": {"ruth"}, "password": {"wrong"}}).want(422)
	}
	b := h.tab(t, "office")
	b.signIn("priya")
	b.inspect("home")
	b.open("/people?q=zzz")
	b.says("Nobody is found")
	b.inspect("people-none")
	b.open("/people")
	b.says("Locked")
	b.inspect("people")
	b.press("Ruth Abara")
	b.inspect("person-locked")
	b.press("End the lock now")
	b.says("lock on Ruth Abara’s account is ended")
	b.fill("name", " ")
	b.press("Save")
	b.says("Enter the person’s name")
	b.inspect("person-no-name")
	b.fill("name", "Ruth "+longName)
	b.press("Save")
	b.says("What you changed about Ruth")
	b.inspect("people-long-name")
	b.press("Add a person")
	b.inspect("person-new")
	b.fill("username", "tom")
	b.press("Make the invitation")
	b.says("Enter the person’s name")
	b.fill("name", "Thomas Ola")
	b.press("Make the invitation")
	b.says("Somebody has this username already")
	b.inspect("person-new-taken")
	b.fill("username", "ola")
	b.press("Make the invitation")
	b.says("Invitation for Thomas Ola", "/password/")
	b.inspect("person-invited")
	secret, err := h.people.MakeToken(t.Context(), h.actorOf(t, "tom"), "Case system", []auth.Scope{auth.ReadRecords}, 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	b.open("/people/" + h.idOf(t, "tom"))
	b.says("Case system")
	b.press("Make a link for a new password")
	b.says("New password for Tom Brennan")
	b.open("/people/" + h.idOf(t, "tom"))
	b.inspect("person-token")
	b.leave(chromedp.Click(chromedp.CSS("form[action$='/revoke'] button")))
	b.says("The token is revoked")
	if _, _, err := h.people.Bearer(t.Context(), secret, ""); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("a revoked token is %v", err)
	}
	b.open("/people/" + h.idOf(t, "nadia"))
	b.press("Disable the account")
	b.says("Nadia Okafor can no longer sign in")
	b.inspect("person-disabled")
	b.open("/people/" + h.idOf(t, "priya"))
	b.says("Nobody changes their own role")
	b.inspect("person-own")

	b.open("/teams")
	b.inspect("teams")
	b.press("Add the team")
	b.says("Enter the name of the team")
	b.inspect("teams-no-name")
	b.fill("name", "South")
	b.press("Add the team")
	b.says("“South” is added")
	b.press("North")
	b.says("1 child belongs to this team")
	b.inspect("team")
	b.fill("name", "South")
	b.press("Rename the team")
	b.says("There is a team with this name already")
	b.inspect("team-name-taken")
	b.open("/teams")
	b.press("South")
	b.says("Nobody is in this team yet")
	b.inspect("team-empty")
	b.press("Remove the team")
	b.says("The team is removed")

	b.open("/openings")
	b.inspect("openings-none")
	b.open("/allocations?case_number=none")
	b.says("There is no case with the number", "No case is restricted")
	b.inspect("allocation-missing")
	b.fill("case_number", "C-4711")
	b.press("Find the case")
	b.inspect("allocation")
	b.choose("restricted-yes")
	b.fill("add", "tom, nobody")
	b.press("Save the allocation")
	b.says("There is nobody with the username “nobody”")
	b.inspect("allocation-unknown-person")
	err = h.Allocate(t.Context(), h.Admin, records.Allocation{ChildID: child.ID, People: []string{h.idOf(t, "nadia")}}, "")
	if err != nil {
		t.Fatal(err)
	}
	b.fill("add", "tom")
	b.press("Save the allocation")
	b.says("Somebody else changed this allocation", "Nothing was saved", "Nadia Okafor")
	b.inspect("allocation-changed")
	b.choose("restricted-yes")
	b.press("Save the allocation")
	b.says("The allocation of C-4711 is saved")
	b.open("/allocations")
	b.inspect("allocations-restricted")
	if _, err := h.Service.Child(t.Context(), h.actorOf(t, "mo"), child.ID); !errors.Is(err, records.ErrNotFound) {
		t.Errorf("a restricted child is still there for its team: %v", err)
	}
}

func (h *house) actorOf(t testing.TB, username string) records.Actor {
	t.Helper()
	a, err := h.DB.Account(t.Context(), username)
	if err != nil {
		t.Fatal(err)
	}
	return records.Actor{Person: a.Person}
}

// A case is opened with a reason, and the audit and those who work with the child know of it.
func TestOpenedCase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	far, err := h.Service.AddChild(t.Context(), h.actorOf(t, "nadia"), forms.Child{Name: "Ada Fictional", CaseNumber: "F-1"})
	if err == nil {
		err = h.Allocate(t.Context(), h.Admin, records.Allocation{ChildID: far.ID, People: []string{h.idOf(t, "nadia")}, Restricted: true}, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	b := h.tab(t, "opened")
	b.signIn("tom")
	b.open("/children/" + far.ID)
	b.says("Page not found")
	b.open("/children")
	b.press("Open a case you do not work with")
	b.inspect("form")
	b.press("Open the case")
	b.says("Enter the case number", "Enter why you need to open this case")
	b.inspect("form-empty")
	b.fill("case_number", "F-2", "reason", "Covering for Nadia, who is ill")
	b.press("Open the case")
	b.says("There is no case with this number")
	b.inspect("form-unknown")
	b.fill("case_number", "F-1")
	b.press("Open the case")
	b.says("You do not work with this child", "because: Covering for Nadia", "Ada Fictional")
	b.inspect("child")

	b.open("/records/" + rec.ID)
	b.press("Who saw and did what")
	b.says("Started the record", "Read the record")
	b.inspect("record-audit")

	b.leave(chromedp.Click(chromedp.CSS("form[action='/sign-out'] button")))
	b.signIn("mo")
	b.open("/children/" + rec.ChildID)
	b.press("Say who works with Mia Fictional")
	b.says("Mia Fictional, C-1000")
	b.inspect("manager-allocation")
	b.open("/allocations?case_number=F-1") // not the team's
	b.says("There is no case with the number “F-1” that you can allocate")

	b.leave(chromedp.Click(chromedp.CSS("form[action='/sign-out'] button")))
	b.signIn("amir")
	b.inspect("auditor-home")
	b.open("/openings")
	b.says("Covering for Nadia")
	b.inspect("openings")
	b.open("/audit")
	b.says("child.open", "case F-1")
	b.inspect("audit")
	b.open("/audit?person=nobody")
	b.says("Nothing is found")
	b.inspect("audit-none")
	b.fill("person", "tom", "from-day", "31", "from-month", "2", "from-year", "2026")
	b.press("Search")
	b.says("From must be a real date")
	b.inspect("audit-date")
	b.fill("from-day", "1", "from-month", "1", "from-year", "2020", "action", "child.open")
	b.press("Search")
	b.says("reason: Covering for Nadia")
	c := h.as(t, "amir")
	file := c.get("/audit.csv?person=tom")
	if !strings.HasPrefix(file.body, "Line,Time") || !strings.Contains(file.body, "child.open") || strings.Contains(file.body, "Ada") || file.header.Get("Content-Disposition") != `attachment; filename="audit.csv"` {
		t.Errorf("%v %q", file.header, file.body)
	}
	if _, err := records.VerifyAudit(t.Context(), h.DB); err != nil {
		t.Error(err)
	}
}
