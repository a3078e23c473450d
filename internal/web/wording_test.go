package web

import (
	"net/url"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// The authority's own sentences stand at the question, in the summary above the page, and on the record's page.
func TestOwnWording(t *testing.T) {
	t.Parallel()
	words, err := forms.NewWording(map[string]string{"too_long": "Shorten {label}: {max} at most, not {count}."})
	if err != nil {
		t.Fatal(err)
	}
	const want = "Shorten background: 5 at most, not 9."
	problems := forms.Problems{{Pointer: "/background", Code: "too_long", Level: forms.Error, Args: map[string]any{"max": 5, "count": 9}}}
	if got := refusedSheet(words, forms.PPMKind, url.Values{}, problems).errors["/background"]; len(got) != 1 || got[0] != want {
		t.Errorf("at the question: %q", got)
	}
	if got := summary(words, forms.PPMKind, problems); len(got) != 1 || got[0].Says != want {
		t.Errorf("in the summary: %+v", got)
	}
	rec := records.Record{Kind: forms.PPMKind, Form: &forms.PPM{Background: forms.Background{Background: "Lives with her aunt."}}}
	if got := started(words, rec, problems); len(got) != 1 || got[0].Says != want {
		t.Errorf("on the record's page: %+v", got)
	}
}
