package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

// formKind names a kind of form.
type formKind struct {
	Kind  forms.Kind `json:"kind"`
	Title string     `json:"title"`
}

// definition is a form as screens need it.
type definition struct {
	formKind
	Sections []section `json:"sections"`
}

type section struct {
	ID      string     `json:"id"`
	Heading string     `json:"heading"`
	Source  string     `json:"source"`
	Fields  []Question `json:"fields"`
}

// Question is one question of a form, or a group of them.
type Question struct {
	ID       string          `json:"id"`
	Label    string          `json:"label"`
	Hint     string          `json:"hint,omitempty"`
	Row      string          `json:"row,omitempty"` // what one row of a list is called
	Type     forms.FieldType `json:"type"`
	Max      int             `json:"max,omitempty"` // characters, rows, or the largest number
	Required bool            `json:"required_to_sign"`
	Options  []forms.Option  `json:"options,omitempty"`
	Audience []string        `json:"audience,omitempty"` // who beside professionals may read it
	Shared   bool            `json:"shared,omitempty"`   // one meeting about several children says it once for all
	Source   string          `json:"source"`
	Fields   []Question      `json:"fields,omitempty"`
}

func questions(fields []forms.Field) []Question {
	all := make([]Question, len(fields))
	for i, f := range fields {
		all[i] = Question{f.ID, f.Label, f.Hint, f.Row, f.Type, f.Max, f.Required, f.Options, f.Audience, f.Shared, f.Source, questions(f.Fields)}
	}
	return all
}

func (a *api) listForms(c *call) error {
	var kinds []formKind
	for _, k := range forms.Kinds() {
		kinds = append(kinds, formKind{k, forms.Define(k).Title})
	}
	return c.reply(http.StatusOK, list[formKind]{kinds})
}

func (a *api) getForm(c *call) error {
	k, err := c.kind()
	if err != nil {
		return err
	}
	d := forms.Define(k)
	out := definition{formKind: formKind{k, d.Title}}
	for _, s := range d.Sections {
		out.Sections = append(out.Sections, section{s.ID, s.Heading, s.Source, questions(s.Fields)})
	}
	return c.reply(http.StatusOK, out)
}

func (a *api) getFormSchema(c *call) error {
	k, err := c.kind()
	if err != nil {
		return err
	}
	data, err := json.Marshal(forms.Schema(k))
	if err != nil {
		return fmt.Errorf("writing the schema: %w", err)
	}
	contentType := schemaType
	if acceptable(c.Request.Header, []string{schemaType}) != nil {
		contentType = jsonType
	}
	send(c.Context, http.StatusOK, contentType, data)
	return nil
}

// checkForm reports errors of shape first; only a form that can be stored is checked further, as everywhere.
func (a *api) checkForm(c *call) error {
	k, err := c.kind()
	if err != nil {
		return err
	}
	form, problems, err := c.anyForm(k)
	if err != nil {
		return err
	}
	if !problems.Has(forms.Error) {
		problems = forms.Check(form, nil)
	}
	return c.reply(http.StatusOK, checked{faults(c.words, k, problems)})
}

// kind returns the kind of form in the address.
func (c *call) kind() (forms.Kind, error) {
	k := forms.Kind(c.Param("kind"))
	if !slices.Contains(forms.Kinds(), k) {
		return "", records.ErrNotFound
	}
	return k, nil
}

func (a *api) describe(c *call) error {
	send(c.Context, http.StatusOK, jsonType, a.document)
	return nil
}
