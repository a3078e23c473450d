-- What is written once stays as it is, whatever a faulty statement tries.

CREATE TRIGGER versions_stay BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions never change'); END;
CREATE TRIGGER versions_kept BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'versions are never removed'); END;
CREATE TRIGGER signatures_stay BEFORE UPDATE ON signatures BEGIN SELECT RAISE(ABORT, 'signatures never change'); END;
CREATE TRIGGER signatures_kept BEFORE DELETE ON signatures BEGIN SELECT RAISE(ABORT, 'signatures are never removed'); END;
CREATE TRIGGER documents_stay BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents never change'); END;
CREATE TRIGGER documents_kept BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'documents are never removed'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit lines never change'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit lines are never removed'); END;

-- The head of the audit goes on and never back.
CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head WHEN NEW.seq <= OLD.seq
BEGIN SELECT RAISE(ABORT, 'audit lines are never removed'); END;
CREATE TRIGGER audit_head_alone BEFORE INSERT ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit has one head'); END;
CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'audit lines are never removed'); END;

-- A signed record goes on to issued and nowhere else, and its version stays.
CREATE TRIGGER records_signed BEFORE UPDATE ON records
WHEN OLD.status IN ('signed', 'issued')
    AND (NEW.status <> 'issued' OR NEW.version <> OLD.version OR NEW.child_id <> OLD.child_id OR NEW.kind <> OLD.kind)
BEGIN SELECT RAISE(ABORT, 'signed records never change'); END;
CREATE TRIGGER records_kept BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records are never removed'); END;
