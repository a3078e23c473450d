package main

import (
	"context"
	"os"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"minutebook/assets"
	"minutebook/internal/store/storetest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"minutebook": func() { os.Exit(run(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the whole program as people do: testdata/script says what they type and what they see.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("POSTGRES", storetest.Postgres(t))
			return os.WriteFile(env.WorkDir+"/baseline.json", assets.ExampleCase, 0o600)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"flip": flip, "cut": cut},
	})
}

// flip changes one byte of a file: flip FILE OFFSET; a negative offset counts from the end.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	data, at := content(ts, args)
	data[at] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// cut shortens a file: cut FILE LENGTH.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	data, at := content(ts, args)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data[:at], 0o600))
}

func content(ts *testscript.TestScript, args []string) ([]byte, int) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	if at < 0 {
		at += len(data)
	}
	return data, at
}
