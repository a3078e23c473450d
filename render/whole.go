package render

import "minutebook/forms"

// Title is what the kind of form is called.
func (p *Paper) Title() string { return forms.Define(p.Form.Kind()).Title }

// Sections returns every section of the form in its order.
func (p *Paper) Sections() ([]*Section, error) {
	d := forms.Define(p.Form.Kind())
	all := make([]*Section, len(d.Sections))
	for i := range d.Sections {
		s, err := p.Section(d.Sections[i].ID)
		if err != nil {
			return nil, err
		}
		all[i] = s
	}
	return all, nil
}

// Sealed reports whether the paper carries the authority's seal instead of a person's signature. Copies do: whoever signed
// the minutes did not see what was left out of them.
func (p *Paper) Sealed() bool { return p.IsCopy() || forms.Sealed(p.Form.Kind()) }

// SealRole is the role in which an authority signs for itself.
const SealRole = "Seal"

// SignatureField names the signature field of the paper.
func (p *Paper) SignatureField() string {
	if p.Sealed() {
		return SealRole
	}
	return "Chair"
}
