package xlsx

import (
	"bytes"
	"regexp"
	"strings"
)

// This file puts right what excelize writes beside the specification, or in another order each time.

var (
	// defaults are content types by extension, given for every kind of picture in no certain order. A pack holds only XML.
	defaults = regexp.MustCompile(`<Default Extension="[^"rx][^"]*"[^>]*></Default>`)
	// labels of series stand before their markers, which CT_LineSer has the other way (ECMA-376 21.2.2.97), and say only that
	// there are none; invertIfNegative does not belong to lines, smooth not to bars.
	labels = regexp.MustCompile(`(?s)<dLbls>.*?</dLbls>|<invertIfNegative val="0"></invertIfNegative>`)
	smooth = regexp.MustCompile(`<smooth val="0"></smooth>`)
)

func tidy(parts map[string][]byte) {
	for name, content := range parts {
		switch {
		case name == "[Content_Types].xml":
			parts[name] = defaults.ReplaceAll(content, nil)
		case strings.HasPrefix(name, "xl/charts/"):
			content = labels.ReplaceAll(content, nil)
			if bytes.Contains(content, []byte("<barChart>")) {
				content = smooth.ReplaceAll(content, nil)
			}
			parts[name] = content
		}
	}
}
