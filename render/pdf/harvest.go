package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// drawn is what is taken out of fpdf's file: the content of each page, and the names under which it uses the fonts.
type drawn struct {
	pages [][]byte
	fonts map[string]string // name of a subset → resource name
}

// harvest cuts fpdf's file along its cross-reference table. It reads what fpdf v0.12 writes, and says so when it meets
// anything else, instead of guessing.
func harvest(file []byte) (*drawn, error) {
	at := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 {
		return nil, errors.New("fpdf's file has no startxref")
	}
	start, err := number(file[at+len("startxref\n"):])
	if err != nil || start >= len(file) {
		return nil, errors.New("fpdf's startxref leads nowhere")
	}
	rows := bytes.Split(file[start:at], []byte("\n"))
	objects := map[int][]byte{}
	highest := 0
	for n := 1; n+2 < len(rows) && len(rows[n+2]) == 19; n++ { // after "xref", "0 N" and the free object 0
		offset, err := number(rows[n+2])
		if err != nil || offset >= len(file) {
			return nil, fmt.Errorf("fpdf's object %d is nowhere", n)
		}
		objects[n], highest = file[offset:], n
	}
	d := &drawn{fonts: map[string]string{}}
	for n := 1; n <= highest; n++ {
		body := object(objects[n])
		if !bytes.HasPrefix(body, []byte("<</Type /Page\n")) {
			continue
		}
		contents, err := number(after(body, "/Contents "))
		if err != nil {
			return nil, fmt.Errorf("page without contents: %w", err)
		}
		stream, err := stream(objects[contents])
		if err != nil {
			return nil, fmt.Errorf("contents of page %d: %w", len(d.pages)+1, err)
		}
		d.pages = append(d.pages, stream)
	}
	resources := after(object(objects[2]), "/Font <<\n")
	for bytes.HasPrefix(resources, []byte("/F")) {
		line, rest, _ := bytes.Cut(resources, []byte("\n"))
		resources = rest
		name, ref, _ := bytes.Cut(line[1:], []byte(" "))
		n, err := number(ref)
		if err != nil {
			return nil, fmt.Errorf("font resource %q: %w", line, err)
		}
		base, _, _ := bytes.Cut(after(object(objects[n]), "/BaseFont /"), []byte("\n"))
		d.fonts[string(base)] = string(name)
	}
	return d, nil
}

// object returns what is between "obj" and the next "endobj".
func object(b []byte) []byte {
	_, b, _ = bytes.Cut(b, []byte(" obj\n"))
	b, _, _ = bytes.Cut(b, []byte("endobj"))
	return b
}

// stream returns the data of a stream object.
func stream(b []byte) ([]byte, error) {
	length, err := number(after(b, "/Length "))
	if err != nil {
		return nil, err
	}
	data := after(b, "stream\n")
	if length > len(data) {
		return nil, errors.New("stream is cut off")
	}
	return data[:length], nil
}

func after(b []byte, key string) []byte {
	_, rest, _ := bytes.Cut(b, []byte(key))
	return rest
}

// number reads the digits at the start of b.
func number(b []byte) (int, error) {
	n := 0
	for n < len(b) && '0' <= b[n] && b[n] <= '9' {
		n++
	}
	return strconv.Atoi(string(b[:n]))
}
