package casefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"minutebook/forms"
)

// This file turns a permanence report of the exchange format, which is nested as the regulations are, into a form of ours,
// which is flat. What has the same name and shape on both sides is taken as it is, so that a question of the file that we do
// not know comes out as a problem and not as nothing.

// report is one of the file's permanence reports.
type report struct {
	ChildID    string     `json:"child_id"`
	Status     string     `json:"status"`
	ReportDate forms.Date `json:"report_date"`
	Body       object     `json:"-"`
}

// object is a JSON object whose values are taken apart as they are needed. A null is as good as no member.
type object map[string]any

// UnmarshalJSON keeps the whole report beside what is known of it.
func (r *report) UnmarshalJSON(data []byte) error {
	type known report
	if err := json.Unmarshal(data, (*known)(r)); err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	return dec.Decode(&r.Body)
}

// in returns the object at a path of names, empty if there is none.
func (o object) in(names ...string) object {
	for _, name := range names {
		inner, ok := o[name].(map[string]any)
		if !ok {
			return object{}
		}
		o = inner
	}
	return o
}

// rows returns a list of objects as objects.
func (o object) rows(name string) []object {
	list, ok := o[name].([]any)
	if !ok {
		return nil
	}
	var rows []object
	for _, v := range list {
		if row, ok := v.(map[string]any); ok {
			rows = append(rows, row)
		}
	}
	return rows
}

// single turns a list of plain values into rows of one column.
func (o object) single(name, column string) []object {
	list, ok := o[name].([]any)
	if !ok {
		return nil
	}
	rows := make([]object, len(list))
	for i, v := range list {
		rows[i] = object{column: v}
	}
	return rows
}

func (o object) text(name string) string {
	s, ok := o[name].(string)
	if !ok {
		return ""
	}
	return s
}

// rename gives members other names; what the object does not have is passed over.
func (o object) rename(names ...string) object {
	for i := 0; i+1 < len(names); i += 2 {
		if v, ok := o[names[i]]; ok {
			delete(o, names[i])
			o[names[i+1]] = v
		}
	}
	return o
}

// reports fills in the reports of the file, each with its health form if the file has particulars for one. The social worker
// signs a report, the medical adviser its health form.
func (f *file) reports(c *Case) ([]Filled, error) {
	var all []Filled
	for _, r := range f.Reports {
		child, err := c.child(r.ChildID)
		if err != nil {
			return nil, fmt.Errorf("permanence report: %w", err)
		}
		papers := []struct {
			id, role, title string
			kind            forms.Kind
			values          object
		}{
			{"cpr-" + r.ChildID, "child_social_worker", "Social worker", forms.CPRKind, r.values()},
			{"cpr-health-" + r.ChildID, "medical_adviser", "Medical adviser", forms.HealthKind, r.health()},
		}
		for _, p := range papers {
			if p.values == nil {
				continue
			}
			data, err := json.Marshal(p.values)
			if err != nil {
				return nil, fmt.Errorf("%s: putting its values together: %w", p.id, err)
			}
			out := Filled{ID: p.id, Child: child, Signer: f.person(p.role), SignerRole: p.title}
			out.Form, out.Problems = forms.Decode(p.kind, data)
			if r.Status != "complete" {
				out.Problems = append(out.Problems, forms.Problem{Code: "report_unfinished", Level: forms.Blocker, Args: map[string]any{"status": r.Status}})
			}
			all = append(all, out)
		}
	}
	return all, nil
}

// person is the name of the first person with a role, "" if the file has none.
func (f *file) person(role string) string {
	for _, p := range f.People {
		if p.Role == role {
			return p.Name
		}
	}
	return ""
}

// values is the report as our form has it.
func (r *report) values() object {
	out := object{"report_date": r.ReportDate}
	for _, same := range []object{r.Body.in("regulation_17"), r.child(), r.history(), r.Body.in("annex_b_section_c_recommendations")} {
		for k, v := range same {
			out[k] = v
		}
	}
	for k, v := range r.family() {
		out[k] = v
	}
	for k, v := range r.practice() {
		out[k] = v
	}
	return out
}

// child is Part 1 of the Schedule.
func (r *report) child() object {
	o := r.Body.in("schedule_1_part_1")
	languages := o.single("languages", "language")
	portrait(o)
	o.rename("name", "child_name")
	o["languages"] = languages
	for _, row := range o.rows("current_contact") {
		if row.text("supervised") == "-" { // the file's dash for a question that does not arise
			row["supervised"] = nil
		}
	}
	return o
}

// portrait takes a photograph apart: the file only names where the picture is.
func portrait(o object) {
	photo := o.in("photograph")
	delete(o, "photograph")
	if v, ok := photo["file"]; ok && v != nil {
		o["photograph_reference"] = v
	}
	if v, ok := photo["date_taken"]; ok {
		o["photograph_date"] = v
	}
}

// family is the people of Part 3.
func (r *report) family() object {
	part := r.Body.in("schedule_1_part_3")
	parents, siblings := part.rows("parents"), part.rows("siblings")
	for _, p := range parents {
		portrait(p)
		if list := p.single("languages", "language"); list != nil {
			var names []string
			for _, l := range list {
				names = append(names, l.text("language"))
			}
			p["languages"] = strings.Join(names, ", ")
		}
	}
	var orders []object
	for _, s := range siblings {
		portrait(s)
		for _, order := range s.rows("orders") {
			order["name"] = s["name"]
			orders = append(orders, order)
		}
		delete(s, "orders")
		switch s.text("looked_after") {
		case "yes":
			s["looked_after"] = "looked_after"
		case "no":
			s["looked_after"] = "neither"
		}
	}
	return object{"parents": parents, "siblings": siblings, "sibling_orders": orders, "other_relatives": part["other_relatives"]}
}

// history is the family’s history of Part 3.
func (r *report) history() object {
	o := r.Body.in("schedule_1_part_3", "family_history")
	tree := o.in("family_tree")
	delete(o, "family_tree")
	if v, ok := tree["file"]; ok {
		o["family_tree_reference"] = v
	}
	return o
}
