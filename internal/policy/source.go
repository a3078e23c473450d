package policy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file reads pack files with an eye on what a person can get wrong in them:
//
//   - Every mistake is noted with file and line, and reading goes on, so that all of them are told at once.
//   - A key that nobody asks for is a mistake. A reader asks for keys by name and then closes the block.
//   - Anchors and aliases are refused: a rule is to be read where it stands, and they are the way to make a short file
//     that is very long to read.

// source collects the mistakes of all files.
type source struct {
	faults []error
	cited  []string // inventory ids, in the order in which they were read
}

func (s *source) err() error { return errors.Join(s.faults...) }

func (s *source) note(file string, line int, format string, args ...any) {
	s.faults = append(s.faults, fmt.Errorf("%s:%d: "+format, append([]any{file, line}, args...)...))
}

// parse reads a file that holds one mapping; it returns nil if it does not.
func (s *source) parse(file string, data []byte) *block {
	var doc, more yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&doc); errors.Is(err, io.EOF) {
		s.note(file, 1, "the file is empty; write a policy pack or remove it")
		return nil
	} else if err != nil {
		s.faults = append(s.faults, fmt.Errorf("%s: this is not YAML; check indentation and quotes there: %w", file, err))
		return nil
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		s.note(file, max(more.Line, 1), "a file holds one policy pack; move what follows --- to a file of its own")
		return nil
	}
	return s.mapping(file, doc.Content[0])
}

// mapping opens a mapping and notes keys that come twice.
func (s *source) mapping(file string, node *yaml.Node) *block {
	if node.Kind != yaml.MappingNode {
		s.note(file, node.Line, "expected keys with values here, such as “name: somewhere”")
		return nil
	}
	b := &block{source: s, file: file, line: node.Line, values: map[string]*yaml.Node{}}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if _, twice := b.values[key.Value]; twice {
			s.note(file, key.Line, "%q comes twice; keep one", key.Value)
		}
		if value.Anchor != "" || value.Kind == yaml.AliasNode {
			s.note(file, value.Line, "anchors and aliases are not used in policy packs; write the value out")
		}
		b.values[key.Value] = value
	}
	return b
}

// block is one mapping of a file. Its readers return the zero value for what is missing or wrong, and note it.
type block struct {
	*source
	file   string
	line   int
	values map[string]*yaml.Node
	asked  []string
}

// at returns the value of a key, or nil, and remembers that the key was asked for.
func (b *block) at(key string) *yaml.Node {
	b.asked = append(b.asked, key)
	return b.values[key]
}

// fault notes a mistake at a key, or at the block if it does not have the key.
func (b *block) fault(key, format string, args ...any) {
	line := b.line
	if node := b.values[key]; node != nil {
		line = node.Line
	}
	b.note(b.file, line, format, args...)
}

// close notes the keys that nobody asked for.
func (b *block) close() {
	for _, key := range slices.Sorted(maps.Keys(b.values)) {
		if !slices.Contains(b.asked, key) {
			known := "there are none here; take it out"
			if len(b.asked) > 0 {
				known = "the keys here are " + strings.Join(b.asked, ", ")
			}
			b.fault(key, "there is no key called %q; %s", key, known)
		}
	}
}

// text reads a text that must be there.
func (b *block) text(key string) string {
	if b.values[key] == nil {
		b.fault(key, "%s is missing; add it", key)
	}
	return b.optional(key)
}

// optional reads a text that may be left out, but not left empty.
func (b *block) optional(key string) string {
	node := b.at(key)
	if node == nil {
		return ""
	}
	return b.words(key, node)
}

func (b *block) words(key string, node *yaml.Node) string {
	if node.Kind != yaml.ScalarNode || node.Tag == "!!null" || blank(node.Value) {
		b.note(b.file, node.Line, "%s must be a text", key)
		return ""
	}
	return strings.TrimSpace(node.Value)
}

// whole reads a whole number from least to most, which may be left out; ok is false if it was or is wrong.
func (b *block) whole(key string, least, most int) (n int, ok bool) {
	node := b.at(key)
	if node == nil {
		return 0, false
	}
	n, err := strconv.Atoi(node.Value)
	if node.Kind != yaml.ScalarNode || err != nil || n < least || n > most {
		b.fault(key, "%s must be a whole number from %d to %d", key, least, most)
		return 0, false
	}
	return n, true
}

// list reads a list of mappings, which may be left out.
func (b *block) list(key string) []*block {
	node := b.at(key)
	if node == nil {
		return nil
	}
	if node.Kind != yaml.SequenceNode {
		b.fault(key, "%s must be a list; begin each entry with a hyphen", key)
		return nil
	}
	var blocks []*block
	for _, entry := range node.Content {
		if child := b.mapping(b.file, entry); child != nil {
			blocks = append(blocks, child)
		}
	}
	return blocks
}

// block reads a mapping; one that was left out is empty.
func (b *block) block(key string) *block {
	if node := b.at(key); node != nil {
		if child := b.mapping(b.file, node); child != nil {
			return child
		}
	}
	return &block{source: b.source, file: b.file, line: b.line}
}
