package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"minutebook/internal/auth"
)

type teamsForm struct {
	Teams  []teamRow
	Name   question
	Errors []remark
}

type teamRow struct {
	auth.Team
	auth.TeamSize
}

func (w *Web) teamsPage(v *visit) (answer, error) { return w.teamsAnswer(v, "") }

func (w *Web) teamsAnswer(v *visit, typed string, errs ...remark) (answer, error) {
	teams, err := w.Desk.Store.Teams(v.Context())
	if err != nil {
		return answer{}, unavailable(err)
	}
	sizes, err := w.Desk.Store.TeamSizes(v.Context())
	if err != nil {
		return answer{}, unavailable(err)
	}
	f := teamsForm{Name: teamName("Name of a new team", typed, errs), Errors: errs}
	for _, t := range teams {
		f.Teams = append(f.Teams, teamRow{t, sizes[t.ID]})
	}
	return failedForm(answer{page: "teams.html", title: "Teams", nav: "/teams", data: f}, errs), nil
}

func teamName(label, typed string, errs []remark) question {
	return question{Name: "name", ID: "name", As: "text", Label: label, Value: typed, Errors: says(errs, "#name")}
}

// failedForm makes an answer one about a form that has to be corrected, if something is wrong.
func failedForm(a answer, errs []remark) answer {
	if a.problem = len(errs) > 0; a.problem {
		a.status = http.StatusUnprocessableEntity
	}
	return a
}

// teamFault words what is wrong with a team's name; false for another error.
func teamFault(err error) (remark, bool) {
	switch {
	case errors.Is(err, auth.ErrNoName):
		return remark{"#name", "Enter the name of the team, in 200 characters or fewer"}, true
	case errors.Is(err, auth.ErrTeamNameTaken):
		return remark{"#name", "There is a team with this name already. Choose another name"}, true
	}
	return remark{}, false
}

func (w *Web) addTeam(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	team, err := w.Desk.AddTeam(v.Context(), v.actor(), post.Get("name"))
	if wrong, is := teamFault(err); is {
		return w.teamsAnswer(v, post.Get("name"), wrong)
	}
	if err != nil {
		return answer{}, deskFault(err)
	}
	v.note("The team “" + team.Name + "” is added.")
	return seeOther("/teams")
}

type teamForm struct {
	Team    auth.Team // as stored
	Size    auth.TeamSize
	Members []auth.Member
	Name    question
	Errors  []remark
}

func (w *Web) teamPage(v *visit) (answer, error) { return w.teamAnswer(v, nil) }

// teamAnswer shows a team, with the name that was typed if there is one.
func (w *Web) teamAnswer(v *visit, typed *string, errs ...remark) (answer, error) {
	ctx, id := v.Context(), v.param("team")
	teams, err := w.Desk.Store.Teams(ctx)
	if err != nil {
		return answer{}, unavailable(err)
	}
	i := slices.IndexFunc(teams, func(t auth.Team) bool { return t.ID == id })
	if i < 0 {
		return answer{}, deskFault(auth.ErrUnknownTeam)
	}
	sizes, err := w.Desk.Store.TeamSizes(ctx)
	if err != nil {
		return answer{}, unavailable(err)
	}
	staff, err := w.Desk.Store.Staff(ctx)
	if err != nil {
		return answer{}, unavailable(err)
	}
	if typed == nil {
		typed = &teams[i].Name
	}
	f := teamForm{Team: teams[i], Size: sizes[id], Name: teamName("Name", *typed, errs), Errors: errs}
	f.Members = slices.DeleteFunc(staff, func(m auth.Member) bool { return !slices.Contains(m.Teams, id) })
	return failedForm(answer{page: "team.html", title: f.Team.Name, nav: "/teams", data: f}, errs), nil
}

func (w *Web) renameTeam(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	name, id := post.Get("name"), v.param("team")
	err = w.Desk.RenameTeam(v.Context(), v.actor(), auth.Team{ID: id, Name: name})
	if wrong, is := teamFault(err); is {
		return w.teamAnswer(v, &name, wrong)
	}
	if err != nil {
		return answer{}, deskFault(err)
	}
	v.note("The team has its new name.")
	return seeOther("/teams/" + url.PathEscape(id))
}

func (w *Web) removeTeam(v *visit) (answer, error) {
	err := w.Desk.RemoveTeam(v.Context(), v.actor(), v.param("team"))
	if errors.Is(err, auth.ErrTeamHasChildren) {
		return w.teamAnswer(v, nil, remark{"#remove", "Children belong to this team. Allocate them to another team first"})
	}
	if err != nil {
		return answer{}, deskFault(err)
	}
	v.note("The team is removed.")
	return seeOther("/teams")
}
