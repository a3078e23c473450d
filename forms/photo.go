package forms

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image/jpeg"
	"net/url"
	"reflect"
	"strconv"
	"strings"
)

// Photo is a picture as forms keep it. Whatever was sent, Data is a baseline JPEG written here: no side longer than
// PhotoSide, upright, and without anything that a camera says of the place, the time or itself. The zero Photo is none.
type Photo struct {
	MediaType string `json:"media_type"` // image/jpeg
	Data      []byte `json:"data"`
	Alt       string `json:"alt" validate:"max=300"` // what it shows, for people who do not see it
}

// The bounds of a picture.
const (
	PhotoBytes  = 8 << 20    // as it is sent
	PhotoPixels = 40_000_000 // as it is sent; checked before any pixel is decoded
	PhotoSide   = 1200       // as it is kept: pixels of its longer side
)

const photoAlt = 300 // characters of Alt

// IsZero reports that there is no picture.
func (p Photo) IsZero() bool { return len(p.Data) == 0 }

// Size is the picture's width and height in pixels.
func (p Photo) Size() (width, height int) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(p.Data))
	if err != nil { // not a picture of ours
		return 0, 0
	}
	return config.Width, config.Height
}

// Mark tells one picture from another: 16 hexadecimal digits that depend on nothing but its bytes; "" for none. Pages
// hold it in place of the picture.
func (p Photo) Mark() string {
	if p.IsZero() {
		return ""
	}
	sum := sha256.Sum256(p.Data)
	return hex.EncodeToString(sum[:8])
}

// String says in words that there is a picture, and which; "" for none.
func (p Photo) String() string {
	if p.IsZero() {
		return ""
	}
	width, height := p.Size()
	return fmt.Sprintf("A picture of %d by %d pixels (%s)", width, height, p.Mark())
}

// MarshalJSON writes an object, or null for no picture.
func (p Photo) MarshalJSON() ([]byte, error) {
	if p.IsZero() {
		return []byte("null"), nil
	}
	type plain Photo
	return json.Marshal(plain(p))
}

// photo binds a picture: an object whose data is Base64 (RFC 4648, 4).
func (b *binder) photo(n *node, into reflect.Value, at string) {
	if n.kind != 'o' {
		b.wrong(at, "an object with media_type, data and alt", n)
		return
	}
	var sent struct{ mediaType, data, alt string }
	members := []Field{{ID: "media_type", Type: Text}, {ID: "data", Type: Text}, {ID: "alt", Type: Text}}
	before := len(b.problems)
	seen := map[string]bool{}
	for _, m := range n.object {
		here := at + "/" + escapePointer(m.key)
		i := indexOf(members, m.key)
		switch {
		case seen[m.key]:
			b.add(here, "duplicate_field", nil)
		case i < 0:
			b.add(here, "unknown_field", map[string]any{"field": m.key, "nearest": nearest(m.key, members)})
		case m.key == "data" && m.value.kind == 's': // megabytes that need no look at each character
			sent.data = *m.value.text
		case m.value.kind != 0:
			text := map[string]*string{"media_type": &sent.mediaType, "data": &sent.data, "alt": &sent.alt}[m.key]
			b.text(m.value, &members[i], reflect.ValueOf(text).Elem(), here)
		}
		seen[m.key] = true
	}
	if len(b.problems) > before {
		return
	}
	photo, problem := readPhoto(sent.mediaType, sent.data, sent.alt)
	if problem != nil {
		problem.Pointer, problem.Level = at+"/data", Error
		b.problems = append(b.problems, *problem)
		return
	}
	into.Set(reflect.ValueOf(photo))
}

func readPhoto(mediaType, encoded, alt string) (Photo, *Problem) {
	switch {
	case encoded == "" && alt == "":
		return Photo{}, nil
	case encoded == "":
		return Photo{}, &Problem{Code: "photo_absent"}
	case mediaType != "" && mediaType != "image/jpeg" && mediaType != "image/png":
		return Photo{}, &Problem{Code: "photo_format", Args: map[string]any{"got": shorten(mediaType)}}
	case base64.StdEncoding.DecodedLen(len(encoded)) > PhotoBytes+2: // two for padding
		return Photo{}, photoTooBig()
	}
	data, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return Photo{}, &Problem{Code: "photo_base64"}
	}
	return NewPhoto(data, alt)
}

func photoTooBig() *Problem {
	return &Problem{Code: "photo_too_big", Level: Error, Args: map[string]any{"max": PhotoBytes >> 20}}
}

// photoSchema describes a picture, see Schema. Data may be longer than a body of MaxBody has room for: MaxBody then decides.
func photoSchema() map[string]any {
	return map[string]any{
		"media_type": map[string]any{"type": []string{"string", "null"}, "enum": []any{nil, "", "image/jpeg", "image/png"}},
		"data":       map[string]any{"type": []string{"string", "null"}, "contentEncoding": "base64", "maxLength": base64.StdEncoding.EncodedLen(PhotoBytes)},
		"alt":        map[string]any{"type": []string{"string", "null"}, "maxLength": photoAlt, "description": "What the picture shows, for people who do not see it"},
	}
}

// keepPhotos gives the posted fields their pictures, which a page does not post: an input holds the mark of one that the
// base form holds. Where no input speaks of a picture, it stays as it is.
func (b *binder) keepPhotos(fields []Field, into reflect.Value, name string, values url.Values, held map[string]Photo) {
	for i := range fields {
		f := &fields[i]
		input, value := name+f.ID, into.FieldByIndex(f.index)
		switch f.Type {
		case Group:
			b.keepPhotos(f.Fields, value, input+".", values, held)
		case Repeat:
			for row := range value.Len() {
				b.keepPhotos(f.Fields, value.Index(row), fmt.Sprintf("%s.%d.", input, row), values, held)
			}
		case Picture:
			photo := value.Interface().(Photo)
			if values.Has(input) {
				photo = held[values.Get(input)]
			}
			if alt := input + ".alt"; values.Has(alt) && !photo.IsZero() {
				pointer := pointerTo(alt)
				b.text(textNode(values.Get(alt)), &Field{ID: "alt", Type: Text}, reflect.ValueOf(&photo.Alt).Elem(), pointer)
			}
			value.Set(reflect.ValueOf(photo))
		}
	}
}

// heldPhotos returns every picture of a form by its mark.
func heldPhotos(fields []Field, container any, held map[string]Photo) map[string]Photo {
	for i := range fields {
		f := &fields[i]
		switch f.Type {
		case Group:
			heldPhotos(f.Fields, f.Value(container), held)
		case Repeat:
			for _, row := range f.Rows(container) {
				heldPhotos(f.Fields, row, held)
			}
		case Picture:
			if photo := f.Value(container).(Photo); !photo.IsZero() {
				held[photo.Mark()] = photo
			}
		}
	}
	return held
}

// PhotoAt returns the picture that a JSON pointer leads to, the zero Photo if there is none yet; ok is false where the form
// asks for no picture.
func PhotoAt(form Form, pointer string) (photo Photo, ok bool) {
	value, ok := photoPlace(form, pointer)
	if !ok {
		return Photo{}, false
	}
	return value.Interface().(Photo), true
}

// WithPhoto returns a copy of the form with the picture where the pointer leads; the zero Photo takes one away.
func WithPhoto(form Form, pointer string, photo Photo) (Form, error) {
	form, err := clone(form)
	if err != nil {
		return nil, err
	}
	value, ok := photoPlace(form, pointer)
	if !ok {
		return nil, fmt.Errorf("the form %s asks for no picture at %q", form.Kind(), pointer)
	}
	value.Set(reflect.ValueOf(photo))
	return form, nil
}

func photoPlace(form Form, pointer string) (reflect.Value, bool) {
	steps := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for _, s := range Define(form.Kind()).Sections {
		if value, ok := photoWithin(s.Fields, reflect.ValueOf(form).Elem(), steps); ok {
			return value, true
		}
	}
	return reflect.Value{}, false
}

func photoWithin(fields []Field, into reflect.Value, steps []string) (reflect.Value, bool) {
	i := indexOf(fields, steps[0])
	if i < 0 {
		return reflect.Value{}, false
	}
	f, value, rest := &fields[i], into.FieldByIndex(fields[i].index), steps[1:]
	if f.Type == Repeat && len(rest) > 0 {
		row, err := strconv.ParseUint(rest[0], 10, 16)
		if err != nil || int(row) >= value.Len() {
			return reflect.Value{}, false
		}
		value, rest = value.Index(int(row)), rest[1:]
	}
	if len(rest) == 0 {
		return value, f.Type == Picture
	}
	return photoWithin(f.Fields, value, rest)
}

// PhotoMarked returns the picture of a form with a mark; ok is false if it has none with it.
func PhotoMarked(form Form, mark string) (photo Photo, ok bool) {
	held := map[string]Photo{}
	for _, s := range Define(form.Kind()).Sections {
		heldPhotos(s.Fields, form, held)
	}
	photo, ok = held[mark]
	return photo, ok
}
