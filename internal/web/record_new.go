package web

import (
	"net/http"
	"net/url"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

type newRecordForm struct {
	Child    forms.Child
	Groups   []offeredGroup
	Chosen   forms.Kind
	Review   *records.Record // the signed meeting from which the next review starts; nil where there is none
	Together togetherChoice
	Errors   []remark // about the kind
	All      []remark // those and what is wrong with the children
}

type offeredGroup struct {
	Heading string
	Kinds   []offeredKind
}

// offeredKind is a form that can be chosen.
type offeredKind struct {
	ID, Title, For string
	Kind           forms.Kind
}

func (w *Web) newRecordPage(v *visit) (answer, error) { return w.offerKinds(v, nil) }

// offerKinds asks which form to start. A review is not among them once a meeting about the child is signed: started from
// that meeting it has all that is carried forward, started from nothing it would have lost it. Post is what was chosen, nil
// for a first visit.
func (w *Web) offerKinds(v *visit, post url.Values, errs ...remark) (answer, error) {
	child, err := w.Records.Child(v.Context(), v.actor(), v.param("child"))
	if err != nil {
		return answer{}, err
	}
	p := newRecordForm{Child: child, Chosen: forms.Kind(post.Get("kind"))}
	if p.Review, err = w.latestMeeting(v, child.ID); err != nil {
		return answer{}, err
	}
	for _, g := range kindGroups {
		group := offeredGroup{Heading: g.heading}
		for _, kind := range g.kinds {
			if kind == forms.PRPMKind && p.Review != nil {
				continue
			}
			group.Kinds = append(group.Kinds, offeredKind{"kind-" + string(kind), forms.Define(kind).Title, kindWords[kind].For, kind})
		}
		p.Groups = append(p.Groups, group)
	}
	p.Groups[0].Kinds[0].ID = "kind" // so that a link to the question leads to its first answer
	if p.Together, err = w.offerTogether(v, child, post["with"], post.Get("case_number")); err != nil {
		return answer{}, err
	}
	for _, e := range errs {
		if e.Link == "#kind" {
			p.Errors = append(p.Errors, e)
			continue
		}
		p.Together.Errors = append(p.Together.Errors, remark{p.Together.link(), e.Says})
	}
	p.All = append(p.Errors, p.Together.Errors...)
	status := http.StatusOK
	if len(p.All) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return answer{status: status, page: "record-new.html", title: "Start a form", nav: "/children", problem: len(p.All) > 0, data: p}, nil
}

// latestMeeting returns the planning meeting about the child that was signed last, nil if there is none.
func (w *Web) latestMeeting(v *visit, childID string) (*records.Record, error) {
	found, _, err := w.Records.Records(v.Context(), v.actor(), records.Filter{ChildID: childID, Limit: 200})
	if err != nil {
		return nil, err
	}
	var latest *records.Record
	for i := range found {
		if r := &found[i]; !isOpen(*r) && reviewable(r.Kind) && (latest == nil || r.SignedAt.After(latest.SignedAt)) {
			latest = r
		}
	}
	return latest, nil
}

// newRecord starts an empty form of the chosen kind, and one for each brother or sister whom the meeting is about too.
func (w *Web) newRecord(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	if asksAgain(post) {
		return w.offerKinds(v, post)
	}
	kind := forms.Kind(post.Get("kind"))
	if !slices.ContainsFunc(kindGroups, func(g kindGroup) bool { return slices.Contains(g.kinds, kind) }) {
		return w.offerKinds(v, post, remark{"#kind", "Choose which form to start"})
	}
	form, err := forms.New(kind)
	if err != nil {
		return answer{}, err
	}
	rec, _, err := w.Records.Create(v.Context(), v.actor(), v.param("child"), form, post["with"]...)
	if says, ok := w.notTogether(kind, err); ok {
		return w.offerKinds(v, post, remark{"#with", says})
	}
	if err != nil {
		return answer{}, err
	}
	return seeOther(recordAddress(rec.ID))
}
