package templates

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Layered returns the built-in templates with an authority's own folder laid over them: a file of the folder stands in for
// the built-in file of the same name, and further files are added. Only reading whole files and listing folders is
// supported, which is all that templates need.
func Layered(own fs.FS) fs.FS { return layered{own} }

type layered struct{ own fs.FS }

var (
	_ fs.ReadFileFS = layered{}
	_ fs.ReadDirFS  = layered{}
)

// Open implements fs.FS.
func (l layered) Open(name string) (fs.File, error) {
	if f, err := l.own.Open(name); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	return FS.Open(name)
}

// ReadFile implements fs.ReadFileFS.
func (l layered) ReadFile(name string) ([]byte, error) {
	if data, err := fs.ReadFile(l.own, name); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return data, err
	}
	return FS.ReadFile(name)
}

// ReadDir implements fs.ReadDirFS: the entries of both, each name once, in order.
func (l layered) ReadDir(name string) ([]fs.DirEntry, error) {
	mine, err := fs.ReadDir(l.own, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	builtIn, builtInErr := FS.ReadDir(name)
	if err != nil && builtInErr != nil {
		return nil, err
	}
	for _, e := range builtIn {
		if !slices.ContainsFunc(mine, func(m fs.DirEntry) bool { return m.Name() == e.Name() }) {
			mine = append(mine, e)
		}
	}
	slices.SortFunc(mine, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return mine, nil
}
