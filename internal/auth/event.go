package auth

import "time"

// Actor is the person behind a call and where the call came from.
type Actor struct {
	Person
	From string // network address, or what stands for it
}

// CommandLine is who runs a command on the machine of the service, in the role that the command needs.
func CommandLine(role Role) Actor {
	return Actor{Person: Person{ID: "command-line", Name: "Command line", Role: role}, From: "command line"}
}

// Event is one line of the log about people and how they sign in. A store writes it in the transaction of the change that
// it tells of.
type Event struct {
	At     time.Time
	By     Actor  // who did it; for a sign-in that was refused, whose account it was
	Action string // "person.sign-in", "token.make" …
	Detail string // whom it was done to and what; never a secret
}

// event makes a line of what by did just now.
func (s *Service) event(by Actor, action, detail string) Event {
	return Event{At: s.Now(), By: by, Action: action, Detail: detail}
}
