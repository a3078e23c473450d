package sign

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
)

// pdfPack is an object stream (ISO 32000-1, 7.5.7), decompressed: objects without positions in the file.
type pdfPack struct {
	data  []byte
	first int
	at    map[int]int // object number to position after first
}

// stream gives the decoded data of the stream whose dictionary ended at position after. Only FlateDecode is known:
// cross-reference and object streams use nothing else.
func (f *pdfFile) stream(o pdfObject, after int) ([]byte, error) {
	s := f.scan(f.b, after)
	s.space()
	data, ok := bytes.CutPrefix(f.b[s.pos:], []byte("stream"))
	if !ok {
		return nil, s.fault("a stream should start here")
	}
	if rest, ok := bytes.CutPrefix(data, []byte("\r\n")); ok {
		data = rest
	} else if data, ok = bytes.CutPrefix(data, []byte("\n")); !ok {
		return nil, s.fault("a stream starts without a line end")
	}
	dict := pdfIndirect{pdfObject: o, source: f.b}
	length, err := f.value(dict, "Length")
	if err != nil {
		return nil, fmt.Errorf("read the length of a stream: %w", err)
	}
	if length.kind != pdfInt || length.num < 0 || length.num > len(data) {
		return nil, s.fault("a stream with an impossible length")
	}
	data = data[:length.num]
	filter, parms := only(o.dict["Filter"]), only(o.dict["DecodeParms"])
	switch {
	case filter.kind == pdfNull:
		return data, nil
	case !filter.name("FlateDecode"):
		return nil, s.fault("a stream with the filter " + filter.text)
	}
	if data, err = f.unzip(data); err != nil {
		return nil, err
	}
	if p := parms.dict["Predictor"]; p.kind == pdfInt && p.num >= 10 {
		return unpredict(data, parms.dict["Columns"].num)
	}
	return data, nil
}

// only is the one element of an array with one element, as Filter and DecodeParms may be written.
func only(o pdfObject) pdfObject {
	if o.kind == pdfArray && len(o.list) == 1 {
		return o.list[0]
	}
	return o
}

func (f *pdfFile) unzip(data []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decompress a stream: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(r, int64(f.inflate)+1))
	if f.inflate -= len(plain); f.inflate < 0 {
		return nil, errWork
	}
	if err != nil {
		return nil, fmt.Errorf("decompress a stream: %w", err)
	}
	return plain, nil
}

// unpredict undoes the PNG prediction (7.4.4.4) of rows of bytes, with the three filters that tables are written with.
func unpredict(data []byte, columns int) ([]byte, error) {
	if columns <= 0 || columns > 64 || len(data)%(columns+1) != 0 {
		return nil, errors.New("a predicted stream does not divide into rows")
	}
	rows := len(data) / (columns + 1)
	plain := make([]byte, 0, rows*columns)
	above := make([]byte, columns)
	for ; len(data) > 0; data = data[columns+1:] {
		row := data[1 : columns+1]
		for i, c := range row {
			switch data[0] {
			case 0:
			case 1:
				if i > 0 {
					c += plain[len(plain)-1]
				}
			case 2:
				c += above[i]
			default:
				return nil, fmt.Errorf("the PNG filter %d is not known", data[0])
			}
			plain = append(plain, c)
		}
		above = plain[len(plain)-columns:]
	}
	return plain, nil
}

// packedObject reads an object out of the object stream with the number pack.
func (f *pdfFile) packedObject(pack, num int) (pdfIndirect, error) {
	p, ok := f.packs[pack]
	if !ok {
		var err error
		if p, err = f.openPack(pack); err != nil {
			return pdfIndirect{}, fmt.Errorf("open object stream %d: %w", pack, err)
		}
		f.packs[pack] = p
	}
	at, ok := p.at[num]
	if !ok || at > len(p.data)-p.first {
		return pdfIndirect{}, fmt.Errorf("object %d is not in object stream %d", num, pack)
	}
	o, err := f.scan(p.data, p.first+at).object(0)
	if err != nil {
		return pdfIndirect{}, fmt.Errorf("read object %d in object stream %d: %w", num, pack, err)
	}
	return pdfIndirect{pdfObject: o, source: p.data, packed: true}, nil
}

func (f *pdfFile) openPack(num int) (pdfPack, error) {
	e := f.entry(num)
	if e.kind != entryPlain { // an object stream inside an object stream is forbidden, and could be endless
		return pdfPack{}, errors.New("there is no such stream")
	}
	o, after, err := f.objectAt(e.at, num)
	if err != nil {
		return pdfPack{}, err
	}
	data, err := f.stream(o, after)
	if err != nil {
		return pdfPack{}, err
	}
	return f.readPack(o, data)
}

func (f *pdfFile) readPack(o pdfObject, data []byte) (pdfPack, error) {
	first, n := o.dict["First"].num, o.dict["N"].num
	if !o.dict["Type"].name("ObjStm") || first < 0 || first > len(data) || n < 0 || n > first {
		return pdfPack{}, errors.New("its dictionary is wrong")
	}
	p := pdfPack{data: data, first: first, at: make(map[int]int, n)}
	head := f.scan(data[:first], 0)
	for range n {
		num, err := head.object(0)
		if err != nil {
			return pdfPack{}, err
		}
		at, err := head.object(0)
		if err != nil {
			return pdfPack{}, err
		}
		if num.kind != pdfInt || at.kind != pdfInt || at.num < 0 {
			return pdfPack{}, errors.New("its table is wrong")
		}
		p.at[num.num] = at.num
	}
	return p, nil
}
