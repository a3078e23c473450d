package records

import (
	"slices"

	"minutebook/internal/auth"
)

// step is something that a person may or may not do with children's records.
type step string

const (
	readCase   step = "read"
	changeCase step = "change"
	signCase   step = "sign"
)

// allowed is the whole of authorisation until teams and allocations exist. A role that is not here may do nothing.
var allowed = map[auth.Role][]step{
	auth.Chair:        {readCase, changeCase, signCase},
	auth.SocialWorker: {readCase, changeCase},
}

// authorise returns nil if the person may take the step. Somebody who may not read a case must not learn that it exists:
// their reads end in ErrNotFound, everything else in ErrForbidden, before anything is looked up.
func authorise(by Actor, wanted step) error {
	if !by.Disabled && by.ID != "" && slices.Contains(allowed[by.Role], wanted) {
		return nil
	}
	if wanted == readCase {
		return ErrNotFound
	}
	return ErrForbidden
}
