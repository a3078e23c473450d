package auth

import (
	"slices"
	"strings"
)

// Person is somebody who may sign in, or the service itself.
type Person struct {
	ID       string `json:"id"`
	Username string `json:"username"` // lower case
	Name     string `json:"name"`     // as printed in minutes
	Role     Role   `json:"role"`
	Disabled bool   `json:"disabled"`
}

// Team is a group of people who work with the same children.
type Team struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Role says what a person does. What each may do with children's records is in package records.
type Role string

// The roles.
const (
	SocialWorker       Role = "social-worker"
	TeamManager        Role = "team-manager"
	Chair              Role = "chair"
	IRO                Role = "iro"
	PanelAdministrator Role = "panel-administrator"
	PanelMember        Role = "panel-member"
	DecisionMaker      Role = "decision-maker" // head of service, agency decision maker
	Auditor            Role = "auditor"        // reads the log, no case content
	Administrator      Role = "administrator"  // people, teams and allocations, no case content
	System             Role = "system"         // the service's own jobs; never signs in
)

// Roles are those that a person may have, in the order in which a list offers them.
var Roles = []Role{
	SocialWorker, TeamManager, Chair, IRO, PanelAdministrator, PanelMember, DecisionMaker, Auditor, Administrator,
}

var roleLabels = map[Role]string{
	SocialWorker: "Social worker", TeamManager: "Team manager", Chair: "Chair", IRO: "Independent reviewing officer",
	PanelAdministrator: "Panel administrator", PanelMember: "Panel member", DecisionMaker: "Head of service or agency decision maker",
	Auditor: "Auditor", Administrator: "System administrator", System: "Minutebook",
}

// Label is how the role is written in papers and on screens.
func (r Role) Label() string {
	if label, known := roleLabels[r]; known {
		return label
	}
	return string(r)
}

// SeesCases reports whether the role gives access to children and their records at all.
func (r Role) SeesCases() bool { return r.signsIn() && r != Auditor && r != Administrator }

// Signs reports whether the role may sign minutes.
func (r Role) Signs() bool { return r == Chair }

func (r Role) signsIn() bool { return slices.Contains(Roles, r) }

func roleNames() string {
	names := make([]string, len(Roles))
	for i, r := range Roles {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}
