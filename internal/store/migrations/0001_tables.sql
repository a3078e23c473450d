-- One text for SQLite and PostgreSQL. Times are RFC 3339 in UTC with six decimals, as text of fixed width: they sort as
-- they follow each other. SQLite takes BYTEA, BIGINT and BOOLEAN as names of its own types.

-- +goose Up
CREATE TABLE people (
    id            TEXT PRIMARY KEY NOT NULL,
    username      TEXT NOT NULL UNIQUE, -- lower case
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    disabled      BOOLEAN NOT NULL,
    password_hash TEXT NOT NULL,        -- empty for none
    failures      BIGINT NOT NULL,      -- sign-ins that failed since the last one that did not
    locked_until  TEXT NOT NULL,        -- empty when not locked
    secret        BYTEA,                -- of codes from an app, sealed; NULL for none
    step          BIGINT NOT NULL       -- of the last such code that was accepted
);

CREATE TABLE identities ( -- of people whom a provider of work accounts knows
    issuer    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (issuer, subject)
);

CREATE TABLE recovery_codes ( -- in place of a code from an app, once
    person_id   TEXT NOT NULL REFERENCES people (id),
    code_sha256 TEXT NOT NULL,
    PRIMARY KEY (person_id, code_sha256)
);

CREATE TABLE links ( -- to choose a password with, once
    person_id    TEXT PRIMARY KEY NOT NULL REFERENCES people (id),
    token_sha256 TEXT NOT NULL UNIQUE,
    expires_at   TEXT NOT NULL
);

CREATE TABLE tokens ( -- with which programs act as a person
    id           TEXT PRIMARY KEY NOT NULL,
    token_sha256 TEXT NOT NULL UNIQUE,
    person_id    TEXT NOT NULL REFERENCES people (id),
    name         TEXT NOT NULL,
    scopes       TEXT NOT NULL, -- with spaces between
    created_at   TEXT NOT NULL,
    expires_at   TEXT NOT NULL,
    revoked_at   TEXT NOT NULL, -- empty when not revoked
    used_at      TEXT NOT NULL  -- to the minute; empty for never
);
CREATE INDEX tokens_person_id ON tokens (person_id);

CREATE TABLE teams (
    id   TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE memberships (
    person_id TEXT NOT NULL REFERENCES people (id),
    team_id   TEXT NOT NULL REFERENCES teams (id),
    PRIMARY KEY (person_id, team_id)
);
CREATE INDEX memberships_team_id ON memberships (team_id);

CREATE TABLE sessions (
    token_sha256 TEXT PRIMARY KEY NOT NULL, -- whoever reads the table cannot take over a session
    data         BYTEA NOT NULL,
    expires_at   TEXT NOT NULL
);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE children (
    id          TEXT PRIMARY KEY NOT NULL,
    case_number TEXT NOT NULL UNIQUE,
    search      TEXT NOT NULL,   -- name and case number without case and accents
    body        BYTEA NOT NULL,  -- forms.Child as JSON
    next_action BIGINT NOT NULL, -- number of the child's next action
    updated_at  TEXT NOT NULL,
    team_id     TEXT REFERENCES teams (id), -- whose people work with the child
    restricted  BOOLEAN NOT NULL,           -- only the people in allocations may come near
    born        TEXT NOT NULL,              -- ISO date; empty where it is not known
    due         TEXT NOT NULL,              -- earliest of its deadlines; '9' for none, which sorts last
    counted     TEXT NOT NULL               -- mark under which deadlines were worked out
);
CREATE INDEX children_team_id ON children (team_id);
CREATE INDEX children_counted ON children (counted);
CREATE INDEX children_born ON children (born, id, restricted, team_id);
CREATE INDEX children_due ON children (due, id, restricted, team_id);
CREATE INDEX children_restricted ON children (case_number) WHERE restricted;

CREATE TABLE allocations (
    child_id  TEXT NOT NULL REFERENCES children (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (child_id, person_id)
);
CREATE INDEX allocations_person_id ON allocations (person_id);

CREATE TABLE openings ( -- of cases by people who do not work with the child
    child_id  TEXT NOT NULL REFERENCES children (id),
    person_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    reason    TEXT NOT NULL,
    at        TEXT NOT NULL,
    until     TEXT NOT NULL,
    PRIMARY KEY (child_id, person_id, at)
);
CREATE INDEX openings_at ON openings (at);

CREATE TABLE records (
    id         TEXT PRIMARY KEY NOT NULL,
    kind       TEXT NOT NULL,
    child_id   TEXT NOT NULL REFERENCES children (id),
    previous   TEXT NOT NULL, -- the record that this one reviews; empty for none
    follows    BIGINT NOT NULL, -- the version of previous that it carries forward from; 0 for none
    about      TEXT NOT NULL, -- the meeting that a parent's sheet tells of; empty for none
    meeting    TEXT NOT NULL, -- the same in the records of children whom one meeting was about; empty for one child
    status     TEXT NOT NULL CHECK (status IN ('draft', 'complete', 'signed', 'issued', 'withdrawn')),
    version    BIGINT NOT NULL CHECK (version > 0),
    standing   BIGINT NOT NULL, -- the version that was signed last; 0 until one is
    policy     TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL, -- name, as it was then
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE INDEX records_child_id ON records (child_id, updated_at);
CREATE INDEX records_status ON records (status, updated_at, id);
CREATE INDEX records_kind ON records (status, kind, child_id);
CREATE INDEX records_previous ON records (previous);
CREATE INDEX records_about ON records (about);
CREATE INDEX records_meeting ON records (meeting);
CREATE INDEX records_updated_at ON records (updated_at);

CREATE TABLE deadlines ( -- what is open for each child by the rules, as it was last worked out
    child_id  TEXT NOT NULL REFERENCES children (id),
    number    BIGINT NOT NULL,
    due       TEXT NOT NULL, -- ISO date
    record_id TEXT NOT NULL, -- the meeting whose minutes are due; empty for anything else
    rule      TEXT NOT NULL,
    source    TEXT NOT NULL,
    name      TEXT NOT NULL,
    PRIMARY KEY (child_id, number)
);
CREATE INDEX deadlines_due ON deadlines (due, child_id);
CREATE INDEX deadlines_record_id ON deadlines (record_id);

CREATE TABLE versions (
    record_id TEXT NOT NULL REFERENCES records (id),
    number    BIGINT NOT NULL CHECK (number > 0),
    held      TEXT NOT NULL,  -- day that the form is of, as ISO date; empty where it is not known
    chaired   TEXT NOT NULL,  -- words of the name of the chair whom the form names, between spaces; empty for none
    body      BYTEA NOT NULL, -- canonical JSON of the form
    sha256    TEXT NOT NULL,  -- of body
    at        TEXT NOT NULL,
    author    TEXT NOT NULL,  -- name, as it was then
    PRIMARY KEY (record_id, number)
);

CREATE TABLE working_copies ( -- what people have typed and not saved
    record_id TEXT NOT NULL REFERENCES records (id),
    section   TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    version   BIGINT NOT NULL, -- from which typing started
    inputs    BYTEA NOT NULL,  -- as the page's form sends them
    mark      TEXT NOT NULL,   -- records.WorkingCopy.Mark
    page      TEXT NOT NULL,   -- names the window that wrote it
    step      BIGINT NOT NULL, -- grows with what that window sends
    at        TEXT NOT NULL,
    PRIMARY KEY (record_id, section, person_id)
);

CREATE TABLE presences ( -- who has which section open
    record_id TEXT NOT NULL REFERENCES records (id),
    section   TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    at        TEXT NOT NULL, -- when their page was last heard of
    PRIMARY KEY (record_id, section, person_id)
);

CREATE TABLE browser_keys ( -- under which browsers keep what a person types until it is sent
    person_id TEXT PRIMARY KEY NOT NULL,
    key       BYTEA NOT NULL
);

CREATE TABLE signatures (
    record_id TEXT NOT NULL,
    version   BIGINT NOT NULL,
    person_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    role      TEXT NOT NULL,  -- words
    at        TEXT NOT NULL,
    child     BYTEA NOT NULL, -- forms.Child as JSON, as it was when signing
    authority TEXT NOT NULL,  -- name of the local authority, as it was then
    secret    TEXT NOT NULL,  -- what the codes on its papers are made from
    together  BYTEA NOT NULL, -- names of the other children whom the meeting was about, as JSON, as they were then
    agreed    BYTEA NOT NULL, -- what those had answered who were asked to agree the minutes, as JSON
    job_id    BIGINT NOT NULL, -- river_job that makes the papers; finished jobs are removed after a while
    PRIMARY KEY (record_id, version),
    FOREIGN KEY (record_id, version) REFERENCES versions (record_id, number)
);

CREATE TABLE amendments (
    record_id    TEXT NOT NULL,
    version      BIGINT NOT NULL, -- the first of the amendment
    replaces     BIGINT NOT NULL, -- the signed version
    reason       TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    name         TEXT NOT NULL,
    at           TEXT NOT NULL,
    discarded_at TEXT NOT NULL,   -- empty unless it was
    PRIMARY KEY (record_id, version),
    FOREIGN KEY (record_id, version) REFERENCES versions (record_id, number),
    FOREIGN KEY (record_id, replaces) REFERENCES signatures (record_id, version)
);

CREATE TABLE withdrawals (
    record_id TEXT PRIMARY KEY NOT NULL REFERENCES records (id),
    reason    TEXT NOT NULL,
    name      TEXT NOT NULL,
    at        TEXT NOT NULL
);

CREATE TABLE invitations ( -- to read a draft and say whether one agrees
    record_id        TEXT NOT NULL,
    person_id        TEXT NOT NULL REFERENCES people (id),
    name             TEXT NOT NULL,   -- of the person, as it was then
    version          BIGINT NOT NULL, -- that was sent last
    by_name          TEXT NOT NULL,   -- who sent it
    at               TEXT NOT NULL,
    reminded_at      TEXT NOT NULL,   -- empty for never, as the next
    withdrawn_at     TEXT NOT NULL,
    answer           TEXT NOT NULL CHECK (answer IN ('', 'agree', 'comments')),
    answered_version BIGINT NOT NULL, -- 0 for none
    answered_at      TEXT NOT NULL,
    PRIMARY KEY (record_id, person_id),
    FOREIGN KEY (record_id, version) REFERENCES versions (record_id, number)
);
CREATE INDEX invitations_person_id ON invitations (person_id);

CREATE TABLE comments ( -- of invited people
    id         TEXT PRIMARY KEY NOT NULL,
    record_id  TEXT NOT NULL,
    version    BIGINT NOT NULL, -- that it is about
    section    TEXT NOT NULL,   -- empty for the whole
    words      TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    name       TEXT NOT NULL,
    at         TEXT NOT NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('', 'accepted', 'answered')),
    reply      TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    settled_in BIGINT NOT NULL, -- version at which the record was then; 0 while it is open
    FOREIGN KEY (record_id, version) REFERENCES versions (record_id, number),
    FOREIGN KEY (record_id, person_id) REFERENCES invitations (record_id, person_id)
);
CREATE INDEX comments_record_id ON comments (record_id, at);

CREATE TABLE documents (
    id        TEXT PRIMARY KEY NOT NULL,
    record_id TEXT NOT NULL,
    version   BIGINT NOT NULL,
    audience  TEXT NOT NULL,
    format    TEXT NOT NULL,
    name      TEXT NOT NULL,
    sha256    TEXT NOT NULL, -- of data
    made_at   TEXT NOT NULL,
    code_sum  TEXT NOT NULL, -- of the code on its pages; the same in the formats of one paper
    data      BYTEA NOT NULL,
    UNIQUE (record_id, version, audience, format),
    FOREIGN KEY (record_id, version) REFERENCES signatures (record_id, version)
);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_code_sum ON documents (code_sum);

CREATE TABLE keys (
    id          TEXT PRIMARY KEY NOT NULL,
    certificate BYTEA NOT NULL, -- PEM
    sealed_key  BYTEA NOT NULL, -- useless without the key file, which is not in the database
    check_value BYTEA NOT NULL,
    created_at  TEXT NOT NULL
);

CREATE TABLE imports ( -- extracts of other systems
    id           TEXT PRIMARY KEY NOT NULL,
    files_sha256 TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    name         TEXT NOT NULL,
    at           TEXT NOT NULL,
    mappings     BYTEA NOT NULL, -- JSON
    applied_at   TEXT NOT NULL,  -- empty until then
    added        BIGINT NOT NULL,
    changed      BIGINT NOT NULL
);
CREATE INDEX imports_files_sha256 ON imports (files_sha256);

CREATE TABLE import_files ( -- until they are applied, a day at most
    import_id TEXT NOT NULL REFERENCES imports (id),
    n         BIGINT NOT NULL,
    name      TEXT NOT NULL,
    data      BYTEA NOT NULL,
    PRIMARY KEY (import_id, n)
);

CREATE TABLE mappings ( -- what the columns of extracts mean
    fingerprint TEXT PRIMARY KEY NOT NULL,
    body        BYTEA NOT NULL, -- JSON
    name        TEXT NOT NULL,  -- who said so
    at          TEXT NOT NULL
);

CREATE TABLE imported_allocations ( -- who works with a child, as the last extract named them
    child_id  TEXT PRIMARY KEY NOT NULL REFERENCES children (id),
    body      BYTEA NOT NULL, -- JSON
    person_id TEXT NOT NULL   -- whom that meant; empty for nobody
);

CREATE TABLE packs ( -- workbooks about many children, kept for a while
    id        TEXT PRIMARY KEY NOT NULL,
    policy    TEXT NOT NULL,
    as_of     TEXT NOT NULL,
    team_id   TEXT NOT NULL, -- empty for all children on whom its maker may report; no foreign key, since teams go
    anonymous BOOLEAN NOT NULL,
    scope     TEXT NOT NULL, -- in words
    person_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    role      TEXT NOT NULL,
    came_from TEXT NOT NULL,
    at        TEXT NOT NULL,
    slot      TEXT UNIQUE,   -- of a pack by the clock; NULL for others
    state     TEXT NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
    done      BIGINT NOT NULL, -- children
    total     BIGINT NOT NULL,
    size      BIGINT NOT NULL,
    until     TEXT NOT NULL
);
CREATE INDEX packs_at ON packs (at);

CREATE TABLE pack_children (
    pack_id  TEXT NOT NULL REFERENCES packs (id),
    child_id TEXT NOT NULL REFERENCES children (id),
    PRIMARY KEY (pack_id, child_id)
);
CREATE INDEX pack_children_child_id ON pack_children (child_id);

CREATE TABLE pack_parts (
    pack_id TEXT NOT NULL REFERENCES packs (id),
    n       BIGINT NOT NULL,
    data    BYTEA NOT NULL,
    PRIMARY KEY (pack_id, n)
);

CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY NOT NULL, -- from 1, without gaps
    at        TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    came_from TEXT NOT NULL,
    action    TEXT NOT NULL,
    child_id  TEXT NOT NULL, -- empty where it is not about a child; no foreign key, since a line outlives its subject
    record_id TEXT NOT NULL,
    version   BIGINT NOT NULL,
    detail    TEXT NOT NULL, -- never case content
    before    TEXT NOT NULL, -- hash of the line before
    hash      TEXT NOT NULL  -- records.AuditLine.Digest
);
CREATE INDEX audit_record_id ON audit (record_id, seq);
CREATE INDEX audit_child_id ON audit (child_id, seq);
CREATE INDEX audit_person_id ON audit (person_id, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_came_from ON audit (came_from, seq);
CREATE INDEX audit_at ON audit (at);

CREATE TABLE audit_head ( -- one row: the last line. Whoever writes lines holds it, so that the chain has no forks
    seq  BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (seq, hash) VALUES (0, '');
