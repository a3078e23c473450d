package render

// Replaced counts the characters that a paper could not show and for which it printed their code point in brackets,
// such as "[U+1F600]".
type Replaced map[rune]int
