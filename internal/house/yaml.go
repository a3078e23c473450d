package house

import (
	"bytes"
	"errors"
	"io"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// entry is one key of a file that holds one mapping.
type entry struct {
	key   string
	value *yaml.Node
	line  int
}

// lineOf finds the line in an error of the YAML reader.
var lineOf = regexp.MustCompile(`^yaml: line (\d+): `)

// mapping reads a file of keys and values, in their order. A file of comments only has none.
func (l *loader) mapping(file string) []entry {
	data := l.read(file, maxText)
	var doc yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&doc); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		line := "1" // of which the reader says nothing
		if m := lineOf.FindStringSubmatch(err.Error()); m != nil {
			line = m[1]
		}
		l.note(file+":"+line, 0, "this is not YAML; check indentation and quotes there and just above: %w", err)
		return nil
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		l.note(file, 0, "take out what follows the line ---; the file holds one list of keys")
		return nil
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return nil
	}
	if root.Kind != yaml.MappingNode {
		l.note(file, root.Line, "expected keys with values here, such as “telephone: 01632 960001”")
		return nil
	}
	seen := map[string]bool{}
	var all []entry
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if seen[key.Value] {
			l.note(file, key.Line, "%q comes twice; keep one", key.Value)
			continue
		}
		seen[key.Value] = true
		all = append(all, entry{key.Value, value, key.Line})
	}
	return all
}

// text is the value of an entry that holds text. Numbers count as text: a telephone number is one. Aliases do not.
func (l *loader) text(file string, e entry) (string, bool) {
	if e.value.Kind != yaml.ScalarNode {
		l.note(file, e.line, "%s must be text on one line; put it in quotes if it has a colon", e.key)
		return "", false
	}
	if e.value.Tag == "!!null" {
		return "", true
	}
	return e.value.Value, true
}
