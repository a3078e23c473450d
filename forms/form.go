// Package forms holds the forms of permanence planning as typed Go values, and everything that follows from a form alone:
// its definition for screens and schemas, decoding from JSON and from a web post, and what is wrong with it.
//
// A form is a struct of sections; a section is an embedded struct; a field is a struct field whose tags carry what is the
// same for everybody who uses it:
//
//	json      the field's id, as in the source document
//	label     what people call it; hint helps them answer
//	validate  its shape: a draft must pass (go-playground/validator tags)
//	advise    what people are warned of, never stopped by
//	signoff   what must be there before the record can be signed
//	audience  who beside the professionals may read it; deny by default
//	shared    on a section or one of its fields: "meeting" where one meeting about several children says it once for all
//	source    the inventory id it comes from, and the line there
package forms

// Kind names a form in code, API and addresses.
type Kind string

// PPMKind is the initial permanence planning meeting (001-F01).
const PPMKind Kind = "ppm"

// Form is one filled form: a pointer to one of this package's structs.
type Form interface {
	Kind() Kind
	// CrossCheck reports what is wrong between fields, and between the form and what is known of the child (nil when
	// nothing is known).
	CrossCheck(child *Child) Problems
}
