package leak_test

import (
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/leak"
)

// around is a family that nobody has: a mother, a father, carers with a common surname, adopters, a grandmother on each
// side, a brother, and a nursery near the adopters.
func around() *leak.Case {
	meeting := new(forms.PPM)
	meeting.Background.Background = "Ms Vale had a seizure in May. She takes lamotrigine 50 mg. Mr Okoro lost his licence in 2019 and Ms Vale does not know. " +
		"The neighbour Mrs Quillfeather rang twice."
	meeting.Contact.Contact = "She sees her mother twice a week with her brother and sister. The new swing was put up behind the greenhouse on Tuesday."
	meeting.CourtTimetable = "Legal Services advise that the threshold is weak on the second point. Reference QX/5512/HERON."
	meeting.ChildViews.ChildViews = "She likes the red tricycle in the hall best of all."
	return &leak.Case{
		Child: forms.Child{Name: "Aria Vale", CaseNumber: "TX-20311", DateOfBirth: forms.Date{Year: 2023, Month: 4, Day: 9}},
		People: []forms.Person{
			{Key: "sw", Role: "child_social_worker", Name: "Hana Underhill", Telephone: "01632 960801", Organisation: "Testmouth Council"},
			{Key: "mother", Role: "mother", Name: "Rosalind Vale", Telephone: "07700 900801", Address: "7 Kiln Street, Testmouth, ZQ1 1AA"},
			{Key: "father", Role: "father", Name: "Chidi Okoro", Telephone: "07700 900802", Address: "Flat 2, 18 Rope Walk, Testmouth, ZQ1 2BB"},
			{Key: "fc", Role: "foster_carer", Name: "Mary & Alun Young", Telephone: "07700 900803", Address: "The Cottage, 3 Drovers' Way, Testmouth, ZQ1 3CC", CaresForChild: true},
			{Key: "adopters", Role: "prospective_adopter", Name: "Séamus and Béa Ní Fhloinn-Ashworth", Email: "ashworth@mail.example.org", Address: "Larkspur House, 4 Tithebarn Fold, Upper Testwick, ZQ14 8NB"},
			{Key: "mgm", Role: "maternal_grandmother", Name: "Ivy Marchbank", Address: "12 Salt Lane, Oldport, ZQ3 1DD"},
			{Key: "pgm", Role: "paternal_grandmother", Name: "Ngozi Okoro", Address: "55 Harbour Terrace, Oldport, ZQ3 1EE"},
			{Key: "sibling-1", Role: "sibling", Name: "Finn Vale", CaseNumber: "TX-20177", DateOfBirth: forms.Date{Year: 2019, Month: 2, Day: 27}, LivesWith: "his godparents in a lighthouse near Oldport"},
			{Key: "school-1", Role: "school", Name: "Puddletoads Nursery (place offered)", Address: "Skelder Lane"},
		},
		Forms:  []forms.Form{meeting},
		Public: []string{"Testmouth Council", "Family Room, Testmouth Civic Centre"},
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	c := around()
	for name, x := range map[string]struct {
		reader, text string
		want         []string // kind: found
	}{
		"street":              {"mother", "They live at Tithebarn Fold now.", []string{"reveals_address: Tithebarn Fold"}},
		"street and number":   {"mother", "at 4, tithebarn   fold", []string{"reveals_address: tithebarn   fold"}},
		"broken line":         {"mother", "in Tithebarn\nFold", []string{"reveals_address: Tithebarn\nFold"}},
		"hyphen":              {"mother", "in tithe-barn fold", []string{"reveals_address: tithe-barn fold"}},
		"run together":        {"mother", "#TithebarnFold", []string{"reveals_address: TithebarnFold"}},
		"no width":            {"mother", "Tithe\u200bbarn\u00ad Fold", []string{"reveals_address: Tithe\u200bbarn\u00ad Fold"}},
		"wide letters":        {"mother", "Ｔｉｔｈｅｂａｒｎ Fold", []string{"reveals_address: Ｔｉｔｈｅｂａｒｎ Fold"}},
		"look-alikes":         {"mother", "Tіthеbаrn Fоld", []string{"reveals_address: Tіthеbаrn Fоld"}}, // і, е, а, о are Cyrillic
		"apostrophes":         {"mother", "at Drovers’ Way, or drovers way", []string{"reveals_address: Drovers’ Way", "reveals_address: drovers way"}},
		"house name":          {"mother", "It is called larkspur house.", []string{"reveals_address: larkspur house"}},
		"village":             {"mother", "somewhere near Upper Testwick", []string{"reveals_address: Upper Testwick"}},
		"postcode":            {"mother", "zq148nb", []string{"reveals_address: zq148nb"}},
		"postcode in digits":  {"mother", "ZQ14 ８NB", []string{"reveals_address: ZQ14 ８NB"}},
		"telephone":           {"mother", "ring 07700900803 or +44 (0)7700 900-803", []string{"reveals_telephone: 07700900803", "reveals_telephone: 44 (0)7700 900-803"}},
		"e-mail":              {"mother", "write to Ashworth@mail.example.org", []string{"reveals_telephone: Ashworth@mail.example.org"}},
		"surname":             {"mother", "the FHLOINN ASHWORTH family, Ni Fhloinn-Ashworths", []string{"reveals_identity: ASHWORTH", "reveals_identity: FHLOINN", "reveals_identity: Ni Fhloinn-Ashworths"}},
		"everyday surname":    {"mother", "Aria is very young. She stays with Mary Young and the Youngs.", []string{"reveals_identity: Mary Young", "reveals_identity: Youngs"}},
		"first name":          {"mother", "Mary reads to her.", nil},
		"everyday house":      {"mother", "They have a cottage by the sea.", nil},
		"number alone":        {"mother", "There are 4 plans and 18 visits.", nil},
		"own address":         {"mother", "We will come to 7 Kiln Street, ZQ1 1AA, in Testmouth.", nil},
		"own telephone":       {"mother", "We will ring 07700 900801.", nil},
		"worker":              {"mother", "Hana Underhill, 01632 960801", nil},
		"town of the council": {"father", "Her room is in Testmouth.", nil},
		"other parent":        {"father", "She is at Kiln St in the afternoon.", []string{"reveals_address: Kiln St"}},
		"other parent's flat": {"mother", "18 Rope Walk", []string{"reveals_address: Rope Walk"}},
		"own side":            {"mother", "Tea at Salt Lane.", nil},
		"other side":          {"father", "Tea at Salt Lane.", []string{"reveals_address: Salt Lane"}},
		"brother's birthday":  {"father", "Finn is 7 on 27th Feb 2019, 27/02/2019.", []string{"reveals_other_child: 27th Feb 2019", "reveals_other_child: 27/02/2019"}},
		"brother's number":    {"father", "see TX 20177, not TX-20311", []string{"reveals_other_child: TX 20177"}},
		"brother's home":      {"father", "Finn is with his godparents in a lighthouse.", []string{"reveals_withheld: his godparents in a lighthouse"}},
		"nursery":             {"father", "She starts at the puddletoads in May.", []string{"reveals_school: puddletoads"}},
		"five words":          {"mother", "The new swing was put up.", []string{"reveals_withheld: The new swing was put up"}},
		"four words":          {"mother", "The red tricycle in summer.", nil},
		"words of all sheets": {"mother", "She sees her mother twice a week with her brother and sister.", nil},
		"reference":           {"mother", "QX 5512 heron", []string{"reveals_reference: QX 5512 heron"}},
		"own health":          {"mother", "You had a seizure in May and take lamotrigine 50 mg.", nil},
		"other's health":      {"father", "She had a seizure in May and takes lamotrigine 50 mg.", []string{"reveals_withheld: had a seizure in May", "reveals_withheld: lamotrigine 50 mg"}},
		"unknown to reader":   {"mother", "He lost his licence in 2019.", []string{"reveals_withheld: lost his licence in 2019"}},
		"legal advice":        {"father", "The threshold is weak on the second point.", []string{"reveals_withheld: The threshold is weak on the second point"}},
		"stranger":            {"father", "Somebody called Quillfeather rang.", []string{"reveals_identity: Quillfeather"}},
		"inside a word":       {"mother", "Tithebarn Folder and Salty Lane", nil},
		"empty":               {"mother", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, h := range c.Guard(x.reader).Text("/family_time", x.text) {
				got = append(got, string(h.Kind)+": "+h.Found)
			}
			slices.Sort(got)
			want := slices.Sorted(slices.Values(x.want))
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// A hit blocks the sheet until the words are out, or the chair has released them with a reason.
func TestReleases(t *testing.T) {
	t.Parallel()
	sheet := new(forms.Summary)
	sheet.ParentKey, sheet.Decided = "mother", "Aria lives at Tithebarn Fold."
	for name, x := range map[string]struct {
		releases []forms.Release
		blocked  bool
	}{
		"none":       {nil, true},
		"no reason":  {[]forms.Release{{Text: "Tithebarn Fold"}}, true},
		"other text": {[]forms.Release{{Text: "Tithebarn", Reason: "She knows it."}}, true},
		"released":   {[]forms.Release{{Text: "tithebarn fold", Reason: "She knows it."}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			own := *sheet
			own.Releases = x.releases
			problems := around().Check(&own)
			if problems.Has(forms.Blocker) != x.blocked {
				t.Errorf("%+v", problems)
			}
			for _, p := range problems {
				if words := forms.Word(forms.SummaryKind, p); p.Pointer != "/what_was_decided" || !strings.Contains(words, "“Tithebarn Fold”") || !strings.Contains(words, "prospective adopter") {
					t.Errorf("%+v: %s", p, words)
				}
			}
		})
	}
}

// A released street does not hide that the sentence around it is withheld.
func TestReleaseHidesNothing(t *testing.T) {
	t.Parallel()
	c := around()
	c.Forms[0].(*forms.PPM).Background.Background = "The swing stands behind Tithebarn Fold now."
	sheet := new(forms.Summary)
	sheet.ParentKey, sheet.Decided = "mother", "The swing stands behind Tithebarn Fold now."
	sheet.Releases = []forms.Release{{Text: "Tithebarn Fold", Reason: "She knows it."}}
	if p := c.Check(sheet); len(p) != 1 || p[0].Code != string(leak.Words) {
		t.Errorf("%+v", p)
	}
}

// Names come as people write them; what is no name protects nothing, so that everyday words stay usable.
func TestCarerNames(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name, text string
		hit        bool
	}{
		{"Sandra & Delroy Whitcombe-Grant", "the Whitcombes", true}, {"Sandra & Delroy Whitcombe-Grant", "whitcombe-grant", true},
		{"Sandra & Delroy Whitcombe-Grant", "She may get a grant. Sandra agrees.", false}, {"Sandra & Delroy Whitcombe-Grant", "Call Mr Grant", true},
		{"Jean Oddfellow and Alun Pickersgill", "Ms Oddfellow", true}, {"Jean Oddfellow and Alun Pickersgill", "pickersgills", true},
		{"Mr and Mrs B", "This is plan B.", false}, {"Mei Ng", "Ng", false}, {"Mei Ng", "Mei Ng and Mrs Ng", true}, {"Ana de la Cruz", "the De la Cruz family", true},
		{"Agency foster carers, first placement", "An agency will find foster carers for the first placement.", false},
		{"Kinship carers", "Kinship carers get help.", false}, {"Maternal grandmother", "her maternal grandmother", false},
		{"Brightwater children's home", "brightwater", true}, {"Brightwater children's home", "a children’s home", false}, {"withheld", "withheld", false}, {"", "anything", false},
		{"নাসরিন আক্তার (Nasreen Aktar)", "আক্তার", true}, {"নাসরিন আক্তার (Nasreen Aktar)", "Aktar", true},
	} {
		c := leak.Case{People: []forms.Person{{Key: "mother", Role: "mother", Name: "R"}, {Key: "fc", Role: "foster_carer", Name: x.name}}}
		if hits := c.Guard("mother").Text("/x", "We say: then "+x.text); len(hits) > 0 != x.hit {
			t.Errorf("%q in %q: %+v", x.name, x.text, hits)
		}
	}
}

// For a parent whom the case does not have, nothing can be checked, and that is said.
func TestUnknownParent(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"uncle", "sw", "fc"} {
		sheet := new(forms.Summary)
		sheet.ParentKey = key
		if p := around().Check(sheet); len(p) != 1 || p[0].Code != "unknown_parent" || p[0].Level != forms.Blocker {
			t.Errorf("%s: %+v", key, p)
		}
	}
}

// What is found stands in the text, in order and without overlap, whatever the text; and is found again in its own words.
func FuzzText(f *testing.F) {
	for _, text := range []string{"Tithebarn Fold, 07700 900803", "’’\u200b&&", "Tі\xffthebarn", strings.Repeat("Young ", 40), "27/02/2019 QX/5512/HERON"} {
		f.Add(text)
	}
	guard := around().Guard("father")
	f.Fuzz(func(t *testing.T, text string) {
		rest := text
		for _, h := range guard.Text("/x", text) {
			at := strings.Index(rest, h.Found)
			if h.Found == "" || at < 0 {
				t.Fatalf("%q is not in %q", h.Found, rest)
			}
			rest = rest[at+len(h.Found):]
		}
	})
}

func BenchmarkGuard(b *testing.B) {
	c := around()
	sheet := new(forms.Summary)
	sheet.ParentKey, sheet.Decided = "mother", strings.Repeat("Aria is well and the plan is that she stays where she is. ", 20)
	b.ReportAllocs()
	for b.Loop() {
		c.Check(sheet)
	}
}
