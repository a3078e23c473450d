package auth

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Mapping says what the groups or app roles that a provider names mean here.
type Mapping struct {
	// Roles in order of precedence: somebody in several groups gets the role of the first that is listed.
	Roles []struct {
		Group string `yaml:"group"`
		Role  Role   `yaml:"role"`
	} `yaml:"roles"`
	// Teams, by name; all that apply. Without any, teams are the administrator's business.
	Teams []struct {
		Group string `yaml:"group"`
		Team  string `yaml:"team"`
	} `yaml:"teams"`
}

// ReadMapping reads a mapping from YAML and tells every mistake in it.
func ReadMapping(text []byte) (Mapping, error) {
	var m Mapping
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&m); err != nil {
		return Mapping{}, fmt.Errorf("reading what groups mean: %w", err)
	}
	var wrong []error
	if len(m.Roles) == 0 {
		wrong = append(wrong, errors.New("no group has a role: nobody could sign in"))
	}
	for i, r := range m.Roles {
		if r.Group == "" || !r.Role.signsIn() {
			wrong = append(wrong, fmt.Errorf("roles, entry %d: it needs a group, and one of the roles %s", i+1, roleNames()))
		}
	}
	for i, t := range m.Teams {
		if t.Group == "" || t.Team == "" {
			wrong = append(wrong, fmt.Errorf("teams, entry %d: it needs a group and the name of a team", i+1))
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return Mapping{}, fmt.Errorf("reading what groups mean: %w", err)
	}
	return m, nil
}

// role returns what somebody in these groups is; false for nothing at all.
func (m Mapping) role(groups []string) (Role, bool) {
	for _, r := range m.Roles {
		if slices.Contains(groups, r.Group) {
			return r.Role, true
		}
	}
	return "", false
}

// teams returns the names of the teams of somebody in these groups.
func (m Mapping) teams(groups []string) (names []string) {
	for _, t := range m.Teams {
		if slices.Contains(groups, t.Group) {
			names = append(names, t.Team)
		}
	}
	return names
}
