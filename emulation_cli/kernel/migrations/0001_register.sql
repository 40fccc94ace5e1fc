-- The register itself: settings, and the audit chain with the rows of bulk imports.

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq      INTEGER PRIMARY KEY,
  "at"     TEXT NOT NULL CHECK ("at" GLOB '????-??-??T??:??:??Z'),
  actor    TEXT NOT NULL CHECK (actor <> ''),
  verb     TEXT NOT NULL,
  entity   TEXT NOT NULL,
  before   TEXT,
  after    TEXT,
  reason   TEXT,
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash     TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TABLE change (
  audit_seq INTEGER NOT NULL REFERENCES audit (seq) ON DELETE RESTRICT,
  place     INTEGER NOT NULL CHECK (place > 0),
  entity    TEXT NOT NULL,
  before    TEXT,
  after     TEXT,
  PRIMARY KEY (audit_seq, place)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR NEW.previous IS NOT coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1),
                                  '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN
  SELECT RAISE(ABORT, 'an audit entry follows the last one');
END;

CREATE TRIGGER audit_update BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;

CREATE TRIGGER audit_delete BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;

CREATE TRIGGER change_insert BEFORE INSERT ON change
WHEN NEW.audit_seq IS NOT (SELECT max(seq) FROM audit)
BEGIN
  SELECT RAISE(ABORT, 'rows belong to the last audit entry');
END;

CREATE TRIGGER change_update BEFORE UPDATE ON change
BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;

CREATE TRIGGER change_delete BEFORE DELETE ON change
BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;
