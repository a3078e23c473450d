package records

import (
	"context"
	"reflect"

	"minutebook/forms"
)

// begin fills a new form with what is known. Where it is empty it gets the child's name and number; a permanence report in
// which nothing stands yet begins with the child's latest signed planning meeting and the summary of the health form.
func begin(ctx context.Context, r Reader, form forms.Form, child forms.Child) (forms.Form, error) {
	if report, ok := form.(*forms.CPR); ok && reflect.ValueOf(report).Elem().IsZero() {
		sources, err := reportSources(ctx, unbounded(r), child.ID) // of the health form only its summary goes in
		if err != nil {
			return nil, err
		}
		return forms.PrefillCPR(&child, sources...)
	}
	if f, ok := form.(interface{ Prefill(forms.Child) }); ok {
		f.Prefill(child)
	}
	return form, nil
}

// reportSources returns the child's latest signed planning meeting and latest health form, those that there are.
func reportSources(ctx context.Context, r Reader, childID string) ([]forms.Form, error) {
	const pageSize = 200
	var meeting, health *Record
	for offset := 0; meeting == nil || health == nil; offset += pageSize {
		list, total, err := r.Records(ctx, Filter{ChildID: childID, Limit: pageSize, Offset: offset}) // the latest change first
		if err != nil {
			return nil, err
		}
		for i := range list {
			list[i] = list[i].AsSigned()
			rec := &list[i]
			switch done := rec.Status == Signed || rec.Status == Issued; {
			case meeting == nil && done && (rec.Kind == forms.PPMKind || rec.Kind == forms.PRPMKind):
				meeting = rec
			case health == nil && rec.Kind == forms.HealthKind:
				health = rec
			}
		}
		if offset+pageSize >= total {
			break
		}
	}
	var sources []forms.Form
	for _, rec := range []*Record{meeting, health} {
		if rec == nil {
			continue
		}
		full, _, err := withForm(ctx, r, *rec)
		if err != nil {
			return nil, err
		}
		sources = append(sources, full.Form)
	}
	return sources, nil
}
