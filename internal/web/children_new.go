package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

type newChildForm struct {
	Questions []question
	Errors    []remark
}

// childQuestions is what is asked about a new child. Only the name and the number are needed: planning can begin before
// a birth.
var childQuestions = []question{
	{Name: "name", As: "text", Label: "Name of child", Max: 200},
	{Name: "case_number", As: "text", Label: "Local case number", Hint: "Your authority’s own number for the child", Max: 40},
	{Name: "date_of_birth", As: "date", Label: "Date of birth", Hint: "For example, 27 3 2019. Leave it empty if the child is not born yet"},
}

func (w *Web) newChildPage(*visit) (answer, error) { return newChildAnswer(nil, nil), nil }

func newChildAnswer(values url.Values, problems forms.Problems) answer {
	s := &sheet{values: values}
	f := newChildForm{}
	a := answer{page: "child-new.html", title: "Add a child", nav: "/children", problem: len(problems) > 0}
	for _, q := range childQuestions {
		q.ID, q.Value = q.Name, values.Get(q.Name)
		if q.As == "date" {
			q.Parts = s.dateParts(q)
		}
		for _, p := range problems {
			if p.Pointer != "/"+q.Name {
				continue
			}
			says := childWord(q, p)
			q.Errors = append(q.Errors, says)
			link := q.ID
			if q.As == "date" {
				link = q.Parts[0].ID
			}
			f.Errors = append(f.Errors, remark{"#" + link, says})
		}
		f.Questions = append(f.Questions, q)
	}
	if len(problems) > 0 {
		a.status = http.StatusUnprocessableEntity
	}
	a.data = f
	return a
}

// childWord words what can be wrong with a child's facts.
func childWord(q question, p forms.Problem) string {
	label := strings.ToLower(q.Label[:1]) + q.Label[1:]
	switch p.Code {
	case "required":
		return "Enter the " + label
	case "too_long":
		return fmt.Sprintf("%s must be %d characters or fewer", q.Label, q.Max)
	case "case_number_taken":
		return "Another child has this case number. Search for it on the page Children, or correct the number"
	case "date":
		return q.Label + " must be a real date, with day, month and year"
	}
	return q.Label + " has characters that cannot be stored. Type it again"
}

func (w *Web) newChild(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	child := forms.Child{Name: post.Get("name"), CaseNumber: post.Get("case_number")}
	var problems forms.Problems
	if born := forms.PostedDate("date_of_birth", post); born != "" {
		if child.DateOfBirth, err = forms.ParseDate(born); err != nil {
			problems = forms.Problems{{Pointer: "/date_of_birth", Code: "date", Level: forms.Error}}
		}
	}
	for _, name := range []string{"name", "case_number"} { // all problems at once, though the service was not asked yet
		if len(problems) > 0 && strings.TrimSpace(post.Get(name)) == "" {
			problems = append(problems, forms.Problem{Pointer: "/" + name, Code: "required", Level: forms.Error})
		}
	}
	if len(problems) == 0 {
		child, err = w.Records.AddChild(v.Context(), v.actor(), child)
		var invalid *records.InvalidError
		switch {
		case errors.As(err, &invalid):
			problems = invalid.Problems
		case err != nil:
			return answer{}, err
		default:
			return seeOther("/children/" + url.PathEscape(child.ID))
		}
	}
	return newChildAnswer(post, problems), nil
}
