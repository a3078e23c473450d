package render_test

import (
	"errors"
	"slices"
	"testing"

	"minutebook/forms"
	"minutebook/render"
)

func TestKey(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		key  render.Key
		want string
	}{
		{render.Key{Child: "c1"}, "c1"},
		{render.Key{Child: "c1", Record: "f8", Action: "12"}, "c1/f8/12"},
		{render.Key{Record: "m1"}, "/m1"},
		{render.Key{Child: "a/b", Record: "50%", Action: "é ="}, "a%2Fb/50%25/%C3%A9%20="},
	} {
		if got := k.key.String(); got != k.want {
			t.Errorf("%+v is written %q, want %q", k.key, got, k.want)
		}
		if back, err := render.ParseKey(k.want); err != nil || back != k.key {
			t.Errorf("%q is read as %+v (%v)", k.want, back, err)
		}
	}
	for _, bad := range []string{"", "a/b/c/d", "%zz"} {
		if k, err := render.ParseKey(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, k)
		}
	}
}

func FuzzKey(f *testing.F) {
	f.Add("c1", "f8", "12")
	f.Add("a/b", "", "%2F")
	f.Fuzz(func(t *testing.T, child, record, action string) {
		k := render.Key{Child: child, Record: record, Action: action}
		if k == (render.Key{}) {
			return
		}
		if back, err := render.ParseKey(k.String()); err != nil || back != k {
			t.Errorf("%+v came back as %+v (%v)", k, back, err)
		}
	})
}

func FuzzParseKey(f *testing.F) {
	f.Add("c1/f8/12")
	f.Fuzz(func(t *testing.T, s string) {
		k, err := render.ParseKey(s)
		if err != nil || k == (render.Key{}) {
			return
		}
		if back, err := render.ParseKey(k.String()); err != nil || back != k {
			t.Errorf("%q: %+v came back as %+v (%v)", s, k, back, err)
		}
	})
}

func TestEditable(t *testing.T) {
	t.Parallel()
	day := forms.Date{Year: 2026, Month: 3, Day: 2}
	broken := errors.New("the rows end here")
	book := render.Book{
		Sheets: []render.Sheet{{Name: "Children", Columns: []render.SheetColumn{
			{Key: "name", Title: "Child"},
			{Key: "matched", Title: "Match", Format: render.Day, Edits: &render.Edits{Of: render.OfEvent, Name: "adm_match_decision"}},
		}}},
		Rows: func(yield func(render.Row, error) bool) {
			_ = yield(render.Row{Key: render.Key{Child: "c1"}, Values: []render.Value{render.Text("A"), render.On(day)}}, nil) &&
				yield(render.Row{Key: render.Key{Child: "c2"}, Values: []render.Value{render.Text("B"), {}}}, nil) &&
				yield(render.Row{}, broken)
		},
	}
	var got []string
	var end error
	for c, err := range book.Editable() {
		if err != nil {
			end = err
			break
		}
		got = append(got, c.Sheet+" "+c.Field.Key.String()+" "+c.Column+" "+string(c.Field.Of)+" "+c.Field.Name+" "+c.Value.String())
	}
	want := []string{"Children c1 matched event adm_match_decision 2026-03-02", "Children c2 matched event adm_match_decision "}
	if !slices.Equal(got, want) || !errors.Is(end, broken) {
		t.Errorf("got %q and %v", got, end)
	}
}
