package pdf

import (
	"math/rand/v2"
	"testing"
)

// Random strips all come out once, in order, inside the body of a page, and obey keep and newPage.
func TestPaginate(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		strips := make([]strip, 1+rng.IntN(80))
		for i := range strips {
			n := 1 + rng.IntN(6)
			if rng.IntN(20) == 0 {
				n = 40 + rng.IntN(120) // taller than a page
			}
			s := strip{before: float64(rng.IntN(20)), bottom: 5, keep: n < 7 && rng.IntN(4) == 0, newPage: rng.IntN(30) == 0}
			for k := range n {
				s.lines = append(s.lines, line{y: 4 + 14*float64(k), height: 14, base: float64(1000*i + k)})
			}
			s.height = 4 + 14*float64(n) + s.bottom
			strips[i] = s
		}
		pages := paginate(strips)
		next, lineNext := 0, 0
		for p, items := range pages {
			if len(items) == 0 {
				t.Fatalf("page %d is empty", p)
			}
			end := float64(bodyTop)
			for k, it := range items {
				if it.y < end-0.01 || it.y+it.height > bodyBottom+0.01 {
					t.Fatalf("strip from %.1f to %.1f overlaps the one before, which ends at %.1f, or leaves the page", it.y, it.y+it.height, end)
				}
				end = it.y + it.height
				for _, ln := range it.lines {
					if want := float64(1000*next + lineNext); ln.base != want {
						t.Fatalf("line %v comes where %v should", ln.base, want)
					}
					if lineNext++; lineNext == len(strips[next].lines) {
						next, lineNext = next+1, 0
					}
				}
				last := k == len(items)-1 && p < len(pages)-1
				if chained := it.keep && next < len(strips) && !strips[next].newPage; last && chained && chain(strips, next-1) <= bodyHeight {
					t.Fatalf("strip %d should not be the last of page %d", next-1, p)
				}
				if it.newPage && k > 0 {
					t.Fatalf("strip %d should begin a page", next)
				}
			}
		}
		if next != len(strips) {
			t.Fatalf("%d strips came out of %d", next, len(strips))
		}
	}
}

// chain is the height of all strips that are kept together with strip i.
func chain(strips []strip, i int) float64 {
	for i > 0 && strips[i-1].keep && !strips[i].newPage {
		i--
	}
	h := strips[i].height
	for ; i+1 < len(strips) && strips[i].keep && !strips[i+1].newPage; i++ {
		h += strips[i+1].before + strips[i+1].height
	}
	return h
}

func TestHarvestRefuses(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"empty":       "",
		"no xref":     "%PDF-1.3\n",
		"nowhere":     "startxref\n99\n",
		"no number":   "startxref\nx\n",
		"bad offset":  "xref\n0 2\n0000000000 65535 f \n9999999999 00000 n \nstartxref\n0\n",
		"no contents": "1 0 obj\n<</Type /Page\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000000 00000 n \nstartxref\n32\n",
	} {
		if _, err := harvest([]byte(file)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
