package web

import (
	"net/url"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// homePage is what waits for a person, by what their role does. Children and records come from lists that read no forms, so
// that it is as quick with a hundred thousand children.
type homePage struct {
	Name   string
	Role   auth.Role
	Cases  bool // whether the role gives access to them
	Adds   bool
	Asked  []records.Asked // minutes to agree
	Lists  []homeList
	Opened []records.Opening // of cases in the person's teams
	Nobody bool              // no child is known yet
}

// homeList is a list of records or of what is due, with a link to the rest.
type homeList struct {
	ID, Heading string
	Empty       string
	Work        []workRow
	Dues        []dueRow
	More        int    // how many are not shown
	Many        bool   // and more than are counted
	All         string // address of the whole list
}

// homeRows is how many rows a list of the start page shows.
const homeRows = 10

// homeLists are those of each role, in the order in which they come.
var homeLists = map[auth.Role][]func(*Web, *visit) (homeList, error){
	auth.SocialWorker:       {dueSoon, drafts, toSign, unwritten, issuedNear},
	auth.TeamManager:        {lateNear, dueNext, toSign, drafts, unwritten, issuedNear},
	auth.Chair:              {toSign, dueSoon, drafts, unwritten, issuedNear},
	auth.IRO:                {lateNear, issuedNear},
	auth.PanelAdministrator: {issuedLately},
	auth.PanelMember:        {issuedNear},
	auth.DecisionMaker:      {lateAll, issuedLately},
}

func (w *Web) home(v *visit) (answer, error) {
	role := v.person.Role
	p := homePage{Name: v.person.Name, Role: role, Cases: role.SeesCases(), Adds: records.Adds(role)}
	a := answer{page: "home.html", title: "Start", nav: "/", data: &p}
	if !p.Cases {
		return a, nil
	}
	var err error
	if p.Asked, err = w.asked(v); err != nil {
		return answer{}, err
	}
	_, total, err := w.Records.Children(v.Context(), v.actor(), records.ChildFilter{Limit: 1})
	if err != nil {
		return answer{}, err
	}
	if p.Nobody = total == 0; p.Nobody {
		return a, nil
	}
	for _, list := range homeLists[role] {
		l, err := list(w, v)
		if err != nil {
			return answer{}, err
		}
		if len(l.Work)+len(l.Dues) > 0 || l.Empty != "" {
			p.Lists = append(p.Lists, l)
		}
	}
	if role == auth.TeamManager {
		if p.Opened, err = w.Records.OpenedNear(v.Context(), v.actor(), homeRows); err != nil {
			return answer{}, err
		}
	}
	return a, nil
}

func dueSoon(w *Web, v *visit) (homeList, error) {
	return w.homeDues(v, homeList{ID: "due", Heading: "What is due", Empty: "Nothing is due for the children you work with."}, records.DueFilter{Near: true}, allDues)
}

func dueNext(w *Web, v *visit) (homeList, error) {
	l := homeList{ID: "due", Heading: "What is due next", Empty: "Nothing else is due."}
	return w.homeDues(v, l, records.DueFilter{Near: true, From: w.today()}, allDues)
}

func lateNear(w *Web, v *visit) (homeList, error) {
	l := homeList{ID: "late", Heading: "Late for the children you work with", Empty: "Nothing is late."}
	return w.homeDues(v, l, records.DueFilter{Near: true, Before: w.today()}, lateDues)
}

func lateAll(w *Web, v *visit) (homeList, error) {
	return w.homeDues(v, homeList{ID: "late", Heading: "Late", Empty: "Nothing is late."}, records.DueFilter{Before: w.today()}, lateDues)
}

func drafts(w *Web, v *visit) (homeList, error) {
	l := homeList{ID: "drafts", Heading: "Drafts to finish", Empty: "There are no drafts.", All: childrenWith(records.Draft)}
	return w.homeWork(v, l, records.WorkFilter{Near: true, Statuses: []records.Status{records.Draft}})
}

// toSign is for a chair what waits for their own signature, for others what waits for somebody's.
func toSign(w *Web, v *visit) (homeList, error) {
	l := homeList{ID: "to-sign", Heading: "Waiting for a chair to sign", All: childrenWith(records.Complete)}
	f := records.WorkFilter{Near: true, Statuses: []records.Status{records.Complete}}
	if v.person.Role.Signs() {
		l.Heading, l.Empty = "Ready for you to sign", "Nothing is waiting for your signature."
		f.Near, f.Chair = false, v.person.Name
	}
	return w.homeWork(v, l, f)
}

func unwritten(w *Web, v *visit) (homeList, error) {
	return w.homeWork(v, homeList{ID: "summaries", Heading: "Parents have no summary of these yet"}, records.WorkFilter{
		Near: true, Unwritten: true, Kinds: []forms.Kind{forms.PPMKind, forms.PRPMKind}, Statuses: []records.Status{records.Issued},
	})
}

func issuedNear(w *Web, v *visit) (homeList, error) { return w.issued(v, true) }

func issuedLately(w *Web, v *visit) (homeList, error) { return w.issued(v, false) }

func (w *Web) issued(v *visit, near bool) (homeList, error) {
	l := homeList{ID: "issued", Heading: "Issued lately", Empty: "Nothing has been issued yet.", All: childrenWith(records.Issued)}
	return w.homeWork(v, l, records.WorkFilter{Near: near, Latest: true, Statuses: []records.Status{records.Signed, records.Issued}})
}

// childrenWith is the address of the children who have a record in the state.
func childrenWith(status records.Status) string {
	return "/children?" + url.Values{"status": {string(status)}}.Encode()
}

func (w *Web) homeWork(v *visit, l homeList, f records.WorkFilter) (homeList, error) {
	f.Limit = homeRows
	found, total, err := w.Records.Work(v.Context(), v.actor(), f)
	if err != nil {
		return homeList{}, err
	}
	for _, rec := range found {
		l.Work = append(l.Work, w.workRow(rec))
	}
	l.count(len(found), total)
	return l, nil
}

func (w *Web) homeDues(v *visit, l homeList, f records.DueFilter, show string) (homeList, error) {
	f.Limit = homeRows
	found, total, err := w.Records.Dues(v.Context(), v.actor(), f)
	if err != nil {
		return homeList{}, err
	}
	for _, d := range found {
		l.Dues = append(l.Dues, w.dueRow(d))
	}
	l.All = dueAddress(show, f.Near)
	l.count(len(found), total)
	return l, nil
}

func (l *homeList) count(shown, total int) {
	l.More, l.Many = total-shown, total > records.Countable
}
