-- Lists of children in the order of names come from this index alone, whatever they are chosen by. See dialect.byBytes.
CREATE INDEX children_search ON children (search COLLATE "C", id, restricted, team_id);

-- What is written once stays as it is, whatever a faulty statement tries.

CREATE FUNCTION minutebook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% never change and are never removed', TG_ARGV[0];
END
$$;

CREATE TRIGGER versions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON versions
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('versions');
CREATE TRIGGER signatures_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON signatures
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('signatures');
CREATE TRIGGER documents_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON documents
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('documents');
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('audit lines');

-- The head of the audit goes on and never back.
CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head FOR EACH ROW WHEN (NEW.seq <= OLD.seq)
    EXECUTE FUNCTION minutebook_refuse('audit lines');
CREATE TRIGGER audit_head_kept BEFORE INSERT OR DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('audit lines');

-- A signed version stays: its record goes on to issued, from there to a draft of the version that amends it and back, or is
-- withdrawn, and then nothing happens to it any more.
CREATE TRIGGER records_signed BEFORE UPDATE ON records FOR EACH ROW WHEN (OLD.standing > 0 AND (NEW.standing < OLD.standing OR NEW.child_id <> OLD.child_id OR NEW.kind <> OLD.kind)
    OR OLD.status IN ('signed', 'issued', 'withdrawn') AND NOT (
        NEW.version = OLD.version AND OLD.status <> 'withdrawn' AND NEW.status IN ('issued', 'withdrawn')
        OR NEW.version > OLD.version AND OLD.status = 'issued' AND NEW.status = 'draft'))
    EXECUTE FUNCTION minutebook_refuse('signed records');
CREATE TRIGGER records_kept BEFORE DELETE OR TRUNCATE ON records
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('records');

CREATE TRIGGER withdrawals_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawals
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('withdrawals');
CREATE TRIGGER amendments_stay BEFORE UPDATE ON amendments FOR EACH ROW
    WHEN (OLD.discarded_at <> '' OR NEW.reason <> OLD.reason OR NEW.replaces <> OLD.replaces OR NEW.name <> OLD.name)
    EXECUTE FUNCTION minutebook_refuse('amendments');
CREATE TRIGGER amendments_kept BEFORE DELETE OR TRUNCATE ON amendments
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('amendments');

-- INTEGER, which SQLite needs for the key of its rows, is too small for a number of audit lines here.
ALTER TABLE audit ALTER COLUMN seq TYPE BIGINT;

-- What somebody said of minutes stays, and so does what a chair did about it.
CREATE TRIGGER comments_stay BEFORE UPDATE ON comments FOR EACH ROW
    WHEN (OLD.outcome <> '' OR NEW.words <> OLD.words OR NEW.version <> OLD.version OR NEW.name <> OLD.name)
    EXECUTE FUNCTION minutebook_refuse('comments');
CREATE TRIGGER comments_kept BEFORE DELETE OR TRUNCATE ON comments
    FOR EACH STATEMENT EXECUTE FUNCTION minutebook_refuse('comments');
