package policy_test

import (
	"os"
	"path/filepath"
	"testing"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// FuzzLoad: whatever a folder holds, Load answers with packs that can be used or with an error, the same one each time.
func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob("../../templates/policies/*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatalf("no pack files (%v)", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(head + "extends: brigadoon\n"))
	f.Add([]byte("name: &a [*a, *a]\n? {x: y}\n: <<\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		const parent = "name: statutory\ntitle: S\ncase_number_label: N\nmarking: O\nsets:\n  secured: [left_care]\n  cla_reviews: [cla_review]\n  final_orders: [care_order_granted]\n"
		load := func() (*policy.Packs, error) { return policy.Load(folder("a.yaml", string(data), "z.yaml", parent)) }
		packs, err := load()
		_, again := load()
		if (err == nil) != (again == nil) || err != nil && err.Error() != again.Error() {
			t.Fatalf("two answers to one folder: %v and %v", err, again)
		}
		if err != nil {
			return
		}
		form, child := complete()
		facts, asOf := adopted(), day("2026-11-20")
		facts.Tasks = []policy.Task{{Task: "T01"}}
		packs.Standing(facts, asOf)
		for _, name := range packs.Names() {
			p, err := packs.Pack(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range p.Check(form, child) {
				wantWords(t, forms.PPMKind, problem)
			}
			for _, d := range p.Deadlines(facts, asOf) {
				if d.Status == "" || d.Rule == "" {
					t.Fatalf("a row without status or rule: %+v", d)
				}
			}
			p.Disorder(facts, asOf)
			p.TaskList(facts, asOf)
		}
	})
}
