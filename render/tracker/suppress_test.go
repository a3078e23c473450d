package tracker

import (
	"testing"

	"minutebook/forms"
)

// TestProtect is what is shown in typical tables; the last row of each is the total of the others.
func TestProtect(t *testing.T) {
	t.Parallel()
	for _, e := range []struct {
		name   string
		values []int
		want   []mark
	}{
		{"nothing small", []int{7, 9, 16}, []mark{shown, shown, shown}},
		{"one small: the next larger goes too", []int{3, 9, 12, 24}, []mark{few, withheld, shown, shown}},
		{"two small that add up to little", []int{1, 1, 9, 11}, []mark{few, few, withheld, shown}},
		{"two small that add up to all they can be", []int{4, 4, 30, 38}, []mark{few, few, withheld, shown}},
		{"three small that could be anything", []int{2, 2, 2, 50, 56}, []mark{few, few, few, shown, shown}},
		{"only two parts", []int{3, 40, 43}, []mark{few, withheld, shown}},
		{"nought is small, and the total leaves no room for 4", []int{0, 8, 8}, []mark{few, withheld, withheld}},
		{"all small", []int{1, 2, 3}, []mark{few, few, few}},
	} {
		marks := make([]mark, len(e.values))
		total := len(e.values) - 1
		s := sum{total, nil}
		for i := range total {
			s.parts = append(s.parts, i)
		}
		protect(e.values, marks, []sum{s})
		for i := range marks {
			if marks[i] != e.want[i] {
				t.Errorf("%s: %v is shown as %v, want %v", e.name, e.values, marks, e.want)
				break
			}
		}
	}
}

// TestProtectHolds tries every small table of three parts, and all that a reader could think of it: each number under five has
// to remain possible as 0 and as 4.
func TestProtectHolds(t *testing.T) {
	t.Parallel()
	const most = 12
	for a := range most {
		for b := range most {
			for c := range most {
				values := []int{a, b, c, a + b + c}
				marks := make([]mark, 4)
				protect(values, marks, []sum{{3, []int{0, 1, 2}}})
				for i, v := range values {
					if v >= least {
						continue
					}
					for _, guess := range []int{0, least - 1} {
						if !possible(values, marks, i, guess) {
							t.Fatalf("%v is shown as %v: number %d cannot be %d", values, marks, i, guess)
						}
					}
				}
			}
		}
	}
}

// possible reports whether a table that looks the same can hold guess at one place.
func possible(values []int, marks []mark, at, guess int) bool {
	const most = 40
	fits := func(i, v int) bool {
		low, high := bounds(values[i], marks[i])
		return v >= low && v <= high && (i != at || v == guess)
	}
	for a := range most {
		for b := range most {
			if !fits(0, a) || !fits(1, b) {
				continue
			}
			for c := range most {
				if fits(2, c) && fits(3, a+b+c) {
					return true
				}
			}
		}
	}
	return false
}

// TestPartOfAWhole: the rest, which no row shows, may not be small and known either.
func TestPartOfAWhole(t *testing.T) {
	t.Parallel()
	list := []measure{{key: "all"}, {key: "most", within: []string{"all"}}, {key: "some", within: []string{"all"}}, {key: "one", within: []string{"some"}}}
	counts := newTally(forms.Date{Year: 2026, Month: 11, Day: 20})
	counts.counts = map[string]int{"all": 60, "most": 58, "some": 30, "one": 12}
	marks, _ := protected(list, counts)
	if want := [...]mark{shown, withheld, shown, shown}; [4]mark(marks) != want {
		t.Errorf("got %v, want %v", marks, want)
	}
}

// TestYear: one small month among larger ones is not the year less the others.
func TestYear(t *testing.T) {
	t.Parallel()
	counts := newTally(forms.Date{Year: 2026, Month: 11, Day: 20})
	for i := range counts.months {
		counts.months[i].events[adopted] = 10 + i
	}
	counts.months[5].events[adopted] = 2
	counts.counts[year(adopted)] = 11 + 12 + 13 + 14 + 2 + 16 + 17 + 18 + 19 + 20 + 21 + 22
	_, months := protected([]measure{{key: year(adopted)}}, counts)
	for i, m := range months[adopted] {
		if want := map[int]mark{5: few, 1: withheld}[i]; m != want {
			t.Errorf("month %d is shown as %v, want %v", i, m, want)
		}
	}
}
