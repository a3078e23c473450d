package sign

import (
	"bytes"
	"strconv"
)

// entry finds what this section says of an object number; false when it says nothing.
func (x *pdfSection) entry(num int) (pdfEntry, bool) {
	for _, run := range x.runs {
		if num >= run.first && num-run.first < run.count {
			return x.decode(run, num-run.first), true
		}
	}
	return pdfEntry{}, false
}

// decode reads entry i of a run. What is malformed counts as free.
func (x *pdfSection) decode(run pdfRun, i int) pdfEntry {
	if x.widths == [3]int{} {
		row := x.table[run.at+i*classicSize:][:classicSize]
		at, err := strconv.Atoi(string(bytes.TrimLeft(row[:10], "0")))
		if err != nil || row[17] != 'n' {
			return pdfEntry{}
		}
		return pdfEntry{entryPlain, at}
	}
	row := x.table[run.at+i*(x.widths[0]+x.widths[1]+x.widths[2]):]
	kind := 1 // the default when the first width is 0 (7.5.8.2)
	if x.widths[0] > 0 {
		kind = bigEndian(row[:x.widths[0]])
	}
	at := bigEndian(row[x.widths[0]:][:x.widths[1]])
	if at < 0 || kind < 0 || kind > int(entryPacked) {
		return pdfEntry{}
	}
	return pdfEntry{entryKind(kind), at}
}

func bigEndian(b []byte) (n int) {
	for _, c := range b {
		n = n<<8 | int(c)
	}
	return n
}
