package records_test

import (
	"testing"

	"minutebook/internal/records"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	s := records.Signature{Secret: "one"}
	code := s.Code("panel")
	if read, ok := records.ParseCode(records.ShowCode(code)); !ok || read != code || len(records.ShowCode(code)) != 14 {
		t.Errorf("%q reads back as %q, %t", code, read, ok)
	}
	if other := (records.Signature{Secret: "two"}).Code("panel"); other == code || s.Code("iro") == code || (records.Signature{}).Code("panel") != "" {
		t.Errorf("codes of other papers: %q", other)
	}
	for typed, want := range map[string]string{
		"7k3m-oqxc-94tz": "7K3M0QXC94TZ", " 7K3M 0QXC 94TZ ": "7K3M0QXC94TZ", "il3m–0qxc–94tz": "113M0QXC94TZ",
		"7K3M0QXC94TU": "", "7K3M0QXC94T": "", "": "", "7K3M0QXC94TZ0": "", "ÄK3M0QXC94TZ": "",
	} {
		if got, ok := records.ParseCode(typed); ok != (want != "") || ok && got != want {
			t.Errorf("%q is read as %q, %t", typed, got, ok)
		}
	}
}

func FuzzParseCode(f *testing.F) {
	for _, s := range []string{"7K3M-0QXC-94TZ", "o0-iI", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		code, ok := records.ParseCode(typed)
		if again, still := records.ParseCode(code); ok && (!still || again != code || len(code) != 12) {
			t.Errorf("%q is read as %q, then as %q", typed, code, again)
		}
	})
}
