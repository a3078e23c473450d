package sign

import (
	"errors"
	"fmt"
)

// fault is a finding that ends the examination of a signature or a file.
type fault struct {
	state  State
	detail string
}

func (f *fault) Error() string { return f.detail }

func faultf(state State, format string, args ...any) error {
	return &fault{state, fmt.Sprintf(format, args...)}
}

// stateOf returns the state that an error stands for; an error that is no fault means that the file could not be read.
func stateOf(err error) State {
	if f, ok := errors.AsType[*fault](err); ok {
		return f.state
	}
	return Unreadable
}
