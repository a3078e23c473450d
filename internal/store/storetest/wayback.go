package storetest

import (
	"bytes"
	"io"
	"iter"
	"testing"

	"github.com/xuri/excelize/v2"

	"minutebook/forms"
	"minutebook/internal/records"
)

// planBinder writes a workbook with the plan of each child. Between is called after cells were judged.
type planBinder struct {
	Binder
	between func()
}

func planBook(pack, key, plan string) ([]byte, error) {
	f := excelize.NewFile()
	for _, c := range [][3]string{
		{"Cover", "A1", "Pack"}, {"Cover", "B1", pack}, {"Cover", "A2", "Authority"}, {"Cover", "B2", "Example County Council"},
		{"Cover", "A3", "Format"}, {"Cover", "B3", "1"},
		{"Children", "A1", "Key"}, {"Children", "B1", "Plan"}, {"Children", "A2", key}, {"Children", "B2", plan},
	} {
		if _, err := f.NewSheet(c[0]); err != nil { // one that is there already stays
			return nil, err
		}
		if err := f.SetCellValue(c[0], c[1], c[2]); err != nil {
			return nil, err
		}
	}
	open, err := f.NewStyle(&excelize.Style{Protection: &excelize.Protection{Locked: false}})
	if err != nil {
		return nil, err
	}
	if err := f.SetCellStyle("Children", "B2", "B2", open); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = f.Write(&out)
	return out.Bytes(), err
}

func (b *planBinder) Bind(w io.Writer, p records.Pack, cases iter.Seq2[records.Case, error]) error {
	for c, err := range cases {
		if err != nil {
			return err
		}
		book, err := planBook(p.ID, c.Child.ID, c.Child.Plan.Code)
		if err != nil {
			return err
		}
		if _, err := w.Write(book); err != nil {
			return err
		}
	}
	return nil
}

func (*planBinder) Keyed(records.Pack) ([]string, error) { return []string{"Children"}, nil }

func (b *planBinder) Cells(_ records.Pack, cases iter.Seq2[records.Case, error]) (cells []records.PackCell, err error) {
	for c, err := range cases {
		if err != nil {
			return nil, err
		}
		cells = append(cells, records.PackCell{
			Sheet: "Children", Key: c.Child.ID, Title: "Plan", Of: "child", Name: "plan", ChildID: c.Child.ID, Value: c.Child.Plan.Code,
		})
	}
	b.between()
	return cells, nil
}

func (*planBinder) PlanCode(words string) (string, bool) { return words, true }

// A changed pack does not undo what somebody else does while it is taken in.
func wayBackAtOnce(t *testing.T, b *Bundle) {
	ctx := t.Context()
	binder := &planBinder{between: func() {}}
	config := b.Config()
	config.Binder = binder
	s := records.New(config)
	child, err := s.AddChild(ctx, b.Chair, forms.Child{Name: "Mia Fictional", CaseNumber: "W-1", Plan: &forms.CarePlan{Code: "LTF"}})
	ok(t, err)
	p, err := s.StreamPack(ctx, b.Chair, records.PackOrder{}, func(records.Pack) io.Writer { return io.Discard })
	ok(t, err)
	book, err := planBook(p.ID, child.ID, "ADO")
	ok(t, err)
	sent, err := s.UploadBack(ctx, b.Chair, records.ImportFile{Name: "pack.xlsx", Data: book})
	ok(t, err)
	plan, err := s.PlanBack(ctx, b.Chair, sent.ID)
	ok(t, err)
	if plan.Count(records.WayAccepted) != 1 {
		t.Fatalf("the cells are %+v", plan.Cells)
	}
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'pack.compare'")
	binder.between = func() {
		child.Plan = &forms.CarePlan{Code: "SGO"}
		ok(t, s.UpdateChild(ctx, b.Worker, child))
	}
	ok(t, b.Allocate(ctx, b.Admin, records.Allocation{ChildID: child.ID, People: []string{b.Worker.ID}}, ""))
	_, err = s.ApplyBack(ctx, b.Chair, sent.ID, plan.Mark)
	wantIs(t, err, records.ErrPlanChanged)
	binder.between = func() {}
	if now, err := s.Child(ctx, b.Chair, child.ID); err != nil || now.Plan.Code != "SGO" {
		t.Errorf("the plan is %+v, %v", now.Plan, err)
	}
	if plan, err = s.PlanBack(ctx, b.Chair, sent.ID); err != nil || plan.Count(records.WayConflict) != 1 {
		t.Errorf("looked at again: %+v, %v", plan, err)
	}
}
