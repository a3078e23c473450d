package web

import (
	"cmp"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

// sharingPage tells what the parent of a sheet gets of the meeting, what not and why, and what the chair released.
type sharingPage struct {
	Record   records.Record
	Child    string
	Parent   string // name
	Address  string // of the sheet
	Action   string
	Meeting  string // address of the meeting; empty for a sheet that is tied to none
	Releases []forms.Release
	Sections []sharedSection
	Signs    bool
}

// sharedSection is an answered section of the minutes.
type sharedSection struct {
	ID, Heading string
	Parts       []sharedPart
	Told        string // address of its plain-words version; empty while there is none
}

type sharedPart struct {
	Label, Words string
	Why          string   // why the parent does not get it; empty for what the parent may read
	Tells        []string // what in it this parent in particular may not know
	Released     bool
	Release      *releaseForm // nil for people who may not release
}

func sharingAddress(recordID string) string { return recordAddress(recordID) + "/sharing" }

// openSheet returns a parent's sheet that can still be written.
func (w *Web) openSheet(v *visit) (records.Record, *forms.Summary, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return records.Record{}, nil, err
	}
	sheet, ok := rec.Form.(*forms.Summary)
	switch {
	case !ok:
		return records.Record{}, nil, records.ErrNotFound
	case !isOpen(rec):
		return records.Record{}, nil, &records.SignedError{By: rec.SignedBy, At: rec.SignedAt}
	}
	return rec, sheet, nil
}

func (w *Web) sharingPage(v *visit) (answer, error) {
	rec, sheet, err := w.openSheet(v)
	if err != nil {
		return answer{}, err
	}
	p := sharingPage{
		Record: rec, Child: sheet.ChildName, Parent: sheet.ParentName, Address: recordAddress(rec.ID), Action: sharingAddress(rec.ID),
		Releases: sheet.Releases, Signs: v.person.Role.Signs(),
	}
	if rec.About != "" {
		p.Meeting = recordAddress(rec.About)
		if p.Sections, err = w.shared(v, rec, sheet); err != nil {
			return answer{}, err
		}
	}
	return answer{page: "sharing.html", title: "What " + cmp.Or(sheet.ParentName, "this parent") + " gets", data: p}, nil
}

// shared lays the meeting's answers beside what the parent gets of them.
func (w *Web) shared(v *visit, rec records.Record, sheet *forms.Summary) ([]sharedSection, error) {
	meeting, err := w.Records.Record(v.Context(), v.actor(), rec.About)
	if err != nil {
		return nil, err
	}
	withheld, err := w.Records.Withheld(v.Context(), v.actor(), rec)
	if err != nil {
		return nil, err
	}
	var sections []sharedSection
	for _, s := range forms.Define(meeting.Kind).Sections {
		section := sharedSection{ID: s.ID, Heading: s.Heading}
		if slices.ContainsFunc(sheet.Shared, func(share forms.Share) bool { return share.ID == s.ID }) {
			section.Told = sectionAddress(rec.ID, "shared")
		}
		for _, f := range s.Fields {
			pointer := "/" + f.ID
			part := sharedPart{Label: f.Label, Words: forms.InWords(meeting.Form, pointer)}
			if part.Words == "" {
				continue
			}
			part.Released = slices.ContainsFunc(sheet.Releases, func(r forms.Release) bool { return r.ID == pointer && r.Reason != "" })
			if i := slices.IndexFunc(withheld, func(p records.Part) bool { return p.Pointer == pointer }); i >= 0 {
				part.withheld(withheld[i])
				if v.person.Role.Signs() && !part.Released {
					part.Release = &releaseForm{ID: "release-" + f.ID, Action: sharingAddress(rec.ID), Version: rec.Version, Part: pointer, Text: f.Label}
				}
			}
			section.Parts = append(section.Parts, part)
		}
		if section.Parts != nil {
			sections = append(sections, section)
		}
	}
	return sections, nil
}

func (s *sharedPart) withheld(p records.Part) {
	s.Why = p.Reason
	for _, h := range p.Tells {
		why, _ := forms.Revealed(h.Problem())
		s.Tells = append(s.Tells, "“"+h.Found+"”: "+why)
	}
}
