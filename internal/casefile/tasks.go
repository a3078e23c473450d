package casefile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
)

// taskRow is one task of a task list in the file.
type taskRow struct {
	Task      string                `json:"task"`
	Status    string                `json:"status"`
	Completed forms.Date            `json:"completed_date"`
	Steps     map[string]forms.Date `json:"steps"`
	Note      string                `json:"note"`
	ByRole    map[string]struct {
		Done bool       `json:"done"`
		Date forms.Date `json:"date"`
	} `json:"by_role"`
}

// form makes the task list of a child out of the file's rows. A step or a role that our list does not know for a task is
// told in the task's note, so that nothing is lost.
func (l *taskList) form(child *forms.Child, asOf forms.Date) (*Filled, error) {
	values := map[string]any{"child_name": child.Name, "cass_number": child.CaseNumber, "as_of": asOf}
	definition := forms.Define(forms.AdoptionTasksKind)
	for _, row := range l.Tasks {
		known := func(id string) bool {
			_, f, _ := definition.Field("/" + row.Task + "/" + id)
			return f != nil && f.ID == id
		}
		task := map[string]any{"status": row.Status, "completed_date": row.Completed}
		var more []string
		for _, step := range sorted(row.Steps) {
			if known(step) {
				task[step] = row.Steps[step]
			} else if day := row.Steps[step]; !day.IsZero() {
				more = append(more, fmt.Sprintf("%s: %s.", words(step), day.Long()))
			}
		}
		for _, role := range sorted(row.ByRole) {
			part := row.ByRole[role]
			switch status := forms.NotStarted; {
			case known(role):
				if part.Done {
					status = forms.Done
				}
				task[role] = map[string]any{"status": status, "done_date": part.Date}
			case part.Done:
				more = append(more, strings.TrimSpace(fmt.Sprintf("%s: done %s", words(role), part.Date.Long()))+".")
			}
		}
		task["note"] = strings.Join(slices.DeleteFunc(append([]string{row.Note}, more...), func(s string) bool { return s == "" }), "\n")
		values[row.Task] = task
	}
	data, err := json.Marshal(values)
	if err != nil {
		return nil, fmt.Errorf("putting the task list of %s together: %w", l.ChildID, err)
	}
	out := &Filled{ID: "tasks-" + l.ChildID, Child: child}
	out.Form, out.Problems = forms.Decode(forms.AdoptionTasksKind, data)
	return out, nil
}

// words turns "fostering_social_worker" into "Fostering social worker".
func words(id string) string {
	text := strings.ReplaceAll(id, "_", " ")
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
