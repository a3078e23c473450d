package workbook

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// archive is an opened package of parts, within its limits.
type archive struct {
	limits Limits
	parts  map[string]*zip.File // by name in lower case without a leading slash (ECMA-376 part 2, 6.2.2.3)
}

func openArchive(r io.ReaderAt, size int64, limits Limits) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are looked up here, never written to a disk
		return nil, damaged("its directory cannot be read: %v", err)
	}
	if len(z.File) > limits.Parts {
		return nil, tooLarge("it has %d parts, and may have %d", len(z.File), limits.Parts)
	}
	a := &archive{limits, map[string]*zip.File{}}
	left := uint64(limits.Unpacked)
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		switch {
		case strings.HasSuffix(name, "/"):
			continue
		case f.Flags&1 != 0:
			return nil, ErrPassword
		case a.parts[name] != nil:
			return nil, damaged("it has two parts called %.100q", name)
		case f.UncompressedSize64 > left:
			return nil, tooLarge("unpacked it has more than %d bytes", limits.Unpacked)
		case f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/uint64(limits.Ratio) > f.CompressedSize64:
			return nil, tooLarge("part %.100q is %d times larger than it seems", name, f.UncompressedSize64/max(f.CompressedSize64, 1))
		}
		left -= f.UncompressedSize64
		a.parts[name] = f
	}
	return a, nil
}

// open reads a part. Never more bytes come out than its directory entry promised, which was counted.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, damaged("part %.100q is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged("part %.100q: %v", name, err)
	}
	return part{&bounded{r, int64(f.UncompressedSize64)}, r}, nil
}

type part struct {
	io.Reader
	io.Closer
}

// walk scans a part from start to end; visit gets each start tag.
func (a *archive) walk(name string, visit func(s *scanner, tag tag) error) (err error) {
	r, err := a.open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	s := newScanner(r)
	for {
		t, err := s.start()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = visit(s, t)
		}
		if err != nil {
			return fmt.Errorf("part %s: %w", name, err)
		}
	}
}

// relation is where a part points to.
type relation struct{ kind, target string }

// relations reads where a part points to, by id; "" is the package itself. A part without relations has none.
func (a *archive) relations(of string) (map[string]relation, error) {
	folder, file := path.Split(of)
	name := folder + "_rels/" + file + ".rels"
	found := map[string]relation{}
	if a.parts[strings.ToLower(name)] == nil {
		return found, nil
	}
	return found, a.walk(name, func(_ *scanner, t tag) error {
		if t.name != "Relationship" || t.attr("TargetMode") == "External" {
			return nil
		}
		if len(found) > a.limits.Parts {
			return tooLarge("too many relations")
		}
		target := t.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", folder, target)
		}
		found[t.attr("Id")] = relation{path.Base(t.attr("Type")), strings.TrimPrefix(path.Clean(target), "/")}
		return nil
	})
}
