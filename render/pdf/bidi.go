package pdf

import "golang.org/x/text/unicode/bidi"

// This file resolves embedding levels by the Unicode Bidirectional Algorithm (UAX #9) for one line of text without
// explicit embeddings: scan refuses those, and isolates are ignored. That leaves rules W1 to W7, N0 to N2, I1 and I2
// over a single run here, and L1 and L2 where lines are made. The go-text package has the whole algorithm, but its result tells only odd from even levels,
// which is too little to put "12" right in "ali 12 and".

// rtlFrom is the first code point at which right-to-left scripts begin; text below it needs no levels.
const rtlFrom = 0x0590

// levels returns the embedding level of each rune, nil when all are 0. base is 1 for a right-to-left paragraph.
func levels(text []rune, base uint8) []uint8 {
	if base == 0 && !anyRTL(text) {
		return nil
	}
	classes := make([]bidi.Class, len(text))
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		if classes[i] = p.Class(); ignorable(r) && classes[i] != bidi.L && classes[i] != bidi.R && classes[i] != bidi.AL {
			classes[i] = bidi.BN
		}
	}
	original := append([]bidi.Class(nil), classes...)
	embedding := direction(base)
	resolveWeak(classes, embedding)
	resolveBrackets(text, original, classes, embedding)
	resolveNeutral(classes, embedding)
	out := make([]uint8, len(text))
	for i, c := range classes { // I1, I2
		switch {
		case c == bidi.BN:
			out[i] = base
			if i > 0 {
				out[i] = out[i-1]
			}
		case base == 0 && c == bidi.R:
			out[i] = 1
		case base == 0 && c != bidi.L: // EN, AN
			out[i] = 2
		case base == 1 && c != bidi.R:
			out[i] = 2
		default:
			out[i] = base
		}
	}
	return out
}

func direction(level uint8) bidi.Class {
	if level%2 == 1 {
		return bidi.R
	}
	return bidi.L
}

// anyRTL reports whether text holds a character of a right-to-left script.
func anyRTL(text []rune) bool {
	for _, r := range text {
		if r >= rtlFrom {
			if p, _ := bidi.LookupRune(r); p.Class() == bidi.R || p.Class() == bidi.AL || p.Class() == bidi.AN {
				return true
			}
		}
	}
	return false
}

// allRTL reports whether every strong character of text is of a right-to-left script, and there is one.
func allRTL(text []rune) bool {
	found := false
	for _, r := range text {
		switch p, _ := bidi.LookupRune(r); p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			found = true
		}
	}
	return found
}

// resolveWeak applies W1 to W7.
func resolveWeak(c []bidi.Class, sos bidi.Class) {
	prev, strong := sos, sos // W1, W2, W3; each looks only back, so one pass serves
	for i := range c {
		switch c[i] {
		case bidi.BN:
			continue
		case bidi.NSM:
			c[i] = prev
		case bidi.EN:
			if strong == bidi.AL {
				c[i] = bidi.AN
			}
		case bidi.L, bidi.R, bidi.AL:
			strong = c[i]
		}
		prev = c[i]
	}
	for i := range c {
		if c[i] == bidi.AL {
			c[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(c); i++ { // W4
		if before, after := c[i-1], c[i+1]; before == after {
			if c[i] == bidi.ES && before == bidi.EN || c[i] == bidi.CS && (before == bidi.EN || before == bidi.AN) {
				c[i] = before
			}
		}
	}
	for i := 0; i < len(c); { // W5
		end := i
		for end < len(c) && (c[end] == bidi.ET || c[end] == bidi.BN) {
			end++
		}
		if end == i {
			i++
			continue
		}
		if i > 0 && c[i-1] == bidi.EN || end < len(c) && c[end] == bidi.EN {
			for k := i; k < end; k++ {
				if c[k] == bidi.ET {
					c[k] = bidi.EN
				}
			}
		}
		i = end
	}
	strong = sos
	for i := range c { // W6, W7
		switch c[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			c[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.L {
				c[i] = bidi.L
			}
		}
	}
}

// strength maps a resolved class to the direction that it counts as in N0 to N2: numbers are right-to-left there.
func strength(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// brackets pairs the opening brackets that names and minutes use with their closing ones.
var brackets = map[rune]rune{'(': ')', '[': ']', '{': '}', '⟨': '⟩', '「': '」', '⁅': '⁆', '⁽': '⁾', '₍': '₎'}

// resolveBrackets applies N0, so that "(mother)" keeps both its brackets.
func resolveBrackets(text []rune, original, c []bidi.Class, embedding bidi.Class) {
	type pair struct{ open, close int }
	var stack []int
	var pairs []pair
	for i, r := range text {
		if c[i] != bidi.ON {
			continue
		}
		if _, ok := brackets[r]; ok {
			if len(stack) == 63 { // BD16 stops here, which also bounds the work
				break
			}
			stack = append(stack, i)
			continue
		}
		for k := len(stack) - 1; k >= 0; k-- {
			if brackets[text[stack[k]]] == r {
				pairs = append(pairs, pair{stack[k], i})
				stack = stack[:k]
				break
			}
		}
	}
	for k := range pairs { // N0 goes by opening bracket; the list is short
		for m := k; m > 0 && pairs[m].open < pairs[m-1].open; m-- {
			pairs[m], pairs[m-1] = pairs[m-1], pairs[m]
		}
	}
	for _, p := range pairs {
		opposite := false
		dir := bidi.ON
		for i := p.open + 1; i < p.close && dir == bidi.ON; i++ {
			switch s := strength(c[i]); {
			case s == embedding:
				dir = embedding
			case s != bidi.ON:
				opposite = true
			}
		}
		if dir == bidi.ON && opposite {
			before := embedding
			for i := p.open - 1; i >= 0; i-- {
				if s := strength(c[i]); s != bidi.ON {
					before = s
					break
				}
			}
			dir = embedding
			if before != embedding {
				dir = before
			}
		}
		if dir == bidi.ON {
			continue
		}
		for _, at := range []int{p.open, p.close} {
			c[at] = dir
			for i := at + 1; i < len(c) && original[i] == bidi.NSM; i++ {
				c[i] = dir
			}
		}
	}
}

// resolveNeutral applies N1 and N2.
func resolveNeutral(c []bidi.Class, embedding bidi.Class) {
	before := embedding
	for i := 0; i < len(c); {
		if s := strength(c[i]); s != bidi.ON {
			before = s
			i++
			continue
		}
		end := i
		for end < len(c) && strength(c[end]) == bidi.ON {
			end++
		}
		after := embedding
		if end < len(c) {
			after = strength(c[end])
		}
		dir := embedding
		if before == after {
			dir = before
		}
		for ; i < end; i++ {
			if c[i] != bidi.BN {
				c[i] = dir
			}
		}
	}
}

// visual returns the order in which n clusters of the given levels are drawn from left to right (rule L2), nil when
// that is the order in which they are read.
func visual(n int, level func(i int) uint8) []int {
	var highest uint8
	for i := range n {
		highest = max(highest, level(i))
	}
	if highest == 0 {
		return nil
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for l := highest; l >= 1; l-- {
		for i := 0; i < n; i++ {
			end := i
			for end < n && level(order[end]) >= l {
				end++
			}
			for a, b := i, end-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
			i = max(i, end)
		}
	}
	return order
}
