package pdf

import "unicode"

// The faces that papers are set in. Everything is drawn with Noto Sans where it has the character; the others each
// serve one script. There is no bold italic: bold wins.
var (
	regular = &face{name: "NotoSans-Regular"}
	bold    = &face{name: "NotoSans-Bold"}
	italic  = &face{name: "NotoSans-Italic"}
	symbols = &face{name: "NotoSansSymbols2-Regular"}

	scripts = []*face{
		{name: "NotoNaskhArabic-Regular", script: unicode.Arabic, scale: 1.2, bold: &face{name: "NotoNaskhArabic-Bold", script: unicode.Arabic, scale: 1.2}},
		{name: "NotoSansBengali-Regular", script: unicode.Bengali, bold: &face{name: "NotoSansBengali-Bold", script: unicode.Bengali}},
		{name: "NotoSansGurmukhi-Regular", script: unicode.Gurmukhi, bold: &face{name: "NotoSansGurmukhi-Bold", script: unicode.Gurmukhi}},
		{name: "NotoSansGujarati-Regular", script: unicode.Gujarati, bold: &face{name: "NotoSansGujarati-Bold", script: unicode.Gujarati}},
		{name: "NotoSansDevanagari-Regular", script: unicode.Devanagari, bold: &face{name: "NotoSansDevanagari-Bold", script: unicode.Devanagari}},
		{name: "NotoSansTamil-Regular", script: unicode.Tamil, bold: &face{name: "NotoSansTamil-Bold", script: unicode.Tamil}},
		{name: "NotoSansHebrew-Regular", script: unicode.Hebrew, bold: &face{name: "NotoSansHebrew-Bold", script: unicode.Hebrew}},
		{name: "NotoSansEthiopic-Regular", script: unicode.Ethiopic},
		{name: "NotoSansMalayalam-Regular", script: unicode.Malayalam},
		{name: "NotoSansSinhala-Regular", script: unicode.Sinhala},
		{name: "NotoSansTelugu-Regular", script: unicode.Telugu},
		{name: "NotoSansKannada-Regular", script: unicode.Kannada},
		{name: "NotoSansThai-Regular", script: unicode.Thai},
		{name: "NotoSansGeorgian-Regular", script: unicode.Georgian},
		{name: "NotoSansArmenian-Regular", script: unicode.Armenian},
	}
)

// primary returns the Latin face of a look.
func primary(isBold, isItalic bool) *face {
	switch {
	case isBold:
		return bold
	case isItalic:
		return italic
	}
	return regular
}

// has reports whether the face draws r.
func (f *face) has(r rune) bool { return f.load() == nil && f.glyph(r) != 0 }

// choose returns the face that draws r, nil when none does. Marks, joiners and shared punctuation follow the face of
// the character before them (prev, nil at the start), so that a word of one script is shaped as a whole.
func choose(r rune, first, prev *face, isBold bool) *face {
	if prev != nil && prev != first && (unicode.Is(unicode.Inherited, r) || r == '\u0964' || r == '\u0965') && prev.has(r) {
		return prev
	}
	if first.has(r) {
		return first
	}
	if regular.has(r) {
		return regular
	}
	for _, f := range scripts {
		if unicode.Is(f.script, r) && f.has(r) {
			if isBold && f.bold != nil && f.bold.has(r) {
				return f.bold
			}
			return f
		}
	}
	if symbols.has(r) {
		return symbols
	}
	if r < 0x300 || !unicode.In(r, unicode.Common, unicode.Inherited) {
		return nil
	}
	for _, f := range scripts { // shared characters that only a script's face draws, such as the danda
		if f.has(r) {
			return f
		}
	}
	return nil
}
