package assets

import _ "embed"

// ExampleCase is the fictional case that the demonstration loads. Nobody in it exists.
//
//go:embed examples/baseline.json
var ExampleCase []byte
