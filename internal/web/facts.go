package web

import (
	"errors"
	"net/http"
	"net/url"

	"minutebook/forms"
	"minutebook/internal/records"
)

// factsForm is the page on which what is known of a child is put right.
type factsForm struct {
	Child     forms.Child
	Seen      string // stands for what the page started from
	Questions []question
	Errors    []remark
	Doubts    []remark // about what is stored
	Unsaved   string
	Stored    []fact // what somebody else stored meanwhile; nil if nobody did
}

// factsVisit is what the handlers of the page have in common.
type factsVisit struct {
	*visit
	child   forms.Child
	section *forms.Section
}

func (w *Web) openFacts(v *visit) (*factsVisit, error) {
	child, err := w.Records.Child(v.Context(), v.actor(), v.param("child"))
	if err != nil {
		return nil, err
	}
	return &factsVisit{v, child, factsSection(child)}, nil
}

func (w *Web) factsPage(v *visit) (answer, error) {
	s, err := w.openFacts(v)
	if err != nil {
		return answer{}, err
	}
	seen, err := records.ChildTag(s.child)
	if err != nil {
		return answer{}, err
	}
	f := factsForm{Seen: seen}
	if f.Doubts, err = w.doubts(s.child); err != nil {
		return answer{}, err
	}
	return s.answer(f, &sheet{values: factsValues(s.child)}), nil
}

func (s *factsVisit) answer(f factsForm, sh *sheet) answer {
	f.Child, f.Questions = s.child, sh.section(s.section)
	return answer{page: "facts.html", title: "Facts about the child", nav: "/children", problem: len(f.Errors) > 0 || f.Stored != nil, data: f}
}

// saveFacts takes what was typed. Buttons say what is to happen: a row more, a row less, or saving.
func (w *Web) saveFacts(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	s, err := w.openFacts(v)
	if err != nil {
		return answer{}, err
	}
	seen := post.Get("seen")
	if name := post.Get("add"); name != "" {
		sh := &sheet{values: forms.TidyPost(s.section, post), extra: name, focus: inputID(name)}
		return s.answer(factsForm{Seen: seen, Unsaved: unsavedRows}, sh), nil
	}
	if prefix := post.Get("remove"); prefix != "" {
		sh := &sheet{values: forms.TidyPost(s.section, without(post, prefix))}
		return s.answer(factsForm{Seen: seen, Unsaved: unsavedRows}, sh), nil
	}
	return w.changeChild(s, forms.TidyPost(s.section, post), seen)
}

// changeChild stores the facts, or shows again what was typed.
func (w *Web) changeChild(s *factsVisit, values url.Values, seen string) (answer, error) {
	read := readFacts(s.section, values)
	f := factsForm{Seen: seen, Errors: read.remarks}
	sh := &sheet{values: values, errors: read.errors}
	if len(read.remarks) > 0 {
		a := s.answer(f, sh)
		a.status = http.StatusUnprocessableEntity
		return a, nil
	}
	err := w.Records.ChangeChild(s.Context(), s.actor(), read.into(s.child), seen)
	var changed *records.ChildChangedError
	switch {
	case errors.As(err, &changed):
		if f.Seen, err = records.ChildTag(changed.Current); err != nil {
			return answer{}, err
		}
		f.Stored = allTyped(s.section, factsValues(changed.Current))
		a := s.answer(f, sh)
		a.status = http.StatusConflict
		return a, nil
	case err != nil:
		return answer{}, err
	}
	s.note("The facts are saved.")
	return seeOther("/children/" + url.PathEscape(s.child.ID))
}
