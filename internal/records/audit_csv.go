package records

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// AuditCSV writes audit lines as CSV for spreadsheets: one heading row, then a row for each line. A text that a spreadsheet
// would take for a formula gets an apostrophe in front.
type AuditCSV struct{ w *csv.Writer }

// NewAuditCSV begins with the heading row. Call Flush at the end.
func NewAuditCSV(w io.Writer) (*AuditCSV, error) {
	c := &AuditCSV{csv.NewWriter(w)}
	return c, c.write("Line", "Time (UTC)", "Person", "Name", "From", "Action", "Case number", "Child", "Record", "Version", "Detail", "Hash")
}

// Write writes one line.
func (c *AuditCSV) Write(l AuditLine) error {
	version := ""
	if l.Version > 0 {
		version = strconv.Itoa(l.Version)
	}
	return c.write(strconv.FormatInt(l.Seq, 10), l.At.UTC().Format(auditTime), l.PersonID, l.Name, l.From, l.Action, l.CaseNumber,
		l.ChildID, l.RecordID, version, l.Detail, l.Hash)
}

// Flush writes what is still held back.
func (c *AuditCSV) Flush() error {
	c.w.Flush()
	if err := c.w.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

func (c *AuditCSV) write(cells ...string) error {
	for i, cell := range cells {
		if strings.IndexAny(cell, "=+-@\t\r\n") == 0 { // OWASP, "CSV Injection"
			cells[i] = "'" + cell
		}
	}
	if err := c.w.Write(cells); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}
