package sign

// Canonical XML 1.0 without comments (https://www.w3.org/TR/2001/REC-xml-c14n-20010315), both ways:
//
//   - What we write is canonical by construction. Elements are closed in full, attributes are sorted, text is escaped
//     as clause 2.3 says, there is no white space between elements, and the only namespace declared above a signed
//     subtree is known. The canonical form of a subtree is then its own text with that declaration put into its first
//     tag; see inScope.
//   - What others wrote is parsed and canonicalised by goxmldsig, so that the verifier does not share a mistake with
//     the writer.

import (
	"fmt"
	"strings"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

const c14n10 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"

var (
	c14nText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	c14nAttr = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")
)

// inScope returns the canonical form of element, one that we wrote, where namespaces holds the declarations that it
// inherits, each with a leading blank.
func inScope(element, namespaces string) []byte {
	tag := strings.IndexAny(element, " >")
	return []byte(element[:tag] + namespaces + element[tag:])
}

// canonical returns the canonical form of element in its document.
func canonical(element *etree.Element) ([]byte, error) {
	b, err := dsig.MakeC14N10RecCanonicalizer().Canonicalize(element)
	if err != nil {
		return nil, fmt.Errorf("canonicalise %s: %w", element.Tag, err)
	}
	return b, nil
}
