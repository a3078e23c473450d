package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
)

// autosaved is what a section's page learns when what was typed is kept.
type autosaved struct {
	Kept  string `json:"kept,omitempty"` // time of day; empty when it is not kept
	Mark  string `json:"mark,omitempty"` // of the working copy
	Says  string `json:"says,omitempty"` // what the person should know
	Merge bool   `json:"merge"`          // saving shows two texts to choose from
}

// autosave keeps what is typed in a section as the person's working copy. It never touches the record.
func (w *Web) autosave(v *visit) (any, error) {
	post, err := v.post()
	if err != nil {
		return nil, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return nil, err
	}
	rec, err := w.Records.Summary(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return nil, err
	}
	section, known := forms.Define(rec.Kind).Section(v.param("section"))
	if !known {
		return nil, records.ErrNotFound
	}
	step, err := strconv.ParseInt(post.Get("step"), 10, 64)
	if err != nil {
		return nil, errBadRequest
	}
	kept, err := w.Records.KeepTyped(v.Context(), v.actor(), records.WorkingCopy{
		RecordID: rec.ID, Section: section.ID, Version: have, Inputs: inputsOf(section, post), Window: post.Get("window"), Step: step,
	}, post.Get("seen"))
	if errors.Is(err, records.ErrElsewhere) {
		return autosaved{Says: "You have typed in this section in another window too.", Merge: true}, nil
	}
	if err != nil {
		return nil, err
	}
	a := autosaved{Kept: w.timeOfDay(kept.Copy.At), Mark: kept.Copy.Mark()}
	switch {
	case !isOpen(kept.Record):
		a.Says = fmt.Sprintf("%s signed %s meanwhile. What you typed is kept for you to copy.", kept.Record.SignedBy, kindWords[rec.Kind].This())
	case kept.Since != nil:
		a.Says, a.Merge = fmt.Sprintf("%s saved this section at %s.", kept.Since.Author, w.timeOfDay(kept.Since.At)), true
	}
	return a, nil
}

func (w *Web) timeOfDay(t time.Time) string { return t.In(w.Zone).Format("15:04") }

// inputsOf are the section's inputs as they are kept.
func inputsOf(section *forms.Section, post url.Values) []byte {
	inputs := url.Values{}
	for name, v := range post {
		for _, f := range section.Fields {
			if belongs(name, f.ID) {
				inputs[name] = v
			}
		}
	}
	return []byte(inputs.Encode())
}

// workingCopy returns what the person has typed in the section and not saved; nil for nothing.
func (s *sectionVisit) workingCopy() (*records.WorkingCopy, url.Values, error) {
	c, err := s.web.Records.Typed(s.Context(), s.actor(), s.rec.ID, s.section.ID)
	if errors.Is(err, records.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	inputs, err := url.ParseQuery(string(c.Inputs))
	if err != nil {
		return nil, nil, fmt.Errorf("reading what was typed: %w", err)
	}
	return &c, forms.TidyPost(s.section, inputs), nil
}

// latest begins the page with what the person typed last: the working copy, if it differs from what is saved. Problems are then
// those of what is shown.
func (s *sectionVisit) latest() (sectionForm, url.Values, error) {
	saved := forms.PostValues(s.rec.Form, s.section)
	c, typed, err := s.workingCopy()
	if c == nil || err != nil {
		return s.form(s.rec.Version), saved, err
	}
	s.seen = c.Mark()
	if len(newMerge(s.section, typed, saved, saved).differ) == 0 { // saved since, or taken back
		err := s.drop(false)
		s.seen = ""
		return s.form(s.rec.Version), saved, err
	}
	f := s.form(c.Version)
	f.TypedIn, f.Step = c.Window, c.Step
	f.Typed, f.Unsaved = true, "You typed this on "+s.web.clock(c.At)+". It is kept for you, but not saved yet."
	if form, problems := forms.DecodePost(s.rec.Form, s.section, typed); !problems.Has(forms.Error) {
		s.rec.Form = form
	}
	return f, typed, nil
}

// typedTooLate shows somebody what they had typed before the record was signed.
func (s *sectionVisit) typedTooLate() (answer, error) {
	signed := &records.SignedError{By: s.rec.SignedBy, At: s.rec.SignedAt}
	if c, typed, err := s.workingCopy(); c != nil || err != nil {
		return s.tooLate(typed, signed), err
	}
	return answer{}, signed
}

// drop ends the working copy that the page showed or wrote.
func (s *sectionVisit) drop(thrown bool) error {
	return s.web.Records.DropTyped(s.Context(), s.actor(), records.WorkingCopy{
		RecordID: s.rec.ID, Section: s.section.ID, Window: s.window, Step: math.MaxInt64,
	}, s.seen, thrown)
}

// throwAway goes back to what is saved.
func (s *sectionVisit) throwAway() (answer, error) {
	if err := s.drop(true); err != nil {
		return answer{}, err
	}
	s.note("What you had typed is thrown away. These are the saved answers.")
	return seeOther(s.address())
}

// unsaved says section by section who has typed something that is not saved.
func (w *Web) unsaved(v *visit, recordID string) (map[string]string, error) {
	all, err := w.Records.Unsaved(v.Context(), v.actor(), recordID)
	notes := map[string]string{}
	for _, c := range all {
		note := c.Name + " has typed something here and not saved it"
		if c.PersonID == v.person.ID {
			note = "You have typed something here on " + w.clock(c.At) + " and not saved it"
		}
		if before := notes[c.Section]; before != "" {
			note = before + ". " + note
		}
		notes[c.Section] = note
	}
	return notes, err
}

// browserKey gives a browser the key under which it may keep what is typed until it is sent.
func (w *Web) browserKey(v *visit) (any, error) {
	post, err := v.post()
	if err != nil {
		return nil, err
	}
	offered, err := base64.StdEncoding.DecodeString(post.Get("key"))
	if err != nil || len(offered) != 32 { // of AES-256
		return nil, errBadRequest
	}
	key, err := w.Records.BrowserKey(v.Context(), v.actor(), offered)
	if err != nil {
		return nil, err
	}
	return map[string]string{"key": base64.StdEncoding.EncodeToString(key)}, nil
}
