package forms

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"sync"
)

// This file makes the picture that forms keep out of the one that was sent. The rules are:
//
//   - Only JPEG and PNG are read, by their first bytes; what a sender calls them does not count.
//   - Dimensions are looked at before pixels: a few kilobytes can claim to be gigabytes.
//   - Every picture is decoded, and written anew unless its bytes are what this file writes. So no metadata, no second
//     picture behind the first and no trick on somebody's viewer gets into a paper, and a stored picture stays as it is.
//   - Arithmetic is on whole numbers, so that the same picture gives the same bytes on every machine.

// NewPhoto reads a JPEG or PNG. The problem, if there is one, says in its code what is wrong with the picture, and has no
// pointer. Of an animated PNG the first picture is kept; what is transparent becomes white.
func NewPhoto(data []byte, alt string) (Photo, *Problem) {
	if len(data) > PhotoBytes {
		return Photo{}, photoTooBig()
	}
	kept, problem := normalise(data)
	if problem != nil {
		problem.Level = Error
		return Photo{}, problem
	}
	return Photo{MediaType: "image/jpeg", Data: kept, Alt: alt}, nil
}

// decoding lets one picture be decoded at a time: a picture at the bound takes a few hundred megabytes while it lasts.
var decoding sync.Mutex

func normalise(data []byte) ([]byte, *Problem) {
	decode, config := jpeg.Decode, jpeg.DecodeConfig
	orientation := 1
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xD8\xFF")):
		if bytes.Count(data, []byte("\xFF\xDA")) > mostScans {
			return nil, &Problem{Code: "photo_damaged"}
		}
		orientation = exifOrientation(data)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1A\n")):
		decode, config = png.Decode, png.DecodeConfig
	default:
		return nil, &Problem{Code: "photo_format", Args: map[string]any{"got": "something else"}}
	}
	c, err := config(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return nil, &Problem{Code: "photo_damaged"}
	}
	if int64(c.Width)*int64(c.Height) > PhotoPixels {
		return nil, &Problem{Code: "photo_too_many_pixels", Args: map[string]any{"width": c.Width, "height": c.Height, "max": PhotoPixels / 1_000_000}}
	}
	decoding.Lock()
	defer decoding.Unlock()
	picture, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, &Problem{Code: "photo_damaged"}
	}
	if ours(data, c) {
		return data, nil
	}
	out, err := encode(upright(reduced(picture), orientation))
	if err != nil {
		return nil, &Problem{Code: "photo_damaged"}
	}
	return out, nil
}

// mostScans bounds the passes over a progressive JPEG. Cameras make about ten; a file can hold a hundred thousand, each of
// which costs a walk over all its pixels.
const mostScans = 100

func encode(m image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 85})
	return out.Bytes(), err
}

// sizeAt is where a JPEG of ours has its height and width: after SOI and one DQT segment with two tables, 5 bytes into
// SOF0 (ITU-T T.81, B.2.2).
const sizeAt = 2 + (2 + 2 + 2*65) + 5

// header is what a JPEG of ours begins with, up to the first coded byte; height and width are zero in it.
var header = sync.OnceValue(func() []byte {
	blank, err := encode(image.NewRGBA(image.Rect(0, 0, 8, 8)))
	scan := bytes.Index(blank, []byte("\xFF\xDA"))
	if err != nil || scan < sizeAt || binary.BigEndian.Uint32(blank[sizeAt:]) != 8<<16|8 {
		return nil // then no picture is taken for ours, and each is written anew
	}
	head := blank[:scan+2+int(binary.BigEndian.Uint16(blank[scan+2:]))]
	binary.BigEndian.PutUint32(head[sizeAt:], 0)
	return head
})

// ours reports whether data, which can be decoded, is a JPEG as encode writes it: the same tables, no segment more, and
// nothing between or after. Decoding and encoding it again would only lose detail.
func ours(data []byte, c image.Config) bool {
	head := header()
	if len(head) == 0 || len(data) < len(head)+2 || c.Width > PhotoSide || c.Height > PhotoSide {
		return false
	}
	if !bytes.Equal(data[:sizeAt], head[:sizeAt]) || !bytes.Equal(data[sizeAt+4:len(head)], head[sizeAt+4:]) {
		return false
	}
	coded := data[len(head):]
	for {
		at := bytes.IndexByte(coded, 0xFF)
		if at < 0 || at+1 >= len(coded) {
			return false
		}
		if coded[at+1] != 0 { // the first marker must be the end of the image, and the end of the file
			return coded[at+1] == 0xD9 && at+2 == len(coded)
		}
		coded = coded[at+2:]
	}
}

// reduced draws a picture on white, no side longer than PhotoSide. Each pixel is the mean of those that it stands for.
func reduced(from image.Image) *image.RGBA {
	b := from.Bounds()
	w, h := b.Dx(), b.Dy()
	if long := max(w, h); long > PhotoSide {
		w, h = max(w*PhotoSide/long, 1), max(h*PhotoSide/long, 1)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	white := image.NewUniform(color.White)
	for y := range h {
		top, bottom := y*b.Dy()/h, (y+1)*b.Dy()/h
		band := image.NewRGBA(image.Rect(0, 0, b.Dx(), bottom-top))
		draw.Draw(band, band.Rect, white, image.Point{}, draw.Src)
		draw.Draw(band, band.Rect, from, b.Min.Add(image.Pt(0, top)), draw.Over)
		for x := range w {
			average(out.Pix[out.PixOffset(x, y):], band, x*b.Dx()/w, (x+1)*b.Dx()/w)
		}
	}
	return out
}

func average(into []uint8, band *image.RGBA, left, right int) {
	var sum [4]int
	for y := range band.Rect.Dy() {
		row := band.Pix[band.PixOffset(left, y):band.PixOffset(right, y)]
		for i := 0; i+3 < len(row); i += 4 {
			sum[0] += int(row[i])
			sum[1] += int(row[i+1])
			sum[2] += int(row[i+2])
			sum[3] += int(row[i+3])
		}
	}
	n := (right - left) * band.Rect.Dy()
	for i := range sum {
		into[i] = uint8((sum[i] + n/2) / n)
	}
}
