package records

import (
	"context"
	"fmt"
)

// BrokenAuditError names the first line of the audit that is not as it was written.
type BrokenAuditError struct {
	Seq int64
	Why string
}

func (e *BrokenAuditError) Error() string { return fmt.Sprintf("audit line %d %s", e.Seq, e.Why) }

// VerifyAudit goes through all lines of the audit up to its head and returns the head. What is wrong comes back as
// *BrokenAuditError, with the first line that is. It keeps nobody from writing.
//
// Found are a line that was changed, removed from among others, put in or moved, and last lines that were removed without
// making the head go back. Whoever may write to the database and knows this program can make a whole chain anew, or make
// the head go back; that is found by comparing with heads that were noted down elsewhere (noted), be it on paper, from
// what this method returned before, or in the log of the service, which has the head after each paper.
func VerifyAudit(ctx context.Context, store Store, noted ...AuditHead) (head AuditHead, err error) {
	var last int64
	err = store.Read(ctx, func(r Reader) error {
		head, last, err = r.AuditHead(ctx)
		return err
	})
	if err != nil {
		return head, fmt.Errorf("read the head of the audit: %w", err)
	}
	if last > head.Seq {
		return head, &BrokenAuditError{last, fmt.Sprintf("was put in after the last one, which is line %d", head.Seq)}
	}
	wanted := map[int64]string{}
	for _, n := range noted {
		if n.Seq > head.Seq {
			return head, &BrokenAuditError{n.Seq, fmt.Sprintf("was there when its hash was noted down; now the last one is line %d", head.Seq)}
		}
		if was, twice := wanted[n.Seq]; twice && was != n.Hash {
			return head, fmt.Errorf("two different hashes were noted down for line %d", n.Seq)
		}
		wanted[n.Seq] = n.Hash
	}
	before := AuditLine{}
	for before.Seq < head.Seq {
		var page []AuditLine
		err := store.Read(ctx, func(r Reader) (err error) {
			page, err = r.AuditAfter(ctx, before.Seq, auditLines)
			return err
		})
		if err != nil {
			return head, fmt.Errorf("read audit lines: %w", err)
		}
		if len(page) == 0 {
			return head, &BrokenAuditError{before.Seq + 1, fmt.Sprintf("is missing; there should be %d lines", head.Seq)}
		}
		for _, l := range page {
			if l.Seq > head.Seq { // written meanwhile
				break
			}
			if why := l.broken(before); why != "" {
				return head, &BrokenAuditError{min(l.Seq, before.Seq+1), why}
			}
			if hash, noted := wanted[l.Seq]; noted && hash != l.Hash {
				return head, &BrokenAuditError{l.Seq, "or one before it was written anew: its hash is not the one that was noted down"}
			}
			before = l
		}
	}
	if before.Hash != head.Hash {
		return head, &BrokenAuditError{head.Seq, "is not the last one that was written: its hash is not that of the head"}
	}
	return head, nil
}

// broken says why the line does not follow on the one before; empty if it does.
func (l AuditLine) broken(before AuditLine) string {
	switch {
	case l.Seq != before.Seq+1:
		return "is missing"
	case l.Before != before.Hash:
		return "does not follow on the line before it: one of the two was put in, moved or written anew"
	case l.Digest() != l.Hash:
		return "was changed"
	}
	return ""
}
