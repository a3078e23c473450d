package sign

// The signature part, written as Office writes it (MS-OFFCRYPTO 2.5.2, ECMA-376-2 clause 13, XAdES 1.3.2), in canonical
// form by construction; see c14n.go. Three things are signed: the package object (digests of all parts), the Office
// object (what the paper is, and the seal of the file, see wordseal.go) and the signed properties (when, by which
// certificate, in which role).

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"strings"
)

const (
	nsDS     = "http://www.w3.org/2000/09/xmldsig#"
	nsXAdES  = "http://uri.etsi.org/01903/v1.3.2#"
	nsMDSSI  = "http://schemas.openxmlformats.org/package/2006/digital-signature"
	nsOffice = "http://schemas.microsoft.com/office/2006/digsig"

	typeObject = nsDS + "Object"
	typeProps  = "http://uri.etsi.org/01903#SignedProperties"
	relsMethod = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
	sha256URI  = "http://www.w3.org/2001/04/xmlenc#sha256"
	rsaURI     = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
	ecdsaURI   = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"

	declareDS    = ` xmlns="` + nsDS + `"`
	declareXAdES = ` xmlns:xd="` + nsXAdES + `"`
	c14nElement  = `<Transform Algorithm="` + c14n10 + `"></Transform>`

	utcSeconds = "2006-01-02T15:04:05Z"
)

// draft is a signature part whose two last fields, the seal and the signature value, may still be placeholders.
type draft struct {
	key      crypto.Signer
	certs    []*x509.Certificate // to embed, the signer's first
	o        Options
	manifest string // Reference elements for all parts
	seal     string // wordseal.go
	value    string // base64 of the signature value
}

// signedInfo is the element that the key signs.
func (d draft) signedInfo() string {
	method := rsaURI
	if _, ok := d.key.Public().(*ecdsa.PublicKey); ok {
		method = ecdsaURI
	}
	return `<SignedInfo><CanonicalizationMethod Algorithm="` + c14n10 + `"></CanonicalizationMethod>` +
		`<SignatureMethod Algorithm="` + method + `"></SignatureMethod>` +
		`<Reference Type="` + typeObject + `" URI="#idPackageObject">` + sha256Of(inScope(d.packageObject(), declareDS)) + `</Reference>` +
		`<Reference Type="` + typeObject + `" URI="#idOfficeObject">` + sha256Of(inScope(d.officeObject(), declareDS)) + `</Reference>` +
		`<Reference Type="` + typeProps + `" URI="#idSignedProperties"><Transforms>` + c14nElement + `</Transforms>` +
		sha256Of(inScope(d.signedProperties(), declareDS+declareXAdES)) + `</Reference></SignedInfo>`
}

func (d draft) packageObject() string {
	return `<Object Id="idPackageObject"><Manifest>` + d.manifest + `</Manifest>` +
		`<SignatureProperties><SignatureProperty Id="idSignatureTime" Target="#idPackageSignature">` +
		`<mdssi:SignatureTime xmlns:mdssi="` + nsMDSSI + `"><mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format>` +
		`<mdssi:Value>` + d.o.Time.UTC().Format(utcSeconds) + `</mdssi:Value></mdssi:SignatureTime>` +
		`</SignatureProperty></SignatureProperties></Object>`
}

// officeObject holds SignatureInfoV1. Its schema wants every child, in this order, so the ones that describe a person's
// screen hold the same constants for everybody. Type 1 is a signature without a visible line; Office shows the comments
// as the purpose of signing and keeps the text for visible lines only, which leaves that field to the seal.
func (d draft) officeObject() string {
	return `<Object Id="idOfficeObject"><SignatureProperties>` +
		`<SignatureProperty Id="idOfficeV1Details" Target="#idPackageSignature"><SignatureInfoV1 xmlns="` + nsOffice + `">` +
		`<SetupID></SetupID><SignatureText>` + d.seal + `</SignatureText><SignatureImage></SignatureImage>` +
		`<SignatureComments>` + c14nText.Replace(d.o.Subject) + `</SignatureComments>` +
		`<WindowsVersion>10.0</WindowsVersion><OfficeVersion>16.0</OfficeVersion><ApplicationVersion>16.0</ApplicationVersion>` +
		`<Monitors>1</Monitors><HorizontalResolution>1920</HorizontalResolution><VerticalResolution>1080</VerticalResolution>` +
		`<ColorDepth>32</ColorDepth><SignatureProviderId>{00000000-0000-0000-0000-000000000000}</SignatureProviderId>` +
		`<SignatureProviderUrl></SignatureProviderUrl><SignatureProviderDetails>9</SignatureProviderDetails>` +
		`<SignatureType>1</SignatureType></SignatureInfoV1></SignatureProperty></SignatureProperties></Object>`
}

// signedProperties names the certificate in the first form of the standard: Office and LibreOffice know no other.
func (d draft) signedProperties() string {
	leaf, role := d.certs[0], ""
	if d.o.Role != "" {
		role = `<xd:SignerRole><xd:ClaimedRoles><xd:ClaimedRole>` + c14nText.Replace(d.o.Role) +
			`</xd:ClaimedRole></xd:ClaimedRoles></xd:SignerRole>`
	}
	return `<xd:SignedProperties Id="idSignedProperties"><xd:SignedSignatureProperties>` +
		`<xd:SigningTime>` + d.o.Time.UTC().Format(utcSeconds) + `</xd:SigningTime>` +
		`<xd:SigningCertificate><xd:Cert><xd:CertDigest>` + sha256Of(leaf.Raw) + `</xd:CertDigest>` +
		`<xd:IssuerSerial><X509IssuerName>` + c14nText.Replace(leaf.Issuer.String()) + `</X509IssuerName>` +
		`<X509SerialNumber>` + leaf.SerialNumber.String() + `</X509SerialNumber></xd:IssuerSerial></xd:Cert></xd:SigningCertificate>` +
		`<xd:SignaturePolicyIdentifier><xd:SignaturePolicyImplied></xd:SignaturePolicyImplied></xd:SignaturePolicyIdentifier>` +
		role + `</xd:SignedSignatureProperties></xd:SignedProperties>`
}

// bytes is the whole part.
func (d draft) bytes() []byte {
	var issuers strings.Builder
	for _, c := range d.certs[1:] {
		issuers.WriteString(`<xd:EncapsulatedX509Certificate>` + base64.StdEncoding.EncodeToString(c.Raw) + `</xd:EncapsulatedX509Certificate>`)
	}
	unsigned := ""
	if issuers.Len() > 0 {
		unsigned = `<xd:UnsignedProperties><xd:UnsignedSignatureProperties><xd:CertificateValues>` + issuers.String() +
			`</xd:CertificateValues></xd:UnsignedSignatureProperties></xd:UnsignedProperties>`
	}
	return []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<Signature xmlns="` + nsDS + `" Id="idPackageSignature">` + d.signedInfo() +
		`<SignatureValue>` + d.value + `</SignatureValue>` +
		`<KeyInfo><X509Data><X509Certificate>` + base64.StdEncoding.EncodeToString(d.certs[0].Raw) + `</X509Certificate></X509Data></KeyInfo>` +
		d.packageObject() + d.officeObject() +
		`<Object><xd:QualifyingProperties` + declareXAdES + ` Target="#idPackageSignature">` + d.signedProperties() + unsigned +
		`</xd:QualifyingProperties></Object></Signature>`)
}

// sha256Of returns the two digest elements for b.
func sha256Of(b []byte) string {
	sum := sha256.Sum256(b)
	return digestElements(sum[:])
}

func digestElements(sum []byte) string {
	return `<DigestMethod Algorithm="` + sha256URI + `"></DigestMethod><DigestValue>` + base64.StdEncoding.EncodeToString(sum) + `</DigestValue>`
}

// manifestOf writes the reference to one part, with its content type; rels is nil but for a relationships part.
func manifestOf(name, contentType string, digest []byte, rels []relationship) string {
	var b strings.Builder
	b.WriteString(`<Reference URI="/` + c14nAttr.Replace(name) + `?ContentType=` + c14nAttr.Replace(contentType) + `">`)
	if rels != nil {
		b.WriteString(`<Transforms><Transform Algorithm="` + relsMethod + `">`)
		for _, r := range rels {
			b.WriteString(`<mdssi:RelationshipReference xmlns:mdssi="` + nsMDSSI + `" SourceId="` + c14nAttr.Replace(r.ID) + `"></mdssi:RelationshipReference>`)
		}
		b.WriteString(`</Transform>` + c14nElement + `</Transforms>`)
	}
	b.WriteString(digestElements(digest) + `</Reference>`)
	return b.String()
}
