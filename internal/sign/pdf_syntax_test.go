package sign

import (
	"errors"
	"strings"
	"testing"
)

func TestPDFStrings(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		`(a(b)c)`:                   "a(b)c",
		`(\(\)\\\n\r\t\b\f\x)`:      "()\\\n\r\t\b\fx",
		"(a\\\nb\\\r\nc\\\rd)":      "abcd",
		`(\101\7\0538)`:             "A\a+8",
		"<48 69>":                   "", // white space: not kept, see hexString
		"<4869>":                    "Hi",
		"<FEFF00E90174>":            "éŴ",
		"(\xEF\xBB\xBF\xC3\xA9)":    "é",
		"(\xE9)":                    "é",
		"<FEFFD83DDE42>":            "🙂",
		"<FEFFD83D>":                "\uFFFD",
		"(" + `\376\377\000A` + ")": "A",
	} {
		o, err := newPDFFile(nil).scan([]byte(source), 0).object(0)
		if err != nil || o.kind != pdfString || o.plainText() != want {
			t.Errorf("%s: got %q and the error %v, want %q", source, o.plainText(), err, want)
		}
	}
}

func TestPDFObjectFaults(t *testing.T) {
	t.Parallel()
	for source, short := range map[string]bool{
		"": true, "(a": true, "<48": true, "[1 2": true, "<</A 1": true, "<</A 1>": true, "<</A(x\\": true,
		"]": false, "<</A 1/A 2>>": false, "<</A 1/#41 2>>": false, "<<1 2>>": false, "+-1": false, "nul": false,
		strings.Repeat("[", 60): false,
	} {
		_, err := newPDFFile(nil).scan([]byte(source), 0).object(0)
		if err == nil || errors.Is(err, errShort) != short {
			t.Errorf("%q: got the error %v, short should be %t", source, err, short)
		}
	}
}
