package docx

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"minutebook/render"
)

func TestHeadingsAreWordsOwn(t *testing.T) {
	t.Parallel()
	file := write(t, minutes(1))
	styles, body := part(t, file, "word/styles.xml"), part(t, file, "word/document.xml")
	for id, want := range map[string]struct {
		name  string
		level string
		used  int
	}{
		"Heading1": {"heading 1", "0", 1},
		"Heading2": {"heading 2", "1", 5},
		"Heading3": {"heading 3", "2", 2},
		"Heading4": {"heading 4", "3", 1},
	} {
		if !regexp.MustCompile(`w:styleId="` + id + `"><w:name w:val="` + want.name + `"/>.*?<w:outlineLvl w:val="` + want.level + `"/>`).MatchString(styles) {
			t.Errorf("%s is not Word's style %q of outline level %s", id, want.name, want.level)
		}
		if got := strings.Count(body, `w:val="`+id+`"`); got != want.used {
			t.Errorf("%s is used %d times, want %d", id, got, want.used)
		}
	}
}

func TestStylesInUseExist(t *testing.T) {
	t.Parallel()
	doc := minutes(1)
	doc.Draft = true
	file := write(t, doc)
	styles := part(t, file, "word/styles.xml")
	used := regexp.MustCompile(`<w:(?:pStyle|rStyle|tblStyle|basedOn|next) w:val="(\w+)"`)
	for _, name := range []string{"word/document.xml", "word/header1.xml", "word/footer1.xml", "word/styles.xml"} {
		for _, m := range used.FindAllStringSubmatch(part(t, file, name), -1) {
			if !strings.Contains(styles, `w:styleId="`+m[1]+`"`) {
				t.Errorf("%s uses the style %s, which is not defined", name, m[1])
			}
		}
	}
}

func TestNumberedListsStartAgain(t *testing.T) {
	t.Parallel()
	numbered := render.List{Ordered: true, Items: [][]render.Block{{text("a"), render.List{Ordered: true, Items: [][]render.Block{{text("b")}}}}}}
	bulleted := render.List{Items: [][]render.Block{{text("c")}}}
	file := write(t, &render.Document{Blocks: []render.Block{numbered, bulleted, numbered}})
	at := regexp.MustCompile(`<w:ilvl w:val="(\d)"/><w:numId w:val="(\d)"/>`)
	var got []string
	for _, m := range at.FindAllStringSubmatch(part(t, file, "word/document.xml"), -1) {
		got = append(got, m[1]+"/"+m[2])
	}
	if want := []string{"0/2", "1/3", "0/1", "0/4", "1/5"}; !slices.Equal(got, want) {
		t.Errorf("levels and lists %q, want %q", got, want)
	}
	numbering := part(t, file, "word/numbering.xml")
	if got := strings.Count(numbering, "<w:startOverride"); got != 4 {
		t.Errorf("%d lists start again, want 4", got)
	}
	if want := `<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1">`; !strings.Contains(numbering, want) {
		t.Errorf("no %s", want)
	}
}

func TestPageBreaks(t *testing.T) {
	t.Parallel()
	table := render.Table{HeadRows: 1, Rows: [][]render.Cell{{cell("A")}, {cell("b")}}}
	for _, c := range []struct {
		name   string
		blocks []render.Block
		want   string // what follows the style of the paragraph that starts the page
		count  int
	}{
		{"before a heading", []render.Block{text("a"), render.PageBreak{}, render.Heading{Level: 2, Text: "b"}}, `"Heading2"`, 1},
		{"before a table: not in its header row", []render.Block{text("a"), render.PageBreak{}, table}, `"TableGap"`, 1},
		{"before a notice", []render.Block{text("a"), render.PageBreak{}, render.Notice{Title: "b"}}, `"NoticeTitle"`, 1},
		{"before a list", []render.Block{text("a"), render.PageBreak{}, render.List{Items: [][]render.Block{{text("b")}}}}, `"ListParagraph"`, 1},
		{"twice", []render.Block{text("a"), render.PageBreak{}, render.PageBreak{}, render.Heading{Level: 3, Text: "b"}}, `"Heading3"`, 1},
		{"at the end", []render.Block{text("a"), render.PageBreak{}}, ``, 0},
		{"in a cell", []render.Block{render.Table{Rows: [][]render.Cell{{{Blocks: []render.Block{render.PageBreak{}, text("a")}}}}}, text("b")}, ``, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			body := bodyOf(t, c.blocks...)
			if got := strings.Count(body, "<w:pageBreakBefore/>"); got != c.count {
				t.Errorf("%d page breaks, want %d", got, c.count)
			}
			found := regexp.MustCompile(`<w:pStyle w:val=` + c.want + `/>(<w:keepNext/>)?<w:pageBreakBefore/>`).MatchString(body)
			if c.count > 0 && !found {
				t.Errorf("the page does not start with a paragraph of style %s: %s", c.want, body)
			}
		})
	}
}

func TestNoticesDoNotShareAFrame(t *testing.T) {
	t.Parallel()
	body := bodyOf(t, render.Notice{Title: "One"}, render.Notice{Title: "Two"})
	one, two := strings.Index(body, ">One<"), strings.Index(body, ">Two<")
	if one < 0 || two < one || !strings.Contains(body[one:two], `"TableGap"`) {
		t.Errorf("nothing parts two notices, so Word would draw one frame: %s", body)
	}
}

func TestNoticeIsFramedAndNothingElse(t *testing.T) {
	t.Parallel()
	body := bodyOf(t, text("before"), render.Notice{Title: "Title", Blocks: []render.Block{text("why"),
		render.Table{Rows: [][]render.Cell{{cell("in a cell")}}}}}, text("after"))
	for _, p := range strings.SplitAfter(body, "</w:p>") {
		framed := strings.Contains(p, "<w:pBdr>")
		if want := strings.Contains(p, ">Title<") || strings.Contains(p, ">why<"); framed != want {
			t.Errorf("framed: %v, want %v: %s", framed, want, p)
		}
	}
}
