package web

import "time"

// idle tells the page when its session ends, so that a script can warn two minutes before.
type idle struct {
	Seconds  int // without a request
	Deadline int // at most
}

func (v *visit) idle() *idle {
	sessions := v.web.Sessions
	left := time.Until(sessions.Deadline(v.Context()))
	return &idle{Seconds: int(sessions.IdleTimeout.Seconds()), Deadline: max(0, int(left.Seconds()))}
}
