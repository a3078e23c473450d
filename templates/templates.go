// Package templates holds, inside the program, everything that an authority may replace from a folder of its own: document
// and page templates and policy packs.
package templates

import "embed"

// FS has the folders documents, pages and policies. The pattern names no extension, so that a folder which is still empty
// does not stop the build.
//
//go:embed */*
var FS embed.FS
