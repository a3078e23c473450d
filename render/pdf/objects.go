package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"sync"
)

// objects collects the objects of a PDF file and writes them. Small objects go into object streams, except those that
// must have an offset of their own: streams, and what a later signature replaces (see direct).
type objects struct {
	part  int    // of PDF/A; part 1 is PDF 1.4, which has neither object streams nor a cross-reference stream
	arena []byte // bodies of all objects, one after the other
	list  []bounds
}

// bounds is where an object's body is in the arena.
type bounds struct {
	from, to int
	direct   bool // not in an object stream
}

// reserve returns the number of an object that is defined later.
func (o *objects) reserve() int {
	o.list = append(o.list, bounds{})
	return len(o.list)
}

// put defines object n.
func (o *objects) put(n int, format string, args ...any) {
	from := len(o.arena)
	o.arena = fmt.Appendf(o.arena, format, args...)
	o.list[n-1].from, o.list[n-1].to = from, len(o.arena)
}

// add defines a new object and returns its number.
func (o *objects) add(format string, args ...any) int {
	n := o.reserve()
	o.put(n, format, args...)
	return n
}

// direct asks that object n is written as a plain indirect object. A signature is appended as an update that replaces
// the catalog, the form, the field and its page; that is only safe to do by offset.
func (o *objects) direct(n int) int {
	o.list[n-1].direct = true
	return n
}

// stream defines object n as a stream. entries are the dictionary's besides Length and Filter.
func (o *objects) stream(n int, entries string, data []byte, compress bool) error {
	filter := ""
	if compress {
		packed, release, err := deflate(data)
		if err != nil {
			return err
		}
		defer release()
		data, filter = packed, "/Filter/FlateDecode"
	}
	from := len(o.arena)
	o.arena = fmt.Appendf(o.arena, "<<%s%s/Length %d>>\nstream\n", entries, filter, len(data))
	o.arena = append(o.arena, data...)
	o.arena = append(o.arena, "\nendstream"...)
	o.list[n-1].from, o.list[n-1].to = from, len(o.arena)
	o.direct(n)
	return nil
}

// packer is a compressor with the buffer it writes to: a new one costs a megabyte.
type packer struct {
	out bytes.Buffer
	z   *zlib.Writer
}

var packers = sync.Pool{New: func() any {
	p := &packer{}
	p.z = zlib.NewWriter(&p.out)
	return p
}}

// deflate compresses data. The result is valid until release is called.
func deflate(data []byte) (packed []byte, release func(), err error) {
	p := packers.Get().(*packer)
	p.out.Reset()
	p.z.Reset(&p.out)
	if _, err := p.z.Write(data); err != nil {
		return nil, nil, fmt.Errorf("compressing: %w", err)
	}
	if err := p.z.Close(); err != nil {
		return nil, nil, fmt.Errorf("compressing: %w", err)
	}
	return p.out.Bytes(), func() { packers.Put(p) }, nil
}

// inStream is how many objects share an object stream: readers inflate a whole one to get at any of its objects.
const inStream = 200

// write returns the file.
func (o *objects) write(root, info int) ([]byte, error) {
	out := make([]byte, 0, len(o.arena)+64*len(o.list)+4096)
	if o.part == 1 {
		out = append(out, "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"...)
		return o.writeTable(out, root, info), nil
	}
	out = append(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	type entry struct{ kind, a, b int }
	rows := make([]entry, len(o.list)+1, len(o.list)+16)
	rows[0] = entry{0, 0, 65535}
	var packed []int
	for i, s := range o.list {
		if !s.direct {
			packed = append(packed, i+1)
			continue
		}
		rows[i+1] = entry{1, len(out), 0}
		out = o.append(out, i+1)
	}
	var head, body []byte
	for len(packed) > 0 {
		group := packed[:min(inStream, len(packed))]
		packed = packed[len(group):]
		head, body = head[:0], body[:0]
		n := o.reserve()
		for k, num := range group {
			head = fmt.Appendf(head, "%d %d ", num, len(body))
			body = append(append(body, o.arena[o.list[num-1].from:o.list[num-1].to]...), '\n')
			rows[num] = entry{2, n, k}
		}
		entries := fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(group), len(head))
		if err := o.stream(n, entries, append(head, body...), true); err != nil {
			return nil, err
		}
		rows = append(rows, entry{1, len(out), 0})
		out = o.append(out, n)
	}
	start := len(out)
	n := o.reserve()
	rows = append(rows, entry{1, start, 0})
	table := make([]byte, 0, 7*len(rows))
	for _, r := range rows {
		table = append(table, byte(r.kind), byte(r.a>>24), byte(r.a>>16), byte(r.a>>8), byte(r.a), byte(r.b>>8), byte(r.b))
	}
	id := identity(out)
	entries := fmt.Sprintf("/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[%s%s]", len(rows), root, info, id, id)
	if err := o.stream(n, entries, table, true); err != nil {
		return nil, err
	}
	out = o.append(out, n)
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", start), nil
}

// writeTable finishes a PDF 1.4 file, with a cross-reference table.
func (o *objects) writeTable(out []byte, root, info int) []byte {
	offsets := make([]int, len(o.list))
	for i := range o.list {
		offsets[i] = len(out)
		out = o.append(out, i+1)
	}
	start := len(out)
	id := identity(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(o.list)+1)
	for _, at := range offsets {
		out = fmt.Appendf(out, "%010d 00000 n \n", at)
	}
	return fmt.Appendf(out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[%s%s]>>\nstartxref\n%d\n%%%%EOF\n",
		len(o.list)+1, root, info, id, id, start)
}

func (o *objects) append(out []byte, n int) []byte {
	out = fmt.Appendf(out, "%d 0 obj\n", n)
	out = append(out, o.arena[o.list[n-1].from:o.list[n-1].to]...)
	return append(out, "\nendobj\n"...)
}

// identity is the file identifier: the same content has the same one.
func identity(content []byte) string {
	sum := sha256.Sum256(content)
	return fmt.Sprintf("<%X>", sum[:16])
}
