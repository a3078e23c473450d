package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
)

// Screens holds what web pages load: GOV.UK Frontend in "govuk/" and our own few rules in "minutebook/".
//
//go:embed govuk/*.css govuk/*.js minutebook/*
var Screens embed.FS

// Revision is a short name for exactly these Screens. Pages put it into the address of each file, so that browsers may
// keep a file for good and still never mix two releases.
func Revision() (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(Screens, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := Screens.ReadFile(path)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(sum, "%s %d\n%s", path, len(data), data)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("reading the screens' files: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil))[:12], nil
}
