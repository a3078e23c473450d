package web

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// allocationForm says who works with the child with a case number. It shows the child's name to those only who see cases.
type allocationForm struct {
	CaseNumber string
	Missing    bool                // there is no such case, or none that the person may allocate
	Found      *records.Allocation // nil while none is looked for
	Child      string              // name, where the person sees cases
	Team       []option
	Restricted []option
	People     []option // who is named now
	Add        question
	Restrict   *restrictedList // for those who see no cases
	Errors     []remark
}

// restrictedList lists the restricted children by their case numbers.
type restrictedList struct {
	pages
	Rows []restrictedRow
}

type restrictedRow struct{ CaseNumber, Team string }

func (w *Web) allocationPage(v *visit) (answer, error) {
	f := allocationForm{CaseNumber: strings.TrimSpace(v.URL.Query().Get("case_number"))}
	if f.CaseNumber != "" {
		found, err := w.Records.Allocation(v.Context(), v.actor(), f.CaseNumber)
		switch {
		case errors.Is(err, records.ErrNotFound), errors.Is(err, records.ErrForbidden):
			f.Missing = true
		case err != nil:
			return answer{}, err
		default:
			return w.allocationAnswer(v, found, found, "")
		}
	}
	return w.allocations(v, f)
}

// allocations is the page on which a case is looked for.
func (w *Web) allocations(v *visit, f allocationForm) (answer, error) {
	if !v.person.Role.SeesCases() {
		teams, err := w.Desk.Store.Teams(v.Context())
		if err != nil {
			return answer{}, unavailable(err)
		}
		found, total, err := w.Records.Restricted(v.Context(), v.actor(), listRows, v.offset())
		if err != nil {
			return answer{}, err
		}
		f.Restrict = &restrictedList{pages: v.pages(len(found), total)}
		for _, a := range found {
			f.Restrict.Rows = append(f.Restrict.Rows, restrictedRow{a.CaseNumber, strings.Join(teamNames(teams, []string{a.TeamID}), "")})
		}
	}
	return answer{page: "allocations.html", title: "Allocation", nav: "/allocations", data: f}, nil
}

// allocationAnswer shows a child's allocation: whose case it is as stored, and in the form what was chosen.
func (w *Web) allocationAnswer(v *visit, stored, chosen records.Allocation, add string, errs ...remark) (answer, error) {
	teams, err := w.Desk.Store.Teams(v.Context())
	if err != nil {
		return answer{}, unavailable(err)
	}
	people, err := w.Desk.Store.People(v.Context())
	if err != nil {
		return answer{}, unavailable(err)
	}
	f := allocationForm{CaseNumber: stored.CaseNumber, Found: &stored, Errors: errs, Add: question{
		Name: "add", ID: "add", As: "text", Label: "Name more people", Hint: "Usernames, separated by commas", Value: add, Errors: says(errs, "#add"),
	}}
	if v.person.Role.SeesCases() {
		child, err := w.Records.Child(v.Context(), v.actor(), stored.ChildID)
		if err != nil {
			return answer{}, err
		}
		f.Child = child.Name
	}
	f.Team = []option{{Value: "", Label: "No team", Chosen: chosen.TeamID == ""}}
	for _, t := range teams {
		f.Team = append(f.Team, option{Value: t.ID, Label: t.Name, Chosen: t.ID == chosen.TeamID})
	}
	f.Restricted = []option{
		{ID: "restricted", Value: "no", Label: "No: the team and everybody whose role reaches all children", Chosen: !chosen.Restricted},
		{ID: "restricted-yes", Value: "yes", Label: "Yes: only the people named below", Chosen: chosen.Restricted},
	}
	for _, p := range people {
		if slices.Contains(stored.People, p.ID) {
			f.People = append(f.People, option{
				ID: "person-" + p.ID, Value: p.ID, Label: p.Name + ", " + p.Role.Label(), Chosen: slices.Contains(chosen.People, p.ID),
			})
		}
	}
	return failedForm(answer{page: "allocation.html", title: "Allocation of " + stored.CaseNumber, nav: "/allocations", data: f}, errs), nil
}

func (w *Web) saveAllocation(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	stored, err := w.Records.Allocation(v.Context(), v.actor(), post.Get("case_number"))
	if err != nil {
		return answer{}, err
	}
	if seen := post.Get("seen"); seen != "" && seen != stored.Mark() { // first: a page shown again has the new mark
		return w.allocationChanged(v, stored, post.Get("add"))
	}
	chosen := stored
	chosen.TeamID, chosen.Restricted, chosen.People = post.Get("team"), post.Get("restricted") == "yes", post["person"]
	var errs []remark
	added, unknown, err := w.peopleNamed(v, post.Get("add"))
	if err != nil {
		return answer{}, err
	}
	for _, u := range unknown {
		errs = append(errs, remark{"#add", "There is nobody with the username “" + u + "”. Correct it, or leave it out"})
	}
	chosen.People = append(chosen.People, added...)
	if chosen.Restricted && len(chosen.People) == 0 {
		errs = append(errs, remark{"#add", "Name at least one person. Otherwise nobody could work with the child"})
	}
	if len(errs) > 0 {
		return w.allocationAnswer(v, stored, chosen, post.Get("add"), errs...)
	}
	err = w.Records.Allocate(v.Context(), v.actor(), chosen, post.Get("seen"))
	if errors.Is(err, records.ErrAllocationChanged) { // just now
		if stored, err = w.Records.Allocation(v.Context(), v.actor(), stored.CaseNumber); err != nil {
			return answer{}, err
		}
		return w.allocationChanged(v, stored, post.Get("add"))
	}
	if err != nil {
		return answer{}, err
	}
	v.note("The allocation of " + stored.CaseNumber + " is saved.")
	return seeOther("/allocations?" + url.Values{"case_number": {stored.CaseNumber}}.Encode())
}

func (w *Web) allocationChanged(v *visit, now records.Allocation, add string) (answer, error) {
	return w.allocationAnswer(v, now, now, add, remark{"#team", "Somebody else changed this allocation since you opened the page. Nothing was saved. Look at what it is now, and make your change again"})
}

// peopleNamed finds people by what was typed, and says which usernames are nobody's.
func (w *Web) peopleNamed(v *visit, typed string) (ids, unknown []string, err error) {
	for username := range strings.SplitSeq(typed, ",") {
		if username = strings.ToLower(strings.TrimSpace(username)); username == "" {
			continue
		}
		account, err := w.Desk.Store.Account(v.Context(), username)
		switch {
		case errors.Is(err, auth.ErrUnknownPerson):
			unknown = append(unknown, username)
		case err != nil:
			return nil, nil, unavailable(err)
		default:
			ids = append(ids, account.ID)
		}
	}
	return ids, unknown, nil
}
