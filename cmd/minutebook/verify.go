package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"

	"minutebook/internal/sign"
	"minutebook/render"
)

func runVerify(_ context.Context, c *call) error {
	ca := c.flags.String("ca", "", "PEM `file` with the root certificates to trust, such as the ca.pem beside the papers")
	tsaCA := c.flags.String("tsa-ca", "", "PEM `file` with the root certificates of the time-stamping service, if there was one")
	asJSON := c.flags.Bool("json", false, "print one JSON object for each file")
	files, err := c.parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usagef("name the files to verify")
	}
	roots, err := readRoots(*ca)
	if err != nil {
		return err
	}
	stamps, err := readRoots(*tsaCA)
	if err != nil {
		return err
	}
	var fault error
	for _, name := range files {
		v, err := verifyFile(name, roots, stamps)
		if err != nil {
			return err
		}
		if !v.OK() {
			fault = errFault
		}
		if *asJSON {
			err = json.NewEncoder(c.stdout).Encode(struct {
				File string `json:"file"`
				sign.Verdict
			}{name, v})
		} else {
			err = printVerdict(c.stdout, name, v)
		}
		if err != nil {
			return fmt.Errorf("writing the verdict: %w", err)
		}
	}
	return fault
}

// verifyFile reads one byte more than a verdict allows for, so that a larger file is refused and not cut.
func verifyFile(name string, roots, stamps []*x509.Certificate) (sign.Verdict, error) {
	f, err := os.Open(name)
	if err != nil {
		return sign.Verdict{}, err
	}
	data, err := io.ReadAll(io.LimitReader(f, sign.MaxFile+1))
	return sign.Verify(data, roots, stamps...), errors.Join(err, f.Close())
}

// readRoots reads the certificates of a PEM file; no name, no certificates.
func readRoots(name string) ([]*x509.Certificate, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var roots []*x509.Certificate
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		roots = append(roots, cert)
	}
	if roots == nil {
		return nil, fmt.Errorf("%s holds no certificate in PEM form", name)
	}
	return roots, nil
}

func printVerdict(w io.Writer, name string, v sign.Verdict) error {
	_, err := fmt.Fprintf(w, "%s: %s\n", name, v.State)
	if !v.OK() {
		_, err = fmt.Fprintf(w, "  %s\n", v.Detail)
	}
	for _, s := range v.Signatures {
		err = errors.Join(err, printSignature(w, s))
		if !s.Stamped.IsZero() {
			_, err = fmt.Fprintf(w, "  time stamp: %s\n", render.London(s.Stamped))
		}
		if len(v.Signatures) > 1 && s.State != sign.Valid {
			_, err = fmt.Fprintf(w, "  this signature: %s. %s\n", s.State, s.Detail)
		}
	}
	return err
}

// printSignature says what is known of a signature. Of one that does not hold, it is only what the file claims.
func printSignature(w io.Writer, s sign.Signature) error {
	if s.Signer == "" || s.Time.IsZero() {
		return nil
	}
	verb := "signed by"
	if s.State != sign.Valid {
		verb = "claims to be signed by"
	}
	who := s.Signer
	if s.Role != "" {
		who += " (" + s.Role + ")"
	}
	_, err := fmt.Fprintf(w, "  %s %s on %s\n", verb, who, render.London(s.Time))
	for _, line := range []struct{ label, text string }{{"certified by", s.Issuer}, {"about:", s.Subject}} {
		if line.text != "" {
			_, more := fmt.Fprintf(w, "  %s %s\n", line.label, line.text)
			err = errors.Join(err, more)
		}
	}
	return err
}
