package render

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
)

// Templates turns papers into documents through HTML templates. A template is named after the form's kind; all files of
// the folder may call one another.
type Templates struct{ all *template.Template }

// LoadTemplates parses every documents/*.html of fsys, and fails with the file and line of the first mistake.
func LoadTemplates(fsys fs.FS) (*Templates, error) {
	all := template.New("").Option("missingkey=error").Funcs(template.FuncMap{"text": textHTML, "lower": lowerFirst})
	if _, err := all.ParseFS(fsys, "documents/*.html"); err != nil {
		return nil, fmt.Errorf("reading document templates: %w", err)
	}
	mark(all)
	return &Templates{all}, nil
}

// Document renders a paper for its audience: the form is projected first, and goes along as record.json as far as that
// audience may read it.
func (t *Templates) Document(p *Paper) (*Document, error) {
	view, err := p.projected()
	if err != nil {
		return nil, err
	}
	name := t.templateFor(view)
	var page bounded
	if err := t.all.ExecuteTemplate(&page, name, view); err != nil {
		return nil, fmt.Errorf("filling in %s: %w", name, err)
	}
	doc, err := parse(&page, view.picture)
	if err != nil {
		return nil, fmt.Errorf("reading what %s produced: %w", name, err)
	}
	if doc.Title == "" {
		return nil, errors.New(name + " has no <h1>: every paper needs a title")
	}
	doc.Author, doc.Lang, doc.Header, doc.Head = p.Authority.Name, "en-GB", p.Authority.Name, p.Authority.Head
	if doc.Marking == "" {
		doc.Marking = p.Authority.Marking
	}
	doc.Draft, doc.Created = p.Draft(), p.Stored
	if p.Large {
		doc.TextSize = LargePrint
	}
	if view.Amends != nil {
		doc.belowTitle(view.amended())
	}
	if p.Code != nil && !p.Draft() {
		doc.bear(p.Code(p.Audience))
	}
	doc.Attached, err = twin(view)
	return doc, err
}

// textHTML writes what somebody typed as escaped paragraphs and lists.
func textHTML(s string) template.HTML {
	var b strings.Builder
	for _, block := range lines(s) {
		switch v := block.(type) {
		case Paragraph:
			class := ""
			if v.Style != Body {
				class = fmt.Sprintf(" class=%q", v.Style)
			}
			fmt.Fprintf(&b, "<p%s>%s</p>", class, template.HTMLEscapeString(v.Spans[0].Text))
		case List:
			b.WriteString("<ul>")
			for _, item := range v.Items {
				fmt.Fprintf(&b, "<li>%s</li>", template.HTMLEscapeString(item[0].(Paragraph).Spans[0].Text))
			}
			b.WriteString("</ul>")
		}
	}
	return template.HTML(b.String()) //nolint:gosec // every piece of text is escaped above
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
