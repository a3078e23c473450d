package api

import (
	"net/http"
	"strconv"

	"minutebook/forms"
	"minutebook/internal/records"
)

const (
	jpegType = "image/jpeg"
	pngType  = "image/png"
)

// photographPlace is where a picture is in the form unless the query says something else.
const photographPlace = "/photograph"

var atParameter = parameter{name: "at", about: "JSON pointer of the picture in the form: " + photographPlace + " unless given, or for instance /parents/0/photograph", max: 100}

// pictured returns the record and where in its form the picture is; ErrNotFound for a form that asks for none there.
func (a *api) pictured(c *call) (rec records.Record, photo forms.Photo, at string, err error) {
	if at = c.query.texts["at"]; at == "" {
		at = photographPlace
	}
	if rec, err = a.record(c); err != nil {
		return rec, photo, at, err
	}
	photo, asked := forms.PhotoAt(rec.Form, at)
	if !asked {
		return rec, photo, at, records.ErrNotFound
	}
	return rec, photo, at, nil
}

func (a *api) getPhotograph(c *call) error {
	rec, photo, _, err := a.pictured(c)
	if err != nil {
		return err
	}
	if photo.IsZero() {
		return records.ErrNotFound
	}
	c.Header("ETag", `"`+strconv.Itoa(rec.Version)+`"`)
	send(c.Context, http.StatusOK, photo.MediaType, photo.Data)
	return nil
}

// putPhotograph takes a picture as it is, so that it may have all of PhotoBytes; in a form, Base64 and MaxBody leave it
// about three quarters of that.
func (a *api) putPhotograph(c *call) error {
	return a.setPhotograph(c, func(at string) (forms.Photo, error) {
		data, err := c.body(forms.PhotoBytes)
		if err != nil {
			return forms.Photo{}, err
		}
		photo, problem := forms.NewPhoto(data, c.query.texts["alt"])
		if problem != nil {
			problem.Pointer = at
			return forms.Photo{}, &records.InvalidError{Problems: forms.Problems{*problem}}
		}
		return photo, nil
	})
}

func (a *api) deletePhotograph(c *call) error {
	return a.setPhotograph(c, func(string) (forms.Photo, error) { return forms.Photo{}, nil })
}

// setPhotograph saves the form with another picture as the next version.
func (a *api) setPhotograph(c *call, choose func(at string) (forms.Photo, error)) error {
	have, err := c.version()
	if err != nil {
		return err
	}
	rec, _, at, err := a.pictured(c)
	if err != nil {
		return err
	}
	photo, err := choose(at)
	if err != nil {
		return &formError{error: err, kind: rec.Kind}
	}
	form, err := forms.WithPhoto(rec.Form, at, photo)
	if err != nil {
		return err
	}
	rec, problems, err := a.Records.Save(c.Request.Context(), c.by, c.id, have, form)
	if err != nil {
		return &formError{error: err, kind: form.Kind()}
	}
	return c.replyRecord(http.StatusOK, rec, saved{rec, faults(c.words, rec.Kind, problems)})
}
