package casefile

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"minutebook/forms"
)

// practice is what the report says beyond the regulations.
func (r *report) practice() object {
	p := r.Body.in("practice_sections")
	out := object{}
	add := func(part object) { maps.Copy(out, part) }

	front := p.in("header")
	add(object{
		"agency": front["agency"], "adoption_review_date": front["date_of_review_that_made_adoption_preferred"],
		"cass_number": front["local_case_number"], "amendments": front.single("dates_of_any_amendments", "date"),
	})
	if author := p.in("author_qualification"); len(author) > 0 {
		author.rename("author", "name")
		author["role"] = "Social worker"
		add(object{"authors": []object{author}})
	}
	add(p.in("guardian_and_experts"))
	add(p.in("siblings").rename("assessment_date", "sibling_assessment_date", "author", "sibling_assessment_author",
		"decision", "together_or_apart", "reasons", "together_or_apart_reasons",
		"reasons_if_not_with_sibling_already_placed", "not_with_placed_sibling", "countersigned_by_service_manager", "sibling_countersigned"))
	add(object{"parents_informed": informed(p.in("parents_informed")), "parents_comments": p["parents_comments"], "signatures": p["signatures"]})

	legal := p.in("legal")
	holders := legal.single("who_has_pr", "person")
	legal.rename("legal_advisers_view", "legal_view", "threshold_grounds", "threshold")
	legal["who_has_pr"] = holders
	legal["consent"], legal["consent_details"] = consent(legal.text("consent")), legal["consent"]
	add(legal)
	add(p.in("placement_order").rename("application_date", "placement_order_application_date", "court", "placement_order_court",
		"order_date", "placement_order_date", "in_force", "placement_order_in_force", "revoked_date", "placement_order_revoked_date"))
	decision := p.in("adm_decision")
	papers := decision.single("documents", "document")
	delete(decision, "documents")
	add(decision.rename("route", "decision_route", "reasons", "decision_reasons", "discussions", "adm_discussions"))
	out["adm_documents"] = papers

	gaps := p.rows("missing_information")
	for _, gap := range gaps {
		gap["section"] = called(gap.text("section"))
	}
	out["missing_information"] = gaps
	return out
}

// informed turns the members mother_discussed, mother_written … into a row for each parent, the mother first.
func informed(o object) []object {
	var parents []string
	for name := range o {
		if parent, _, ok := cutLast(name, "_"); ok && !slices.Contains(parents, parent) {
			parents = append(parents, parent)
		}
	}
	slices.SortFunc(parents, func(a, b string) int {
		if (a == "mother") != (b == "mother") {
			return map[bool]int{true: -1, false: 1}[a == "mother"]
		}
		return strings.Compare(a, b)
	})
	rows := make([]object, len(parents))
	for i, parent := range parents {
		rows[i] = object{"parent": strings.ReplaceAll(parent, "_", " "), "discussed": o[parent+"_discussed"], "written": o[parent+"_written"]}
	}
	return rows
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// consent finds the choice that a free text means; the text itself is kept as well.
func consent(text string) any {
	switch lower := strings.ToLower(text); {
	case strings.HasPrefix(lower, "dispensed"):
		return forms.ConsentDispensed
	case strings.HasPrefix(lower, "advance"):
		return forms.ConsentAdvance
	case strings.HasPrefix(lower, "given"):
		return forms.ConsentGiven
	case strings.HasPrefix(lower, "not given"), strings.HasPrefix(lower, "refused"):
		return "not_given"
	}
	return nil
}

// called turns a path such as "schedule_1_part_1.nationality" into what the question is called on our form.
func called(path string) string {
	_, id, ok := cutLast(path, ".")
	if !ok {
		return path
	}
	if _, f, _ := forms.Define(forms.CPRKind).Field("/" + id); f != nil {
		return f.Label
	}
	return path
}

// health is what the file has of Parts 2 and 4 of the Schedule, as our health form has it; nil where it has neither. Its
// summary is the report’s.
func (r *report) health() object {
	child, family := r.Body.in("schedule_1_part_2"), r.Body.in("schedule_1_part_4")
	if len(child) == 0 && len(family) == 0 {
		return nil
	}
	out := object{}
	maps.Copy(out, family)
	maps.Copy(out, child.rename("name", "child_name"))
	measured(out, "weight_kg", "height_cm")
	for _, parent := range out.rows("parents") {
		measured(parent, "weight", "height")
	}
	summary := r.Body.in("regulation_17")
	out["summary"], out["summary_date"], out["medical_adviser_name"] = summary["medical_summary"], summary["medical_summary_date"], summary["medical_adviser_name"]
	out["cass_number"] = r.Body.in("practice_sections", "header")["local_case_number"]
	return out
}

// measured writes numbers as the texts that our form keeps, because a measure has as many decimals as were measured.
func measured(o object, names ...string) {
	for _, name := range names {
		if n, ok := o[name].(json.Number); ok {
			o[name] = n.String()
		}
	}
}
