package papers

import (
	"fmt"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/render"
)

// TaskDates works out by when the tasks of a child's adoption task list are due under a policy, as on a day.
type TaskDates func(policy string, child forms.Child, asOf forms.Date) ([]forms.TaskDue, error)

// dated gives a task list its due dates, and a planning meeting what was overdue on its day. Both are worked out from what
// was known of the child when the version was signed, so that the same version always gives the same paper.
func (p *Press) dated(paper *render.Paper, o records.Order) (err error) {
	if list, ok := paper.Form.(*forms.AdoptionTasks); ok && p.Due != nil {
		if paper.Due, err = p.Due(o.Record.Policy, o.Child, list.AsOf); err != nil {
			return fmt.Errorf("working out the due dates of the task list: %w", err)
		}
	}
	if meeting, ok := paper.Form.(interface{ Held() forms.Date }); ok && forms.Reviewed(paper.Form) && p.Overdue != nil {
		if paper.Overdue, err = p.Overdue(o.Record.Policy, o.Child, o.Meetings, meeting.Held()); err != nil {
			return fmt.Errorf("working out what was overdue: %w", err)
		}
	}
	return nil
}
