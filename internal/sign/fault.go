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

// guidance says what a state means for the whole file and what to do, after the sentence about the signature.
var guidance = map[State]string{
	Untrusted:  "Nothing shows that the file was changed, but do not rely on it before you know who signed it.",
	Extended:   "Ask the sender for the file as it was signed.",
	Resaved:    "The content may be right, but nothing proves it any more: ask for the original file, and pass it on without saving it in another program.",
	Truncated:  "It was probably not copied or downloaded completely: fetch it again.",
	Altered:    "Do not use it; ask for the original file.",
	Unreadable: "Ask for the original file.",
}

// severity orders the states, the worst last.
var severity = []State{Valid, Untrusted, Unsigned, Extended, Resaved, Truncated, Altered, Unreadable}
