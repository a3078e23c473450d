package web

import (
	"testing"
	"time"

	"minutebook/forms"
)

// However many events fall together, no dot touches another, all lie in the picture, and they are numbered in order of time.
func TestTimeline(t *testing.T) {
	t.Parallel()
	child := forms.Child{}
	if timelineOf(child, nil) != nil {
		t.Error("nothing makes a picture")
	}
	start := forms.Date{Year: 2024, Month: time.November, Day: 3}
	for i := range 40 {
		child.Events = append(child.Events, forms.Event{Kind: "cla_review", Date: start.AddDays(i * i % 90), Done: i%2 == 0})
	}
	child.Events = append(child.Events, forms.Event{Kind: "left_care", Date: start.AddDays(900)})
	line := timelineOf(child, nil)
	for i, p := range line.Points {
		if p.Number != i+1 || p.X < dotSpace/2 || p.X > timelineWidth-dotSpace/2 || p.Y > line.Height-dotSpace/2 {
			t.Errorf("point %d is %+v", i, p)
		}
		for _, q := range line.Points[:i] {
			if q.Day.After(p.Day) || q.Y == p.Y && p.X-q.X < dotSpace {
				t.Errorf("%+v and %+v", q, p)
			}
		}
	}
	if len(line.Years) != 3 || line.Years[0].Year != 2025 {
		t.Errorf("years are %+v", line.Years)
	}
}
