package api

import (
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// acceptable returns a refusal unless one of the offered media types is in the Accept header (RFC 9110 §12.5.1).
func acceptable(h http.Header, offers []string) error {
	accept := strings.Join(h.Values("Accept"), ",")
	if accept == "" {
		return nil
	}
	for _, offer := range offers {
		if quality(accept, offer) > 0 {
			return nil
		}
	}
	return &refusal{kind: notAcceptable, detail: "This address answers with " + strings.Join(offers, " or ") + "; Accept names none of them."}
}

// quality returns the weight that an Accept header gives to a media type: that of the most specific range which matches,
// 0 if none does.
func quality(accept, offer string) float64 {
	weight, best := 0.0, 0
	family, _, _ := strings.Cut(offer, "/")
	specific := map[string]int{"*/*": 1, family + "/*": 2, offer: 3}
	for part := range strings.SplitSeq(accept, ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil || specific[media] <= best {
			continue
		}
		best, weight = specific[media], 1
		if q, ok := params["q"]; ok {
			if weight, err = strconv.ParseFloat(q, 64); err != nil {
				weight = 0
			}
		}
	}
	return weight
}

// readable returns a refusal unless the body has one of the types, is not compressed, and is UTF-8 where it says.
func readable(h http.Header, types []string) error {
	if types == nil {
		return nil
	}
	want := "Send the body as " + strings.Join(types, " or ")
	if coding := h.Get("Content-Encoding"); coding != "" && coding != "identity" {
		return &refusal{kind: mediaType, detail: want + ", not compressed."}
	}
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	charset := params["charset"]
	if err != nil || !slices.Contains(types, media) || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return &refusal{kind: mediaType, detail: want + " in UTF-8, and say so in Content-Type."}
	}
	return nil
}

// ifMatch returns the one entity tag of If-Match without its quotes. The star and lists are refused: a save that does not
// say where it started from could overwrite somebody's text.
func ifMatch(h http.Header) (string, error) {
	header := strings.Join(h.Values("If-Match"), ",")
	if header == "" {
		return "", &refusal{kind: unguarded, detail: "Send If-Match with the ETag of what you started from."}
	}
	tag, opened := strings.CutPrefix(header, `"`)
	tag, closed := strings.CutSuffix(tag, `"`)
	if !opened || !closed || tag == "" || strings.Contains(tag, `"`) {
		return "", &refusal{kind: precondition, detail: fmt.Sprintf("If-Match must be one ETag in quotes, not %q.", clip(header))}
	}
	return tag, nil
}

// version is the version of a record that the caller started from.
func (c *call) version() (int, error) {
	n, err := strconv.Atoi(c.tag)
	if err != nil || n < 1 {
		return 0, &refusal{kind: precondition, detail: fmt.Sprintf("If-Match must be a version of the record, such as %q, not %q.", "3", clip(c.tag))}
	}
	return n, nil
}

// clip keeps what is quoted back short.
func clip(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}
