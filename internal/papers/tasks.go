package papers

import (
	"fmt"

	"minutebook/forms"
	"minutebook/render"
)

// TaskDates works out by when the tasks of a child's adoption task list are due under a policy, as on a day.
type TaskDates func(policy string, child forms.Child, asOf forms.Date) ([]forms.TaskDue, error)

// dated gives a task list its due dates; other papers have none. They are worked out from what was known of the child when
// the list was completed, so that the same version always gives the same paper.
func (p *Press) dated(paper *render.Paper, policy string, child forms.Child) error {
	list, ok := paper.Form.(*forms.AdoptionTasks)
	if !ok || p.Due == nil {
		return nil
	}
	due, err := p.Due(policy, child, list.AsOf)
	if err != nil {
		return fmt.Errorf("working out the due dates of the task list: %w", err)
	}
	paper.Due = due
	return nil
}
