package records

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"minutebook/forms"
)

// newVersion returns the record's version with the canonical bytes of its form.
func newVersion(r Record) (Version, error) {
	body, err := json.Marshal(r.Form)
	if err != nil {
		return Version{}, fmt.Errorf("write the form as JSON: %w", err)
	}
	sum := sha256.Sum256(body)
	v := Version{
		RecordID: r.ID, Number: r.Version, Body: body, SHA256: hex.EncodeToString(sum[:]), At: r.UpdatedAt, Author: r.UpdatedBy,
	}
	v.head(r.Form)
	return v, nil
}

// formOf reads a stored version's form back, and makes sure that it is what was stored.
func formOf(kind forms.Kind, v Version) (forms.Form, error) {
	sum := sha256.Sum256(v.Body)
	if hex.EncodeToString(sum[:]) != v.SHA256 {
		return nil, fmt.Errorf("version %d of record %s is not what was stored: its checksum differs", v.Number, v.RecordID)
	}
	form, problems := forms.Decode(kind, v.Body)
	if problems.Has(forms.Error) {
		return nil, fmt.Errorf("version %d of record %s cannot be read: %s at %q", v.Number, v.RecordID, problems[0].Code, problems[0].Pointer)
	}
	return form, nil
}

// withForm returns the record with the form of its latest version.
func withForm(ctx context.Context, r Reader, rec Record) (Record, Version, error) {
	v, err := r.Version(ctx, rec.ID, rec.Version)
	if err != nil {
		return Record{}, Version{}, err
	}
	rec.Form, err = formOf(rec.Kind, v)
	return rec, v, err
}

// copyForm returns a form of its own with the texts as they will be stored, and what keeps it from being stored. Numbers
// are given to the copy: they count only once they are stored, and the caller may have to show the form again.
func copyForm(form forms.Form) (forms.Form, forms.Problems, error) {
	if form == nil {
		return nil, nil, errors.New("there is no form")
	}
	body, err := json.Marshal(form)
	if err != nil {
		return nil, nil, fmt.Errorf("write the form as JSON: %w", err)
	}
	own, problems := forms.Decode(form.Kind(), body)
	if own == nil {
		return nil, nil, fmt.Errorf("there is no form called %q", form.Kind())
	}
	return own, problems.At(forms.Error), nil
}

// number gives the child's next numbers to new actions. Numbers that were never given to the child are added to what is
// wrong with the form, and so is the second use of a number; with anything wrong the answer is *InvalidError. Every
// number in an earlier version was given to the child, so those need no look of their own.
func number(ctx context.Context, w Writer, childID string, form forms.Form, invalid forms.Problems) error {
	next, err := w.NextAction(ctx, childID)
	if err != nil {
		return err
	}
	invalid = append(invalid, misnumbered(form, next)...)
	if len(invalid) > 0 {
		return &InvalidError{invalid}
	}
	after := forms.NumberActions(form, next)
	if after == next {
		return nil
	}
	return w.SetNextAction(ctx, childID, after)
}

// misnumbered reports the actions whose number the child does not have, or that share one.
func misnumbered(form forms.Form, next int) forms.Problems {
	var problems forms.Problems
	seen := map[forms.ActionNumber]bool{}
	for _, row := range forms.NumberedRows(form) {
		code := ""
		switch {
		case int(row.Number) >= next:
			code = "unknown_action_number"
		case seen[row.Number]:
			code = "repeated_action_number"
		}
		if code != "" {
			problems = append(problems, forms.Problem{
				Pointer: row.Pointer, Code: code, Level: forms.Error, Args: map[string]any{"number": row.Number.String()},
			})
		}
		seen[row.Number] = true
	}
	return problems
}
