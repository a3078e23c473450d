package forms

// AdoptionTasksKind is the adoption planning task list (001-L07).
const AdoptionTasksKind Kind = "adoption-tasks"

// AdoptionTasks is the adoption planning task list of one child: 33 tasks in the order of the source, in six phases that
// are ours. The form says how each task stands; when it is due follows from the child's clocks and is worked out elsewhere
// (see TaskDue).
type AdoptionTasks struct {
	Subject         `section:"child" heading:"The child" source:"001-L07"`
	TaskListDay     `section:"list" heading:"The list" source:"own"`
	TasksBefore     `section:"before_issue" heading:"Before proceedings" source:"001-L07 L1475"`
	TasksOpening    `section:"opening" heading:"First weeks of proceedings" source:"001-L07 L1510"`
	TasksDeciding   `section:"deciding" heading:"Towards the decision" source:"001-L07 L1557"`
	TasksLinking    `section:"linking" heading:"Finding a family" source:"001-L07 L1613"`
	TasksMatching   `section:"matching" heading:"Match and introductions" source:"001-L07 L1656"`
	TasksSupporting `section:"supporting" heading:"Placement and adoption order" source:"001-L07 L1730"`
}

// TaskListDay says of which day the list is.
type TaskListDay struct {
	AsOf Date `json:"as_of" label:"Day on which the list was brought up to date" signoff:"required" source:"own"`
}

// TaskStatus says how far a task, or one person's part in it, has come. Nothing said means not started.
type TaskStatus string

// The states of a task.
const (
	NotStarted    TaskStatus = "not_started"
	InProgress    TaskStatus = "in_progress"
	Done          TaskStatus = "done"
	NotApplicable TaskStatus = "not_applicable"
)

// Options implements Choice.
func (TaskStatus) Options() []Option {
	return []Option{
		{string(NotStarted), "Not started"}, {string(InProgress), "In progress"}, {string(Done), "Done"}, {string(NotApplicable), "Does not apply"},
	}
}

// TaskState is how a task stands as a whole.
type TaskState struct {
	Status    TaskStatus `json:"status" label:"Status of the task" source:"001-L07"`
	Completed Date       `json:"completed_date" label:"Task done on" source:"001-L07"`
	Note      string     `json:"note" label:"Note on the task" hint:"If it does not apply, why not" validate:"max=4000" ui:"long" source:"own"`
}

// Part is what one role has to do in a task, and how that stands. The label of the field names the role, its hint the duty.
type Part struct {
	Status TaskStatus `json:"status" label:"Status" source:"001-L07"`
	Owner  string     `json:"owner" label:"Name" hint:"Who does it" validate:"max=200" source:"own"`
	Done   Date       `json:"done_date" label:"Done on" source:"001-L07"`
	Note   string     `json:"note" label:"Note" validate:"max=4000" ui:"long" source:"own"`
}

// Kind implements Form.
func (*AdoptionTasks) Kind() Kind { return AdoptionTasksKind }

// Held is the day of which the list is.
func (f *AdoptionTasks) Held() Date { return f.AsOf }
