// Package auth knows who somebody is: local accounts, their passwords and their sessions.
package auth

// Person is somebody who may sign in, or the service itself.
type Person struct {
	ID       string `json:"id"`
	Username string `json:"username"` // lower case
	Name     string `json:"name"`     // as printed in minutes
	Role     Role   `json:"role"`
	Disabled bool   `json:"disabled"`
}

// Role says what a person does. Until teams and allocations exist, a chair may do everything with records, a social
// worker everything but sign, and an administrator sees no case content.
type Role string

// The roles so far.
const (
	Chair         Role = "chair"
	SocialWorker  Role = "social-worker"
	Administrator Role = "administrator"
	System        Role = "system" // the service's own jobs; never signs in
)

// Label is how the role is written in papers and on screens.
func (r Role) Label() string {
	switch r {
	case Chair:
		return "Chair"
	case SocialWorker:
		return "Social worker"
	case Administrator:
		return "System administrator"
	}
	return "Minutebook"
}

// SeesCases reports whether the role gives access to children and their records at all.
func (r Role) SeesCases() bool { return r == Chair || r == SocialWorker }

// Signs reports whether the role may sign minutes.
func (r Role) Signs() bool { return r == Chair }

func (r Role) signsIn() bool { return r == Chair || r == SocialWorker || r == Administrator }
