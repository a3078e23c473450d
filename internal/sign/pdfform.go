package sign

import (
	"errors"
	"fmt"
)

// pdfForm is the interactive form of a file (ISO 32000-1, 12.7) with all its fields.
type pdfForm struct {
	pdfIndirect
	num    int
	fields []pdfField
}

// pdfField is a field that is no mere group of others.
type pdfField struct {
	pdfIndirect
	num       int // object number, 0 where the field is a direct object
	name      string
	signature bool // of the type Sig, its own or inherited
}

const (
	maxFields    = 4096
	maxFieldName = 4096
)

// form reads the form of the newest revision. A file without one has no fields and no number.
func (f *pdfFile) form() (pdfForm, error) {
	catalogue, err := f.value(f.sections[0].trailer, "Root")
	if err != nil {
		return pdfForm{}, fmt.Errorf("read the catalogue: %w", err)
	}
	if catalogue.kind != pdfDict {
		return pdfForm{}, errors.New("read the catalogue: it is no dictionary")
	}
	var form pdfForm
	form.num = catalogue.dict["AcroForm"].num
	if form.pdfIndirect, err = f.value(catalogue, "AcroForm"); err != nil {
		return pdfForm{}, fmt.Errorf("read the form: %w", err)
	}
	fields, err := f.value(form.pdfIndirect, "Fields")
	if err != nil {
		return pdfForm{}, fmt.Errorf("read the form's fields: %w", err)
	}
	visited := map[int]bool{}
	for _, o := range fields.list {
		o := pdfIndirect{pdfObject: o, source: fields.source, packed: fields.packed}
		if err := f.addField(&form, o, pdfField{}, visited); err != nil {
			return pdfForm{}, fmt.Errorf("read the form's fields: %w", err)
		}
	}
	return form, nil
}

// addField adds a field or, when it is a group, its members. Members inherit type and name from parent (12.7.3).
func (f *pdfFile) addField(form *pdfForm, o pdfIndirect, parent pdfField, visited map[int]bool) error {
	num := 0
	if o.kind == pdfRef {
		if num = o.num; visited[num] {
			return fmt.Errorf("field %d appears twice", num)
		}
		visited[num] = true
	}
	o, err := f.resolve(o)
	if err != nil {
		return err
	}
	if o.kind != pdfDict {
		return fmt.Errorf("field %d is no dictionary", num)
	}
	if len(form.fields) == maxFields || len(visited) > maxFields { // groups nest, and take stack
		return errWork
	}
	field := pdfField{pdfIndirect: o, num: num, name: parent.name, signature: parent.signature}
	if kind, ok := o.dict["FT"]; ok {
		field.signature = kind.name("Sig")
	}
	title, err := f.value(o, "T")
	if err != nil {
		return err
	}
	if len(title.text)+len(field.name) > maxFieldName {
		return fmt.Errorf("field %d: %w", num, errWork)
	}
	if title.kind == pdfString {
		if field.name != "" {
			field.name += "."
		}
		field.name += title.plainText()
	}
	kids, err := f.value(o, "Kids")
	if err != nil {
		return err
	}
	members := 0
	for _, kid := range kids.list {
		kid := pdfIndirect{pdfObject: kid, source: kids.source, packed: kids.packed}
		widget, err := f.resolve(kid)
		if err != nil {
			return err
		}
		if _, named := widget.dict["T"]; !named { // only a field's place on a page
			continue
		}
		members++
		if err := f.addField(form, kid, field, visited); err != nil {
			return err
		}
	}
	if members == 0 {
		form.fields = append(form.fields, field)
	}
	return nil
}
