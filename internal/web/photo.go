package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// photoPage is the page on which a picture is added to a form, changed or taken away.
type photoPage struct {
	Address string
	Back    string // address of the section
	Section string
	Child   string
	Label   string
	Hint    string
	Version int // from which the page started
	Src     string
	Alt     string
	Most    int // megabytes
	Errors  []remark
}

// photoVisit is what the handlers of a picture have in common.
type photoVisit struct {
	*visit
	rec     records.Record
	pointer string
	section *forms.Section
	field   *forms.Field
	photo   forms.Photo
}

// openPhoto finds the picture's place in the form. It is named as its input is: "parents.0.photograph".
func (w *Web) openPhoto(v *visit) (*photoVisit, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return nil, err
	}
	p := &photoVisit{visit: v, rec: rec, pointer: "/" + strings.ReplaceAll(v.param("picture"), ".", "/")}
	var asked bool
	if p.photo, asked = forms.PhotoAt(rec.Form, p.pointer); !asked {
		return nil, records.ErrNotFound
	}
	if !isOpen(rec) {
		return nil, &records.SignedError{By: rec.SignedBy, At: rec.SignedAt}
	}
	p.section, p.field, _ = forms.Define(rec.Kind).Field(p.pointer)
	return p, nil
}

func (w *Web) photoPage(v *visit) (answer, error) {
	p, err := w.openPhoto(v)
	if err != nil {
		return answer{}, err
	}
	return p.answer(http.StatusOK, p.photo.Alt), nil
}

// answer shows the page; alt is the description that was stored or typed.
func (p *photoVisit) answer(status int, alt string, wrong ...remark) answer {
	page := photoPage{
		Address: photoAddress(p.rec.ID, p.param("picture")), Back: sectionAddress(p.rec.ID, p.section.ID), Section: p.section.Heading,
		Child: subject(p.rec.Form), Label: p.field.Label, Hint: p.field.Hint, Version: p.rec.Version,
		Src: pictureSource(recordAddress(p.rec.ID)+picturesPath, p.photo.Mark()), Alt: alt, Most: forms.PhotoBytes >> 20, Errors: wrong,
	}
	return answer{status: status, page: "photo.html", title: p.field.Label, problem: len(wrong) > 0, data: page}
}

const picturesPath = "/pictures/"

// pictureSource is the address of a picture's bytes; empty for none.
func pictureSource(base, mark string) string {
	if mark == "" || base == "" {
		return ""
	}
	return base + url.PathEscape(mark)
}

func photoAddress(recordID, name string) string {
	return recordAddress(recordID) + "/photographs/" + url.PathEscape(name)
}

// savePhoto takes a picture, a new description of the one that is there, or the wish to take it away.
func (w *Web) savePhoto(v *visit) (answer, error) {
	select {
	case w.uploads <- struct{}{}: // a file is held in memory
		defer func() { <-w.uploads }()
	case <-v.Context().Done():
		return answer{}, unavailable(v.Context().Err())
	}
	p, err := w.openPhoto(v)
	if err != nil {
		return answer{}, err
	}
	sent, err := v.sentPhoto()
	if err != nil {
		return answer{}, err
	}
	have, err := strconv.Atoi(sent.version)
	if err != nil || have < 1 {
		return answer{}, errBadRequest
	}
	if have != p.rec.Version {
		return p.overtaken(sent.alt), nil
	}
	photo, wrong := p.choose(sent)
	if wrong != "" {
		return p.answer(http.StatusUnprocessableEntity, sent.alt, remark{"#picture", wrong}), nil
	}
	form, err := forms.WithPhoto(p.rec.Form, p.pointer, photo)
	if err != nil {
		return answer{}, err
	}
	rec, _, err := w.Records.Save(v.Context(), v.actor(), p.rec.ID, have, form)
	var invalid *records.InvalidError
	switch {
	case errors.As(err, new(*records.StaleError)):
		return p.overtaken(sent.alt), nil
	case errors.As(err, &invalid):
		return p.answer(http.StatusUnprocessableEntity, sent.alt, remark{"#alt", p.web.Wording().Word(p.rec.Kind, invalid.Problems[0])}), nil
	case err != nil:
		return answer{}, err
	}
	v.note(fmt.Sprintf("Saved as version %d.", rec.Version))
	return seeOther(photoAddress(rec.ID, p.param("picture")))
}

func (p *photoVisit) overtaken(alt string) answer {
	return p.answer(http.StatusConflict, alt, remark{"#picture", "Somebody else saved this record meanwhile, and your picture was not stored. Choose it again"})
}

// pictureNames are the endings that pictures have; browsers save JPEG as .jfif too. What counts is what is in the file, but
// a name that says something else is a file chosen by mistake.
var pictureNames = []string{"", ".jpg", ".jpeg", ".jpe", ".jfif", ".png"}

// choose makes the picture out of what was sent, or says what is wrong with it.
func (p *photoVisit) choose(sent *sentPhoto) (photo forms.Photo, wrong string) {
	switch {
	case sent.remove:
		return forms.Photo{}, ""
	case len(sent.data) == 0 && p.photo.IsZero():
		return forms.Photo{}, "Choose a JPEG or PNG picture"
	case len(sent.data) == 0:
		photo = p.photo
		photo.Alt = sent.alt
		return photo, ""
	case !slices.Contains(pictureNames, strings.ToLower(path.Ext(sent.name))):
		return forms.Photo{}, "The name of the file must end in .jpg, .jpeg or .png. Telephones often make HEIC files: save the picture as one of the others"
	}
	photo, problem := forms.NewPhoto(sent.data, sent.alt)
	if problem != nil {
		problem.Pointer = p.pointer
		return forms.Photo{}, p.web.Wording().Word(p.rec.Kind, *problem)
	}
	return photo, ""
}

// picture sends the bytes of a picture of the form, found by its mark, for pages to show.
func (w *Web) picture(v *visit) (answer, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	photo, ok := forms.PhotoMarked(rec.Form, v.param("mark"))
	if !ok {
		return answer{}, records.ErrNotFound
	}
	return answer{picture: &photo}, nil
}
