package records

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// AuditLine is one thing that somebody did. Lines are a chain: each holds the hash of the one before it.
type AuditLine struct {
	Seq        int64     `json:"seq"` // from 1, without gaps; given by the store
	At         time.Time `json:"at"`
	PersonID   string    `json:"person_id"`
	Name       string    `json:"name"`
	From       string    `json:"from,omitempty"` // network address
	Action     string    `json:"action"`         // "record.save", "record.sign", "document.read" …
	ChildID    string    `json:"child_id,omitempty"`
	CaseNumber string    `json:"case_number,omitempty"` // of the child as it is now; not part of the chain
	RecordID   string    `json:"record_id,omitempty"`
	Version    int       `json:"version,omitempty"`
	Detail     string    `json:"detail,omitempty"` // never case content
	Before     string    `json:"before"`           // Hash of the line before; empty in the first; given by the store
	Hash       string    `json:"hash"`             // Digest of this line, given by the store
}

// digestOf begins every encoding of a line; another encoding would begin otherwise.
const digestOf = "minutebook audit line 1"

// auditTime is how the time of a line is encoded: UTC, always six decimals.
const auditTime = "2006-01-02T15:04:05.000000Z"

// Digest is the SHA-256 of everything in the line but Hash and CaseNumber, in lower case hexadecimal.
//
// What is hashed is a sequence of texts, each led by its length in bytes as eight bytes, the highest first, so that no two
// lines are encoded alike: digestOf, Before, Seq in decimal, At as auditTime, PersonID, Name, From, Action, ChildID,
// RecordID, Version in decimal, Detail.
func (l AuditLine) Digest() string {
	var encoded []byte
	for _, text := range []string{
		digestOf, l.Before, strconv.FormatInt(l.Seq, 10), l.At.UTC().Format(auditTime), l.PersonID, l.Name, l.From, l.Action,
		l.ChildID, l.RecordID, strconv.Itoa(l.Version), l.Detail,
	} {
		encoded = binary.BigEndian.AppendUint64(encoded, uint64(len(text)))
		encoded = append(encoded, text...)
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:])
}

// AuditHead is the last line of the audit, or one that was the last. Whoever notes it down elsewhere can tell later whether
// the lines up to it are still those.
type AuditHead struct {
	Seq  int64
	Hash string
}

// String returns HASH@N, which ParseAuditHead reads.
func (h AuditHead) String() string { return h.Hash + "@" + strconv.FormatInt(h.Seq, 10) }

// ParseAuditHead reads what String wrote.
func ParseAuditHead(text string) (AuditHead, error) {
	hash, number, _ := strings.Cut(text, "@")
	seq, err := strconv.ParseInt(number, 10, 64)
	if sum, bad := hex.DecodeString(hash); err != nil || bad != nil || len(sum) != sha256.Size || seq < 1 {
		return AuditHead{}, fmt.Errorf("%q is no head of an audit; it looks like HASH@N, as “audit verify” prints it", text)
	}
	return AuditHead{seq, strings.ToLower(hash)}, nil
}

// Audit returns what was done with a record, in the order in which it was done, and writes down who looked.
func (s *Service) Audit(ctx context.Context, by Actor, recordID string) (lines []AuditLine, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		rec, err := w.Record(ctx, recordID)
		if err != nil {
			return err
		}
		if lines, err = w.Audit(ctx, recordID); err != nil {
			return err
		}
		return w.AddAudit(ctx, s.lineFor(by, "audit.read", rec))
	})
	if err != nil {
		return nil, fmt.Errorf("read the audit lines: %w", err)
	}
	return lines, nil
}

// AuditFilter chooses audit lines; what is empty or zero chooses all. Limit 0 means 50; more than 1000 means 1000.
type AuditFilter struct {
	Person     string // username, id or a part of the name
	CaseNumber string
	RecordID   string
	Action     string
	Address    string    // network address
	From, To   time.Time // from the first to before the second
	Before     int64     // Seq: only lines before it, for the next page
	Limit      int
}

// auditLines bounds a page of audit lines.
const auditLines = 1000

// SearchAudit returns the lines that the filter chooses, the latest first, and writes down that they were searched. It is for
// those who read the log; a line shows the case number of a child and no more of it.
func (s *Service) SearchAudit(ctx context.Context, by Actor, f AuditFilter) (lines []AuditLine, err error) {
	if f.Limit <= 0 {
		f.Limit = 50
	}
	err = s.searchAudit(ctx, by, "audit.search", f, func(page []AuditLine) (bool, error) {
		lines = page
		return false, nil
	})
	return lines, err
}

// ExportAudit gives every line that the filter chooses to do, the latest first, however many they are, and writes down that
// they were taken. The filter's Limit does not count.
func (s *Service) ExportAudit(ctx context.Context, by Actor, f AuditFilter, do func(AuditLine) error) error {
	f.Limit = auditLines
	return s.searchAudit(ctx, by, "audit.export", f, func(page []AuditLine) (bool, error) {
		for _, l := range page {
			if err := do(l); err != nil {
				return false, err
			}
		}
		return true, nil
	})
}

// searchAudit gives page after page to do until it says that it has enough. Each page is a transaction of its own, so that
// whoever reads slowly keeps nobody waiting; lines never change, so the pages fit together.
func (s *Service) searchAudit(ctx context.Context, by Actor, action string, f AuditFilter, do func([]AuditLine) (bool, error)) error {
	if err := authorise(by, readLog); err != nil {
		return err
	}
	f.Limit = min(f.Limit, auditLines)
	l := s.line(by, action)
	l.Detail = f.words()
	if err := s.write(ctx, by, func(w Writer) error { return w.AddAudit(ctx, l) }); err != nil {
		return fmt.Errorf("write down a search of the audit: %w", err)
	}
	for {
		var page []AuditLine
		err := s.read(ctx, by, func(r Reader) (err error) {
			page, err = r.SearchAudit(ctx, f)
			return err
		})
		if err != nil {
			return fmt.Errorf("search the audit: %w", err)
		}
		if more, err := do(page); err != nil || !more || len(page) < f.Limit {
			return err
		}
		f.Before = page[len(page)-1].Seq
	}
}

// words says what was searched for.
func (f AuditFilter) words() string {
	var words []string
	for _, w := range []struct{ name, value string }{
		{"person", f.Person}, {"case number", f.CaseNumber}, {"record", f.RecordID}, {"action", f.Action}, {"address", f.Address},
		{"from", day(f.From)}, {"to", day(f.To)},
	} {
		if w.value != "" {
			words = append(words, w.name+" "+w.value)
		}
	}
	return strings.Join(words, ", ")
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
