package web

import (
	"net/url"
	"strings"

	"minutebook/forms"
)

// kept is an input that a page carries on, so that something typed is not lost: when the store fails, when a session has
// ended, when somebody else saved first.
type kept struct{ Name, Value string }

// keep returns the inputs in order. Passwords and codes are not carried about in pages.
func keep(values url.Values) []kept {
	var all []kept
	for _, name := range forms.Inputs(values) {
		if strings.Contains(name, "password") || name == "code" {
			continue
		}
		for _, value := range values[name] {
			all = append(all, kept{name, value})
		}
	}
	return all
}

// keptPrefix marks the inputs of an interrupted form inside the sign-in form.
const keptPrefix = "kept."

// wrap renames inputs for the sign-in form; unwrap undoes it.
func wrap(inputs []kept) []kept {
	for i := range inputs {
		inputs[i].Name = keptPrefix + inputs[i].Name
	}
	return inputs
}

func unwrap(values url.Values) url.Values {
	inner := url.Values{}
	for name, v := range values {
		if plain, ok := strings.CutPrefix(name, keptPrefix); ok {
			inner[plain] = v
		}
	}
	return inner
}

// ownAddress returns the address if it is one of this service: a path, never another site. Browsers read a backslash as a
// slash, and two slashes begin the name of a host.
func ownAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return ""
	}
	return address
}
