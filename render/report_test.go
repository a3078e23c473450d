package render_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
	"minutebook/render"
)

// drawing is a picture as a form is sent it.
func drawing(t *testing.T, w, h int, alt string) string {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{"data":%q,"alt":%q}`, base64.StdEncoding.EncodeToString(out.Bytes()), alt)
}

// with puts more answers into a form.
func with(t *testing.T, form, more string) string {
	t.Helper()
	var all map[string]json.RawMessage
	for _, part := range []string{form, more} {
		if err := json.Unmarshal([]byte(part), &all); err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// summaryOnly is a health form in which everything but the summary is a canary.
const summaryOnly = `{"child_name":"Maisie","cass_number":"T1","date_of_birth":"2024-09-14","sex":"F","weight_kg":"9.25","height_cm":"74","measured_on":"2026-03-01",
	"birth_details":"CANARY-1","neonatal_exam_and_screening":"CANARY-2","neonatal_treatment":"CANARY-3","neonatal_feeding":"CANARY-4","neonatal_other":"CANARY-5",
	"neonatal_practitioners":[{"name":"CANARY-6","address":"CANARY-7"}],"illness_events":[{"date":"2025-10-01","event":"CANARY-8","treatment":"CANARY-9"}],
	"immunisations":[{"vaccine":"CANARY-10","date":"2025-01-01"}],"developmental_assessment":"CANARY-11","maternal_substance_impact":"CANARY-12",
	"abuse_neglect_impact":"CANARY-13","school_health_history":"CANARY-14","health_effect_on_development":"CANARY-15","health_other":"CANARY-16",
	"practitioner":{"name":"CANARY-17","address":"CANARY-18","qualifications":"CANARY-19","signature":"CANARY-20","date":"2026-03-02"},
	"parents":[{"name":"CANARY-21","date_of_birth":"2001-05-30","sex":"F","weight":"61","height":"160"}],
	"parent_health":[{"parent":"CANARY-22","condition":"CANARY-23","treatment":"CANARY-24","hereditary":"yes"}],"obstetric_history":"CANARY-25","present_illness":"CANARY-26",
	"sibling_health":[{"person":"CANARY-27","condition":"CANARY-28","hereditary":"unknown"}],"other_health":"CANARY-29",
	"summary":"In good health.\n- Growing well","summary_date":"2026-03-03","medical_adviser_name":"Dr Dee"}`

func TestGoldenTreesOfReports(t *testing.T) {
	t.Parallel()
	full := fullForm(t, forms.CPRKind)
	pictures := `{"photograph":` + drawing(t, 30, 40, "Maisie, laughing") + `,"family_tree":` + drawing(t, 80, 40, "") + `,
		"parents":[{"name":"Bea","photograph":` + drawing(t, 30, 40, "") + `,"interests":"- <b>swimming</b>"},{}],"parents_comments":[]}`
	for name, c := range map[string]struct {
		kind forms.Kind
		form string
	}{
		"cpr-full":         {forms.CPRKind, full},
		"cpr-empty":        {forms.CPRKind, `{}`},
		"cpr-pictures":     {forms.CPRKind, pictures},
		"cpr-health-full":  {forms.HealthKind, summaryOnly},
		"cpr-health-empty": {forms.HealthKind, `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := outline(documentOf(t, c.kind, c.form, func(p *render.Paper) {
				p.Signature.Role = "Social worker"
				if strings.HasSuffix(name, "-empty") {
					p.Signature, p.Blockers = nil, []string{"Enter name of child."}
				}
			}))
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// In a copy for the panel there is no question that the panel does not get: neither the answer nor the gap.
func TestReportForThePanel(t *testing.T) {
	t.Parallel()
	form, problems := forms.Decode(forms.CPRKind, []byte(fullForm(t, forms.CPRKind)))
	if problems.Has(forms.Error) {
		t.Fatalf("%+v", problems)
	}
	for audience, c := range map[string]struct{ has, lacks []string }{
		"professional": {[]string{"22 Bellwether Close", "fact Where the child lives", "61 Cotterstone Street", "Puddletoads", "kos.jpg"}, []string{"Not in this copy."}},
		"panel": {[]string{"Kayleigh O'Hara-Stubbs", "fact Nationality", "Apart", "h2 Nursery and school", "Two-year progress check"},
			[]string{"22 Bellwether Close", "fact Where the child lives", "61 Cotterstone Street", "fact Address", "Puddletoads", "kos.jpg", "fact Council area", "address withheld"}},
		"parent": {[]string{"The child should be placed for adoption", "Not in this copy.", "fact Date of birth"},
			[]string{"Bellwether", "Kayleigh", "Łukasiewicz Bartłomiej", "fact CASS number", "sertraline", "Skelderby", "Whitcombe", "h4"}},
	} {
		t.Run(audience, func(t *testing.T) {
			t.Parallel()
			copied, _, err := forms.Project(form, forms.Audience(audience))
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(copied)
			if err != nil {
				t.Fatal(err)
			}
			d := documentOf(t, forms.CPRKind, string(data), func(p *render.Paper) { p.Audience = audience })
			got := outline(&render.Document{Blocks: d.Blocks})
			for _, s := range c.has {
				if !strings.Contains(got, s) {
					t.Errorf("no %q", s)
				}
			}
			for _, s := range c.lacks {
				if strings.Contains(got+string(d.Attached.Data), s) && !strings.HasPrefix(s, "fact") || strings.Contains(got, s) {
					t.Errorf("%q is there", s)
				}
			}
		})
	}
}

// Every text of a report stands in its tree word for word.
func TestEveryAnswerIsInTheReport(t *testing.T) {
	t.Parallel()
	for kind, text := range map[forms.Kind]string{forms.CPRKind: fullForm(t, forms.CPRKind), forms.HealthKind: summaryOnly} {
		form, problems := forms.Decode(kind, []byte(text))
		if problems.Has(forms.Error) {
			t.Fatalf("%+v", problems)
		}
		got := strings.ToLower(outline(documentOf(t, kind, text, nil)))
		count := 0
		forms.Texts(form, func(pointer, text string) {
			for line := range strings.Lines(text) {
				count++
				if line = strings.TrimLeft(strings.TrimSpace(line), "- "); !strings.Contains(got, strings.ToLower(line)) {
					t.Errorf("%s: %s: %q is missing", kind, pointer, line)
				}
			}
		})
		if count < 35 {
			t.Errorf("%s: only %d lines of text in the example", kind, count)
		}
	}
}

// Of health, a report says what the medical adviser summed up and nothing else: in no page and not in the data it carries.
func TestHealthParticularsStayOutOfTheReport(t *testing.T) {
	t.Parallel()
	health, problems := forms.Decode(forms.HealthKind, []byte(summaryOnly))
	if problems.Has(forms.Error) {
		t.Fatalf("%+v", problems)
	}
	if own := outline(documentOf(t, forms.HealthKind, summaryOnly, nil)); strings.Count(own, "CANARY-") != 29 {
		t.Errorf("%d canaries in the health form's own paper, want 29", strings.Count(own, "CANARY-"))
	}
	report, err := forms.PrefillCPR(&forms.Child{Name: "Maisie"}, health)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	d := documentOf(t, forms.CPRKind, string(data), nil)
	paper := outline(d) + string(d.Attached.Data)
	if strings.Contains(strings.ToUpper(paper), "CANARY") || !strings.Contains(paper, "Growing well") || !strings.Contains(paper, "Dr Dee") {
		t.Error(paper)
	}
}

// A picture is in the tree with its bytes, and only there: templates name it.
func TestPictureBytes(t *testing.T) {
	t.Parallel()
	form := with(t, `{}`, `{"photograph":`+drawing(t, 2400, 3200, "Aria")+`}`)
	for _, b := range documentOf(t, forms.CPRKind, form, nil).Blocks {
		if f, ok := b.(render.Figure); ok {
			photo := forms.Photo{Data: f.Data}
			if w, h := photo.Size(); w != 900 || h != 1200 || f.MediaType != "image/jpeg" || f.Width != 0.3 {
				t.Errorf("%d by %d, %s, %.2f wide", w, h, f.MediaType, f.Width)
			}
			return
		}
	}
	t.Error("no picture")
}

func TestFigureMistakes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`<h1>A</h1><figure data-photo="/nonsense" width="40%"></figure>`:                 "no such picture",
		`<h1>A</h1><figure data-photo="/child_name" width="40%"></figure>`:               "no such picture",
		`<h1>A</h1><figure data-photo="/photograph" width="40%"></figure>`:               "there is no picture",
		`<h1>A</h1><figure data-photo="/parents/0/photograph" width="40%"></figure>`:     "no such row",
		`<h1>A</h1><figure data-photo="/parents/-1/photograph" width="40%"></figure>`:    "no such row",
		`<h1>A</h1><figure data-photo="/photograph"></figure>`:                           "there is no picture",
		`<h1>A</h1><figure data-photo="/family_tree" width="wide"></figure>`:             "percentage",
		`<h1>A</h1><figure data-photo="/family_tree" width="40%"><img src="x"></figure>`: "<img>",
		`<h1>A</h1><figure data-photo="/family_tree" width="40%"><p>x</p></figure>`:      "<p>",
	} {
		files := oneTemplate(t, "")
		files["documents/cpr.html"] = files["documents/ppm.html"]
		files["documents/cpr.html"].Data = []byte(in)
		all, err := render.LoadTemplates(files)
		if err != nil {
			t.Fatal(err)
		}
		form, problems := forms.Decode(forms.CPRKind, []byte(`{"family_tree":`+drawing(t, 8, 8, "")+`}`))
		if problems.Has(forms.Error) {
			t.Fatalf("%+v", problems)
		}
		if _, err = all.Document(&render.Paper{Form: form, Audience: "professional"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", in, err)
		}
	}
}
