package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/url"
	"strings"

	"minutebook/forms"
)

// This file reads what pages send about pictures: an upload from the picture's own page, and the button of a section that
// leads there.

// sentPhoto is what the page sends.
type sentPhoto struct {
	version, alt, name string
	data               []byte // one byte more than a picture may have, if it has more
	remove             bool
}

// sentPhoto reads it into memory; nothing is put on disk.
func (v *visit) sentPhoto() (*sentPhoto, error) {
	parts, err := v.MultipartReader()
	if err != nil {
		return nil, fmt.Errorf("reading a picture: %w: %w", errBadRequest, err)
	}
	var sent sentPhoto
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return &sent, nil
		}
		if err == nil {
			err = sent.take(part)
		}
		if err != nil {
			return nil, fmt.Errorf("reading a picture: %w: %w", errBadRequest, err)
		}
	}
}

func (s *sentPhoto) take(part *multipart.Part) error {
	data, err := io.ReadAll(io.LimitReader(part, forms.PhotoBytes+1))
	if err != nil {
		return err
	}
	text := strings.ToValidUTF8(string(data[:min(len(data), smallBody)]), "�")
	switch part.FormName() {
	case "version":
		s.version = text
	case "alt":
		s.alt = strings.TrimSpace(text)
	case "go":
		s.remove = text == "remove"
	case "picture":
		s.name, s.data = part.FileName(), bytes.Clone(data)
	}
	return nil
}

// pictureGo is how a button of a section asks to save it and go to the page of a picture: "picture.parents.0.photograph".
const pictureGo = "picture."

// pictureWanted marks the row in which the button was pressed, so that it is found when empty rows are gone.
const pictureWanted = ".wanted"

// markPicture returns the inputs with a mark at the picture that the button was about.
func markPicture(post url.Values) url.Values {
	if name, ok := strings.CutPrefix(post.Get("go"), pictureGo); ok {
		post.Set(name+pictureWanted, "yes")
	}
	return post
}

// wantedPicture returns the value of the button as the tidied inputs number it; a picture of an empty row leads back to the
// section.
func wantedPicture(tidy url.Values, onwards string) string {
	if !strings.HasPrefix(onwards, pictureGo) {
		return onwards
	}
	for name := range tidy {
		if wanted, ok := strings.CutSuffix(name, pictureWanted); ok {
			tidy.Del(name)
			return pictureGo + wanted
		}
	}
	return pictureGo
}
