// Package assets carries the files that Minutebook ships inside its binary, so that one file is a whole installation.
// Each folder holds the licence and the version of what is in it beside the files, which are never modified.
package assets

import "embed"

// Fonts holds the Noto fonts that papers are set in, at "fonts/<PostScript name>.ttf".
//
//go:embed fonts/*.ttf
var Fonts embed.FS

// SRGB is the ICC profile of the sRGB colour space, which archival PDFs must carry.
//
//go:embed icc/sRGB2014.icc
var SRGB []byte
