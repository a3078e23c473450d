package forms

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// node is a JSON value as it was written: keys in order, numbers as typed. Exactly one of the fields says what it is;
// null has none.
type node struct {
	object []member
	array  []*node
	text   *string
	number json.Number
	truth  *bool
	kind   byte // 'o', 'a', 's', 'n', 'b' or 0 for null
}

type member struct {
	key   string
	value *node
}

// maxDepth bounds nesting; the forms nest three deep.
const maxDepth = 32

// parseJSON reads one JSON value. Bytes that are not UTF-8 and halves of surrogate pairs are refused here, because
// encoding/json would silently replace them.
func parseJSON(data []byte) (*node, *Problem) {
	if at := invalidUTF8(data); at >= 0 {
		return nil, malformed("invalid_utf8", data, at+1, "")
	}
	if at := loneSurrogate(data); at >= 0 {
		return nil, malformed("lone_surrogate", data, at+1, "")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	n, err := parseValue(dec, 0)
	if err == nil {
		if _, more := dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is more text after the end of the form")
		}
	}
	if err != nil {
		at := int(dec.InputOffset())
		// A decoder that reads token by token does not count to the offending character; reading the whole does.
		var syntax *json.SyntaxError
		if errors.As(json.Unmarshal(data, new(any)), &syntax) {
			at = int(syntax.Offset)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err, at = errors.New("the text ends too early"), len(data)
		}
		return nil, malformed("malformed_json", data, at, err.Error())
	}
	return n, nil
}

// malformed words where in the text the trouble is: before, and with, the at-th byte.
func malformed(code string, data []byte, at int, detail string) *Problem {
	before := data[:min(max(at, 0), len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return &Problem{Code: code, Level: Error, Args: map[string]any{"line": line, "column": max(column, 1), "detail": detail}}
}

func parseValue(dec *json.Decoder, depth int) (*node, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("the text is nested more than %d levels deep", maxDepth)
	}
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case string:
		return &node{kind: 's', text: &t}, nil
	case json.Number:
		return &node{kind: 'n', number: t}, nil
	case bool:
		return &node{kind: 'b', truth: &t}, nil
	case json.Delim:
		if t == '[' {
			return parseArray(dec, depth)
		}
		return parseObject(dec, depth)
	}
	return &node{}, nil
}

func parseArray(dec *json.Decoder, depth int) (*node, error) {
	n := &node{kind: 'a'}
	for dec.More() {
		v, err := parseValue(dec, depth+1)
		if err != nil {
			return nil, err
		}
		n.array = append(n.array, v)
	}
	_, err := dec.Token()
	return n, err
}

func parseObject(dec *json.Decoder, depth int) (*node, error) {
	n := &node{kind: 'o'}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		v, err := parseValue(dec, depth+1)
		if err != nil {
			return nil, err
		}
		n.object = append(n.object, member{key.(string), v})
	}
	_, err := dec.Token()
	return n, err
}

// what names the node's JSON type for people.
func (n *node) what() string {
	switch n.kind {
	case 'o':
		return "an object"
	case 'a':
		return "a list"
	case 's':
		return "text"
	case 'n':
		return "a number"
	case 'b':
		return "true or false"
	}
	return "null"
}

func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// loneSurrogate finds an escape \uD800 to \uDFFF that is not half of a pair.
func loneSurrogate(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		if data[i+1] != 'u' {
			i++ // the escaped character, so that \\u is no escape
			continue
		}
		switch hexQuad(data, i) >> 10 {
		case 0xD800 >> 10:
			if hexQuad(data, i+6)>>10 != 0xDC00>>10 {
				return i
			}
			i += 11
		case 0xDC00 >> 10:
			return i
		}
	}
	return -1
}

// hexQuad reads the four digits of the escape that begins at i; 0 if there is none.
func hexQuad(data []byte, i int) int {
	if i+6 > len(data) || data[i] != '\\' || data[i+1] != 'u' {
		return 0
	}
	var v int
	if _, err := fmt.Sscanf(string(data[i+2:i+6]), "%04x", &v); err != nil {
		return 0
	}
	return v
}
