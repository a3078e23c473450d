package leak

import (
	"slices"

	"minutebook/forms"
)

// siblingRecords stands for every part of a brother's or sister's records.
const siblingRecords = "the records of a brother or sister"

// around protects a brother's or sister's own case: that child, and whoever is around it. Somebody whom the reader may know
// of in this child's case is known there too.
func (v *view) around(sibling *forms.Child) []secret {
	all := v.sibling(&forms.Person{CaseNumber: sibling.CaseNumber, DateOfBirth: sibling.DateOfBirth})
	for i := range sibling.People {
		p := &sibling.People[i]
		switch {
		case p.Is(forms.ProfessionalRole), v.openly(p.Name):
		case p.Is(forms.SiblingRole):
			if p.CaseNumber != v.c.Child.CaseNumber { // else it is this child
				all = append(all, v.sibling(p)...)
			}
		case p.Is(forms.SchoolRole):
			for _, s := range v.school(p) {
				s.kind, s.whose = OtherChild, "a brother or sister"
				all = append(all, s)
			}
		case p.Is(forms.CarerRole):
			all = append(all, relabelled(append(v.contact(p), v.names(p)...), "the carers of a brother or sister")...)
		default:
			all = append(all, relabelled(v.contact(p), "the family of a brother or sister")...)
		}
	}
	return all
}

// openly: the reader, and those of this child's case who are not protected from the reader, by their name; the same person
// may have another key in another case.
func (v *view) openly(name string) bool {
	return v.reader != nil && slices.ContainsFunc(v.c.People, func(p forms.Person) bool {
		return squeeze(p.Name) == squeeze(name) && (p.Key == v.reader.Key || v.ownRelative(&p))
	})
}

func relabelled(secrets []secret, whose string) []secret {
	for i := range secrets {
		secrets[i].whose = whose
	}
	return secrets
}
