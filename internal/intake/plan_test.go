package intake

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
	"minutebook/internal/workbook"
)

func tables(t testing.TB, files map[string]string, order ...string) []Table {
	t.Helper()
	var all []Table
	for _, name := range order {
		data := []byte(files[name])
		book, err := workbook.Open(name, bytes.NewReader(data), int64(len(data)), workbook.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		found, notes, err := ReadTables(name, book, nil)
		if err != nil || len(notes) > 0 {
			t.Fatalf("%s: %v, %v", name, err, notes)
		}
		all = append(all, found...)
	}
	return all
}

func one(t testing.TB, csv string) []Table {
	t.Helper()
	return tables(t, map[string]string{"extract.csv": csv}, "extract.csv")
}

// told is a plan in words, a line for each change and problem.
func told(p *Plan) string {
	var b strings.Builder
	for i := range p.Rows {
		r := &p.Rows[i]
		if r.Verdict() == NothingToDo && r.Problems == nil {
			fmt.Fprintf(&b, "%d %s: nothing to do\n", r.Number, r.CaseNumber)
		}
		for _, c := range r.Changes {
			fmt.Fprintf(&b, "%d %s: %s\n", r.Number, r.CaseNumber, c)
		}
		for _, p := range r.Problems {
			kind := "REJECTED"
			if p.Warning {
				kind = "note"
			}
			fmt.Fprintf(&b, "%d %s: %s %s [%s] %s\n", r.Number, r.CaseNumber, kind, p.Code, p.Heading, p.Reason())
		}
	}
	return b.String()
}

// stored is the register after a plan was carried out.
func stored(t testing.TB, p *Plan, mode Mode, before ...forms.Child) *Register {
	t.Helper()
	done, err := p.Apply(mode)
	if err != nil {
		t.Fatal(err)
	}
	children := map[string]forms.Child{}
	allocated := map[string]Allocation{}
	for _, c := range before {
		children[c.CaseNumber] = c
	}
	for _, c := range done {
		children[c.Child.CaseNumber] = c.Child
		if c.Allocated != (Allocation{}) {
			allocated[c.Child.CaseNumber] = c.Allocated
		}
	}
	var list []forms.Child
	for _, c := range children {
		list = append(list, c)
	}
	return NewRegister(list, allocated)
}

var nobody = NewRegister(nil, nil)

const lcs = `Children looked after,,,,,,,,,,,,
"Report run 20/11/2026, LCS",,,,,,,,,,,,
Person ID,Forename,Surname,DoB,Gender,Legal Status,Legal Status Start Date,Placement Type,Placement Start,Placement Provider,CLA Start Date,Allocated Worker,Worker Username,Team,Mother's Name,Permanence Plan,Care Plan Date
TX-1001,Ada,Testlake,27/03/2019,F,C1 - Interim Care Order,03/03/2025,U6,4 March 2025,PR4,03-Mar-25,Sol Worker,s.worker,North,Mia Testlake,LTFOST18,01/09/2026
TX-1002,Ben,O'Testlake,2018-01-02,M,Section 20,03/03/25,Children’s home (K2),04/03/2025 00:00,PR1,03/03/2025,Sol Worker,s.worker,North,NULL,n/a,
`

// TestFlatExtract plans a flat extract of new children, stores it, and reads it again.
func TestFlatExtract(t *testing.T) {
	t.Parallel()
	plan := Make(one(t, lcs), nobody, today)
	const want = `4 TX-1001: Child: Ada Testlake
4 TX-1001: Date of birth: 27 March 2019
4 TX-1001: Event: Became looked after: 3 March 2025
4 TX-1001: Mother: Mia Testlake
4 TX-1001: Social worker: Sol Worker
4 TX-1001: Allocated to: Sol Worker (s.worker), North
4 TX-1001: Legal status: Interim care order (C1), from 3 March 2025
4 TX-1001: Placement: Foster placement with other carer, not long term (U6), from 4 March 2025
4 TX-1001: Plan for permanence: Long-term fostering, since 1 September 2026
5 TX-1002: Child: Ben O'Testlake
5 TX-1002: Date of birth: 2 January 2018
5 TX-1002: Event: Became looked after: 3 March 2025
5 TX-1002: Social worker: Sol Worker
5 TX-1002: Allocated to: Sol Worker (s.worker), North
5 TX-1002: Legal status: Accommodated under section 20, single period (V2), from 3 March 2025
5 TX-1002: Placement: Children’s home (K2), from 4 March 2025
`
	if diff := cmp.Diff(want, told(plan)); diff != "" {
		t.Error(diff)
	}
	children, err := plan.Apply(AllOrNothing)
	if err != nil || len(children) != 2 {
		t.Fatalf("%+v, %v", children, err)
	}
	day := func(y, m, d int) forms.Date { return forms.Date{Year: y, Month: time.Month(m), Day: d} }
	ada := forms.Child{
		Name: "Ada Testlake", CaseNumber: "TX-1001", DateOfBirth: day(2019, 3, 27),
		Placements:  []forms.Placement{{From: day(2025, 3, 4), Type: "U6", External: true}},
		LegalStatus: []forms.LegalPeriod{{Code: "C1", From: day(2025, 3, 3)}},
		Events:      []forms.Event{{Kind: "child_becomes_looked_after", Date: day(2025, 3, 3), Done: true}},
		People: []forms.Person{{Key: "mother", Role: "mother", Name: "Mia Testlake"},
			{Key: "social_worker", Role: "social worker", Name: "Sol Worker", Organisation: "North"}},
		Plan: &forms.CarePlan{Code: "LTF", Since: day(2026, 9, 1)},
	}
	if diff := cmp.Diff(Child{ada, true, true, Allocation{"s.worker", "Sol Worker", "North"}}, children[0]); diff != "" {
		t.Error(diff)
	}
	again := Make(one(t, lcs), stored(t, plan, AllOrNothing), today)
	if got := told(again); got != "4 TX-1001: nothing to do\n5 TX-1002: nothing to do\n" {
		t.Errorf("read again: %s", got)
	}
	if left, err := again.Apply(AllOrNothing); err != nil || left != nil {
		t.Errorf("%+v, %v", left, err)
	}

	// A month later the extract has moved on: what was open ends where the next thing begins.
	later := strings.NewReplacer("C1 - Interim Care Order,03/03/2025", "C2,01/10/2026", "U6,4 March 2025,PR4", "U4,02/10/2026,PR1", "Sol Worker,s.worker", "Wim Worker,w.worker",
		"Ben,O'Testlake", "Benjamin,O'TESTLAKE").Replace(lcs)
	const moved = `4 TX-1001: Social worker: Sol Worker, North → Wim Worker, North
4 TX-1001: Allocated to: Sol Worker (s.worker), North → Wim Worker (w.worker), North
4 TX-1001: Legal status: Interim care order (C1) from 3 March 2025, until: 1 October 2026
4 TX-1001: Legal status: Full care order (C2), from 1 October 2026
4 TX-1001: Placement: Foster placement with other carer, not long term (U6) from 4 March 2025, until: 2 October 2026
4 TX-1001: Placement: Foster placement with other carer, long term (U4), from 2 October 2026
5 TX-1002: Name: Ben O'Testlake → Benjamin O'TESTLAKE
5 TX-1002: Social worker: Sol Worker, North → Wim Worker, North
5 TX-1002: Allocated to: Sol Worker (s.worker), North → Wim Worker (w.worker), North
`
	next := Make(one(t, later), stored(t, plan, AllOrNothing), today)
	if diff := cmp.Diff(moved, told(next)); diff != "" {
		t.Error(diff)
	}
}

// TestSeveralTables plans what comes in a table for each sort of thing, as Mosaic exports it and as the SSDA903 return is.
func TestSeveralTables(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"persons.csv":          "Mosaic ID;Full Name;Date of Birth\n0042;Testlake, Ada;27/03/2019\n0043;Cal Testford;01/02/2016\n",
		"placements.csv":       "Mosaic ID;Type;Start Date;End Date\n0043;U4;01/06/2024;\n0043;K2;01/02/2024;01/06/2024\n0043;T1;05/08/2024;09/08/2024\n",
		"legal status.csv":     "Mosaic ID;Legal Status;Start;End\n0043;C1;01/02/2024;\n0043;C2;01/09/2024;\n",
		"events 2026.csv":      "Mosaic ID;Event;Date;Status\n0043;Placement Order;01/09/2024;Completed\n0043;Final hearing;1/12/2026;Booked\n0043;shobpa date;01/05/2024;\n",
		"relationships.csv":    "Mosaic ID;Relationship;Name;Telephone\n0043;Father;Fin Testford;07700 900123\n0043;Sibling;Sam Testford;\n0043;Sibling;Sue Testford;\n",
		"Episodes 2025-26.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE\n0042,03/03/2024,S,V2,N1,U6,PR1,10/05/2024,X1,\n0042,10/05/2024,L,C1,N1,U6,PR1,01/08/2024,X1,\n0042,01/08/2024,P,C1,N1,U5,PR4,20/12/2024,X1,CARPL\n0042,20/12/2024,T,C1,N1,A5,PR4,03/10/2025,X1,PLACE\n0042,03/10/2025,L,E1,N1,A5,PR4,01/11/2026,E12,\n",
	}
	order := []string{"placements.csv", "persons.csv", "legal status.csv", "events 2026.csv", "relationships.csv", "Episodes 2025-26.csv"}
	plan := Make(tables(t, files, order...), nobody, today)
	children, err := plan.Apply(AllOrNothing)
	if err != nil {
		t.Fatal(err, told(plan))
	}
	got := map[string][]string{}
	for _, c := range children {
		say := func(format string, args ...any) {
			got[c.Child.CaseNumber] = append(got[c.Child.CaseNumber], strings.TrimSpace(fmt.Sprintf(format, args...)))
		}
		say("%s %s", c.Child.Name, c.Child.DateOfBirth)
		for _, p := range c.Child.Placements {
			say("%s %s %s %v %s", p.Type, p.From, p.To, p.External, p.AddressSince)
		}
		for _, p := range c.Child.LegalStatus {
			say("%s %s %s", p.Code, p.From, p.To)
		}
		for _, e := range c.Child.Events {
			say("%s %s %v", e.Kind, e.Date, e.Done)
		}
		for _, p := range c.Child.People {
			say("%s: %s %s", p.Key, p.Name, p.Telephone)
		}
	}
	want := map[string][]string{
		"0042": {"Ada Testlake 2019-03-27", "U6 2024-03-03 2024-08-01 false", "U5 2024-08-01 2024-12-20 true", "A5 2024-12-20 2026-11-01 true 2024-08-01",
			"V2 2024-03-03 2024-05-10", "C1 2024-05-10 2025-10-03", "E1 2025-10-03 2026-11-01",
			"child_becomes_looked_after 2024-03-03 true", "adoption_order_granted 2026-11-01 true"},
		"0043": {"Cal Testford 2016-02-01", "K2 2024-02-01 2024-06-01 false", "U4 2024-06-01  false", "T1 2024-08-05 2024-08-09 false",
			"C1 2024-02-01 2024-09-01", "C2 2024-09-01",
			"placement_order_granted 2024-09-01 true", "final_hearing 2026-12-01 false", "shobpa_adm_decision 2024-05-01 true",
			"father: Fin Testford 07700 900123", "sibling: Sam Testford", "sibling_2: Sue Testford"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	again := Make(tables(t, files, order...), stored(t, plan, AllOrNothing), today)
	if again.Count(NothingToDo) != len(again.Rows) {
		t.Errorf("read again: %s", told(again))
	}
}

// TestEpisodesWithoutReasons reads why an episode began from what differs, and leaves open what the next one will end.
func TestEpisodesWithoutReasons(t *testing.T) {
	t.Parallel()
	rows := "id,name,dob,decom,ls,place,dec,rec\n1,Ada Test,1/1/2019,1/1/2025,C1,U6,1/2/2025,X1\n1,,,1/2/2025,C2,U6,1/3/2025,X1\n"
	first := Make(one(t, rows), nobody, today)
	second := Make(one(t, rows+"1,,,1/3/2025,C2,U4,,\n"), stored(t, first, AllOrNothing), today)
	children, err := second.Apply(AllOrNothing)
	check(t, err)
	want := []forms.Placement{{From: date("2025-01-01"), To: date("2025-03-01"), Type: "U6"}, {From: date("2025-03-01"), Type: "U4"}}
	if diff := cmp.Diff(want, children[0].Child.Placements); diff != "" {
		t.Error(diff)
	}
	if got := children[0].Child.LegalStatus; len(got) != 2 || !got[1].To.IsZero() {
		t.Errorf("%+v", got)
	}
}

// TestRejections has one row for each reason, beside a good one.
func TestRejections(t *testing.T) {
	t.Parallel()
	known := NewRegister([]forms.Child{
		{Name: "Kim Known", CaseNumber: "K1", DateOfBirth: date("2015-05-05"), Placements: []forms.Placement{{From: date("2024-01-01"), Type: "U6"}},
			Events: []forms.Event{{Kind: "child_becomes_looked_after", Date: date("2024-01-01"), Done: true}, {Kind: "final_hearing", Date: date("2026-11-01")}}},
	}, nil)
	for name, test := range map[string]struct{ csv, want string }{
		"no number":           {"id,name,dob\n,Ada Test,1/1/2019", "REJECTED case_number_missing [id]"},
		"long name":           {"id,name\n1," + strings.Repeat("x", 201), "REJECTED too_long [name]"},
		"month first":         {"id,name,dob\n1,Ada Test,1/13/2019", "REJECTED date_month_first [dob]"},
		"half a name":         {"id,forename,surname\n1,Ada,", "REJECTED half_a_name [surname]"},
		"of age":              {"id,name,dob\n1,Ada Test,20/11/2008", "REJECTED of_age [dob]"},
		"17 until tomorrow":   {"id,name,dob\n1,Ada Test,21/11/2008", ""},
		"born later":          {"id,name,dob\n1,Ada Test,21/11/2026", "REJECTED born_in_future [dob]"},
		"unknown":             {"id,legal status,legal status start\n1,C2,1/1/2020", "REJECTED child_unknown []"},
		"error":               {"id,name,dob\n1,Ada Test,#N/A", "note no_birth []"},
		"code":                {"id,name,dob,ls,legal start date\n1,Ada Test,1/1/2019,C9,1/1/2020", "REJECTED code_unknown [ls]"},
		"no start":            {"id,name,dob,ls,legal start date\n1,Ada Test,1/1/2019,C2,", "REJECTED start_missing [legal start date]"},
		"places only":         {"id,name,dob,decom,rne,place\n1,Ada Test,1/1/2019,1/1/2025,S,U6", ""},
		"no status":           {"id,name,dob,ls,legal start date\n1,Ada Test,1/1/2019,,1/1/2020", "REJECTED value_missing [ls]"},
		"backwards":           {"id,name,dob,ls,legal start date,legal end date\n1,Ada Test,1/1/2019,C2,1/1/2020,31/12/2019", "REJECTED ends_before_start [legal end date]"},
		"placement to come":   {"id,name,dob,place,placement start\n1,Ada Test,1/1/2019,U6,1/1/2027", "REJECTED in_future [placement start]"},
		"before birth":        {"id,name,dob,placement order date\n1,Ada Test,1/1/2019,31/12/2018", "REJECTED before_birth [placement order date]"},
		"in the pregnancy":    {"id,name,dob,lpm date\n1,Ada Test,1/1/2019,31/10/2018", ""},
		"before conception":   {"id,name,dob,lpm date\n1,Ada Test,1/1/2019,1/1/2018", "REJECTED before_birth [lpm date]"},
		"known born later":    {"id,placement order date\nK1,1/1/2015", "REJECTED before_birth [placement order date]"},
		"same day":            {"id,place,placement start\nK1,K2,1/1/2024", "REJECTED same_day [place]"},
		"same day, temporary": {"id,place,placement start\nK1,T1,1/1/2024", ""},
		"event":               {"id,event,event date\nK1,Birthday party,1/1/2024", "REJECTED event_unknown [event]"},
		"event without day":   {"id,event,event date\nK1,Final hearing,", "REJECTED event_date_missing [event date]"},
		"done in future":      {"id,event,event date,event status\nK1,Final hearing,1/1/2027,done", "REJECTED done_in_future [event date]"},
		"planned is done":     {"id,event,event date\nK1,Final hearing,1/11/2026", ""},
		"again":               {"id,lac start\nK1,1/1/2025", "note looked_after_again []"},
		"episode goes on":     {"id,name,dob,decom,rne,ls,place\n1,Ada Test,1/1/2019,1/1/2025,L,C2,U6", "note began_earlier []"},
		"goes on, known":      {"id,decom,rne,ls,place\nK1,1/1/2025,L,C2,U6", ""},
		"two birthdays":       {"id,name,dob\n1,Ada Test,1/1/2019\n1,Ada Test,2/1/2019", "REJECTED contradiction [dob]; REJECTED contradiction [dob]"},
		"two names":           {"id,name\n1,Ada Test\n1,Ada Testing\n2,Ben Test", "REJECTED contradiction [name]; REJECTED contradiction [name]; note no_birth []"},
		"twice":               {"id,name,dob\n1,Ada Test,1/1/2019\n1,ADA TEST,1/1/2019", ""},
		"twins":               {"id,name,dob\n1,Ada Test,1/1/2019\n2,Ada Test,1/1/2019", "note same_child []"},
		"known twin":          {"id,name,dob\n1,kim known,5/5/2015", "note same_child []"},
		"of a rejected child": {"id,name,dob,place,placement start\n1,Ada Test,soon,,\n1,,,U6,1/1/2020", "REJECTED date_format [dob]; REJECTED child_rejected []"},
		"born too late":       {"id,name,dob\nK1,Kim Known,2/1/2024", "REJECTED born_after [dob]"},
		"another child":       {"id,name,dob\nK1,Ada Test,1/1/2019", "REJECTED another_child [id]"},
		"renamed":             {"id,name,dob\nK1,Kim Married,5/5/2015", ""},
		"too many":            {"id,name,dob" + strings.Repeat("\nK1,Kim Known,5/5/2015", 2001), "REJECTED too_many_rows [id]"},
		"all at once":         {"id,name,dob,ls,legal start date,place,placement start\n1,Ada Test,1/1/2019,C9,1/1/2020,K9,31/2/2020", "REJECTED code_unknown [ls]; REJECTED code_unknown [place]; REJECTED date_impossible [placement start]"},
	} {
		plan := Make(one(t, test.csv), known, today)
		var got []string
		for _, r := range plan.Rows {
			for _, p := range r.Problems {
				if p.Reason() == "" || p.Remedy() == "" {
					t.Errorf("%s: code %s has no words", name, p.Code)
				}
			}
		}
		for _, line := range strings.Split(told(plan), "\n") {
			_, after, _ := strings.Cut(line, ": ")
			if strings.HasPrefix(after, "REJECTED") || strings.HasPrefix(after, "note") {
				got = append(got, after[:strings.Index(after, "]")+1])
			}
			if strings.Contains(line, "%!") || strings.Contains(line, "  ") {
				t.Errorf("%s: %s", name, line)
			}
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: %s", name, told(plan))
		}
	}
}

func TestModes(t *testing.T) {
	t.Parallel()
	plan := Make(one(t, "id,name,dob\n1,Ada Test,1/1/2019\n2,Ben Test,soon"), nobody, today)
	if _, err := plan.Apply(AllOrNothing); !errors.Is(err, ErrRejected) {
		t.Error(err)
	}
	if done, err := plan.Apply(RowByRow); err != nil || len(done) != 1 || done[0].Child.Name != "Ada Test" {
		t.Errorf("%+v, %v", done, err)
	}
}

// The children who were looked up are not changed by planning.
func TestKnownChildStays(t *testing.T) {
	t.Parallel()
	kim := func() forms.Child {
		return forms.Child{Name: "Kim Known", CaseNumber: "K1", DateOfBirth: date("2015-05-05"), Placements: []forms.Placement{{From: date("2024-01-01"), Type: "U6"}},
			Events: []forms.Event{{Kind: "final_hearing", Date: date("2026-11-01")}}, People: []forms.Person{{Key: "mother", Role: "mother", Name: "Mia Known"}}}
	}
	child := kim()
	plan := Make(one(t, "id,final hearing,mother,place,placement start\nK1,1/11/2026,Mia New,K2,1/1/2025"), NewRegister([]forms.Child{child}, nil), today)
	if plan.Count(Changing) != 1 {
		t.Error(told(plan))
	}
	if diff := cmp.Diff(kim(), child); diff != "" {
		t.Error(diff)
	}
}

func date(s string) forms.Date {
	d, err := forms.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}
