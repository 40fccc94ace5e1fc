-- New rows of an import stand in the log together, many to a piece: `columns` is a JSON array with an array of values for
-- each of `keys`, and beyond these for what a row is called by alone; `called` says which of them make its name. `place`
-- is that of the first row, counted with the rows of table `change`. Pieces are written before the entry that they belong
-- to, whose digest holds theirs.
CREATE TABLE piece (
  audit_seq INTEGER NOT NULL REFERENCES audit (seq) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  place     INTEGER NOT NULL CHECK (place > 0),
  count     INTEGER NOT NULL CHECK (count > 0),
  noun      TEXT NOT NULL,
  called    TEXT NOT NULL,
  keys      TEXT NOT NULL,
  columns   TEXT NOT NULL,
  PRIMARY KEY (audit_seq, place)
) STRICT;

CREATE TRIGGER piece_insert BEFORE INSERT ON piece
WHEN NEW.audit_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN
  SELECT RAISE(ABORT, 'pieces belong to the next audit entry');
END;

CREATE TRIGGER piece_update BEFORE UPDATE ON piece
BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;

CREATE TRIGGER piece_delete BEFORE DELETE ON piece
BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;
