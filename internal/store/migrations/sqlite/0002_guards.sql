-- Lists of children in the order of names come from this index alone, whatever they are chosen by. See dialect.byBytes.
CREATE INDEX children_search ON children (search, id, restricted, team_id);

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

-- A signed version stays: its record goes on to issued, from there to a draft of the version that amends it and back, or is
-- withdrawn, and then nothing happens to it any more.
CREATE TRIGGER records_signed BEFORE UPDATE ON records WHEN OLD.standing > 0 AND (NEW.standing < OLD.standing OR NEW.child_id <> OLD.child_id OR NEW.kind <> OLD.kind)
    OR OLD.status IN ('signed', 'issued', 'withdrawn') AND NOT (
        NEW.version = OLD.version AND OLD.status <> 'withdrawn' AND NEW.status IN ('issued', 'withdrawn')
        OR NEW.version > OLD.version AND OLD.status = 'issued' AND NEW.status = 'draft')
BEGIN SELECT RAISE(ABORT, 'signed records never change'); END;
CREATE TRIGGER records_kept BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records are never removed'); END;
CREATE TRIGGER withdrawals_stay BEFORE UPDATE ON withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals never change'); END;
CREATE TRIGGER withdrawals_kept BEFORE DELETE ON withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are never removed'); END;
CREATE TRIGGER amendments_stay BEFORE UPDATE ON amendments
WHEN OLD.discarded_at <> '' OR NEW.reason <> OLD.reason OR NEW.replaces <> OLD.replaces OR NEW.name <> OLD.name
BEGIN SELECT RAISE(ABORT, 'amendments never change'); END;
CREATE TRIGGER amendments_kept BEFORE DELETE ON amendments BEGIN SELECT RAISE(ABORT, 'amendments are never removed'); END;

-- What somebody said of minutes stays, and so does what a chair did about it.
CREATE TRIGGER comments_stay BEFORE UPDATE ON comments WHEN OLD.outcome <> '' OR NEW.words <> OLD.words OR NEW.version <> OLD.version OR NEW.name <> OLD.name
BEGIN SELECT RAISE(ABORT, 'comments never change'); END;
CREATE TRIGGER comments_kept BEFORE DELETE ON comments BEGIN SELECT RAISE(ABORT, 'comments are never removed'); END;
