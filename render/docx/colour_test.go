package docx

import (
	"math"
	"strconv"
	"testing"
)

// TestContrast holds the colours to WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1 on each ground they stand on.
// The watermark counts as one: half of its colour shines through.
func TestContrast(t *testing.T) {
	t.Parallel()
	for _, text := range []string{ink, grey, red, blue} {
		for _, ground := range []string{"FFFFFF", headFill, factFill, "ECECEC"} {
			dark, light := luminance(t, text), luminance(t, ground)
			if ratio := (light + 0.05) / (dark + 0.05); ratio < 4.5 {
				t.Errorf("#%s on #%s has a contrast of %.2f to 1", text, ground, ratio)
			}
		}
	}
}

// luminance is the relative luminance of a colour as WCAG defines it.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(colour, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for shift, weight := range map[int]float64{16: 0.2126, 8: 0.7152, 0: 0.0722} {
		c := float64(rgb>>shift&0xFF) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}
