package web

import (
	"cmp"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
)

// auditPage is the audit as auditors search it.
type auditPage struct {
	Questions []question
	Asked     bool // something was searched for
	Lines     []records.AuditLine
	File      string // address of the same lines as CSV
	Older     string // address of the next page
	Errors    []remark
}

// auditQuestions is what can be searched for; the names stand in the address.
var auditQuestions = []question{
	{Name: "person", As: "text", Label: "Person", Hint: "Username, or a part of the name"},
	{Name: "case_number", As: "text", Label: "Case number"},
	{Name: "record", As: "text", Label: "Record", Hint: "Its id, as the address of its page has it"},
	{Name: "action", As: "text", Label: "What was done", Hint: "For example, record.sign"},
	{Name: "address", As: "text", Label: "Network address"},
	{Name: "from", As: "date", Label: "From"},
	{Name: "to", As: "date", Label: "Up to"},
}

// auditFilter reads what an address asks for. Days are the authority's.
func (w *Web) auditFilter(query url.Values) (records.AuditFilter, []question, []remark) {
	f := records.AuditFilter{
		Person: strings.TrimSpace(query.Get("person")), CaseNumber: strings.TrimSpace(query.Get("case_number")), RecordID: strings.TrimSpace(query.Get("record")),
		Action: strings.TrimSpace(query.Get("action")), Address: strings.TrimSpace(query.Get("address")), Limit: listRows,
	}
	s := &sheet{values: query}
	var asked []question
	var errs []remark
	for _, q := range auditQuestions {
		q.ID, q.Value = q.Name, query.Get(q.Name)
		if q.As == "date" {
			q.Parts = s.dateParts(q)
			day, err := w.dayIn(query, q.Name)
			if err != nil {
				says := q.Label + " must be a real date, with day, month and year"
				q.Errors, errs = []string{says}, append(errs, remark{"#" + q.Parts[0].ID, says})
			} else if !day.IsZero() && q.Name == "from" {
				f.From = day
			} else if !day.IsZero() {
				f.To = day.AddDate(0, 0, 1)
			}
		}
		asked = append(asked, q)
	}
	if before, err := strconv.ParseInt(query.Get("before"), 10, 64); err == nil {
		f.Before = before
	}
	return f, asked, errs
}

// dayIn is when a day that was typed begins; zero for none.
func (w *Web) dayIn(query url.Values, name string) (time.Time, error) {
	typed := forms.PostedDate(name, query)
	if typed == "" {
		return time.Time{}, nil
	}
	d, err := forms.ParseDate(typed)
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, w.Zone), err
}

func (w *Web) audit(v *visit) (answer, error) {
	query := v.URL.Query()
	f, questions, errs := w.auditFilter(query)
	p := auditPage{Questions: questions, Errors: errs, Asked: len(query) > 0}
	a := failedForm(answer{page: "audit.html", title: "Audit", nav: "/audit"}, errs)
	if len(errs) > 0 {
		a.data = p
		return a, nil
	}
	var err error
	if p.Lines, err = w.Records.SearchAudit(v.Context(), v.actor(), f); err != nil {
		return answer{}, err
	}
	query.Del("before")
	p.File = "/audit.csv?" + query.Encode()
	if len(p.Lines) == listRows {
		query.Set("before", strconv.FormatInt(p.Lines[len(p.Lines)-1].Seq, 10))
		p.Older = "/audit?" + query.Encode()
	}
	a.data = p
	return a, nil
}

// auditFile sends every line that was searched for, however many they are.
func (w *Web) auditFile(v *visit) (answer, error) {
	f, _, errs := w.auditFilter(v.URL.Query())
	if len(errs) > 0 {
		return answer{}, errBadRequest
	}
	return answer{stream: &stream{"audit.csv", "text/csv; charset=utf-8", func(to io.Writer) error {
		out, err := records.NewAuditCSV(to)
		if err != nil {
			return err
		}
		return errors.Join(w.Records.ExportAudit(v.Context(), v.actor(), f, out.Write), out.Flush())
	}}}, nil
}

type recordAuditPage struct {
	Address, Title string
	Lines          []records.AuditLine
}

// recordAudit tells a record's readers who saw it and did what.
func (w *Web) recordAudit(v *visit) (answer, error) {
	rec, err := w.Records.Summary(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	lines, err := w.Records.Audit(v.Context(), v.actor(), rec.ID)
	if err != nil {
		return answer{}, err
	}
	p := recordAuditPage{recordAddress(rec.ID), forms.Define(rec.Kind).Title, lines}
	return answer{page: "record-audit.html", title: "Who saw and did what", data: p}, nil
}

// actions are what audit lines tell, in words.
var actions = map[string]string{
	"child.add": "Added the child", "child.read": "Read what is known of the child", "child.update": "Changed what is known of the child",
	"child.allocate": "Changed who works with the child", "child.open": "Opened a case that they do not work with",
	"allocation.read": "Looked at who works with the child",
	"record.create":   "Started the record", "record.save": "Saved a version", "record.read": "Read the record",
	"record.type": "Began to type in the record", "record.untype": "Threw away what they had typed",
	"record.amend": "Began an amendment", "record.discard": "Discarded the amendment", "record.withdraw": "Withdrew what was signed",
	"record.complete": "Marked the record as complete", "record.sign": "Signed", "record.issue": "Made the papers",
	"agree.invite": "Sent a draft to be agreed", "agree.remind": "Reminded somebody to agree the draft", "agree.withdraw": "Withdrew an invitation to agree the draft",
	"agree.comment": "Commented on the draft", "agree.answer": "Said whether they agree the draft", "agree.settle": "Dealt with a comment on the draft",
	"sheet.release": "Released something to a parent", "document.read": "Opened a paper",
	"import.read": "Looked at what an extract would change", "import.apply": "Imported an extract",
	"pack.order": "Asked for a tracker pack", "pack.make": "Made a tracker pack", "pack.compare": "Compared a changed tracker pack", "pack.back": "Took in a changed tracker pack", "pack.remove": "Removed old tracker packs", "pack.read": "Took the file of a tracker pack",
	"audit.read": "Looked at who saw and did what", "audit.search": "Searched the audit", "audit.export": "Took lines of the audit as a file",
}

// did words an action; one without words stands for itself.
func did(action string) string { return cmp.Or(actions[action], action) }
