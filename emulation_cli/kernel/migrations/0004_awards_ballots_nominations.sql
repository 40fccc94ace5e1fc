-- Awards and their dated voting rules; ballots; nominations and commendations.
-- A fraction is text of whole numbers, "4/5"; a rule's `to` is its last day in force.

CREATE TABLE award (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  level     TEXT NOT NULL CHECK (level IN ('state', 'sector', 'province', 'unit')),
  authority TEXT,
  recipient TEXT NOT NULL CHECK (recipient IN ('collective', 'person'))
) STRICT;

CREATE TABLE voting_rule (
  id         INTEGER PRIMARY KEY,
  award_id   INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  "from"     TEXT NOT NULL CHECK (date("from") IS "from"),
  "to"       TEXT CHECK (date("to") IS "to"),
  threshold  TEXT NOT NULL CHECK (threshold GLOB '[1-9]*/[1-9]*'),
  comparison TEXT NOT NULL CHECK (comparison IN ('at-least', 'more-than')),
  base       TEXT NOT NULL CHECK (base IN ('members', 'present', 'issued', 'returned', 'valid')),
  quorum     TEXT CHECK (quorum GLOB '[1-9]*/[1-9]*'),
  clause     TEXT NOT NULL CHECK (clause <> ''),
  sector     TEXT,
  UNIQUE (award_id, "from"),
  CHECK ("to" >= "from")
) STRICT;

-- `threshold` to `quorum` are what was typed; what holds is in `frozen`. `entitled_chosen`: the roll says who may vote,
-- not the membership. The numbers of the paper stand here only once the ballot is sealed; before, in `ballot_count`.
CREATE TABLE ballot (
  id               INTEGER PRIMARY KEY,
  code             TEXT NOT NULL CHECK (code <> ''),
  key              TEXT NOT NULL UNIQUE CHECK (key <> ''),
  year_id          INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  meeting_id       INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  mode             TEXT NOT NULL CHECK (mode IN ('secret', 'hands', 'named', 'consensus')),
  state            TEXT NOT NULL DEFAULT 'draft'
                   CHECK (state IN ('draft', 'frozen', 'open', 'closed', 'counted', 'sealed', 'void', 'superseded')),
  threshold        TEXT CHECK (threshold GLOB '[1-9]*/[1-9]*'),
  comparison       TEXT CHECK (comparison IN ('at-least', 'more-than')),
  base             TEXT CHECK (base IN ('members', 'present', 'issued', 'returned', 'valid')),
  quorum           TEXT CHECK (quorum GLOB '[1-9]*/[1-9]*'),
  basis_id         INTEGER REFERENCES document (id) ON DELETE RESTRICT,
  seats            INTEGER CHECK (seats > 0),
  double_entry     INTEGER NOT NULL DEFAULT 0 CHECK (double_entry IN (0, 1)),
  entitled_chosen  INTEGER NOT NULL DEFAULT 0 CHECK (entitled_chosen IN (0, 1)),
  entitled_number  INTEGER CHECK (entitled_number > 0),
  present_number   INTEGER CHECK (present_number >= 0),
  written_number   INTEGER CHECK (written_number >= 0),
  frozen           TEXT,
  entitled         INTEGER CHECK (entitled >= 0),
  present          INTEGER CHECK (present >= 0),
  written          INTEGER CHECK (written >= 0),
  issued           INTEGER CHECK (issued >= 0),
  returned         INTEGER CHECK (returned >= 0),
  valid            INTEGER CHECK (valid >= 0),
  invalid          INTEGER CHECK (invalid >= 0),
  note             TEXT,
  fingerprint      TEXT,
  reason           TEXT,
  origin_id        INTEGER REFERENCES ballot (id) ON DELETE RESTRICT,
  origin           TEXT CHECK (origin IN ('supersedes', 'second-round')),
  CHECK ((threshold IS NULL) = (comparison IS NULL) AND (threshold IS NULL) = (base IS NULL)),
  CHECK ((origin IS NULL) = (origin_id IS NULL)),
  CHECK ((state = 'draft') = (frozen IS NULL) OR state = 'void'),
  CHECK ((state IN ('sealed', 'superseded')) = (fingerprint IS NOT NULL)),
  CHECK (present + written <= entitled),
  CHECK (issued <= entitled),
  CHECK (returned <= issued),
  CHECK (valid + invalid = returned),
  CHECK ((returned IS NULL) OR state IN ('sealed', 'superseded'))
) STRICT;

CREATE INDEX ballot_meeting ON ballot (meeting_id);

CREATE TABLE nominee (
  id          INTEGER PRIMARY KEY,
  ballot_id   INTEGER NOT NULL REFERENCES ballot (id) ON DELETE RESTRICT,
  number      INTEGER NOT NULL CHECK (number > 0),
  unit_id     INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  person_id   INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  award_id    INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  movement_id INTEGER REFERENCES movement (id) ON DELETE RESTRICT,
  period      TEXT,
  agree       INTEGER CHECK (agree >= 0),
  disagree    INTEGER CHECK (disagree >= 0),
  blank       INTEGER CHECK (blank >= 0),
  outcome     TEXT CHECK (outcome IN ('passed', 'not-passed', 'tied', 'no-quorum')),
  UNIQUE (ballot_id, number),
  CHECK ((unit_id IS NULL) <> (person_id IS NULL)),
  CHECK ((agree IS NULL) = (disagree IS NULL) AND (agree IS NULL) = (blank IS NULL))
) STRICT;

CREATE UNIQUE INDEX nominee_once
  ON nominee (ballot_id, coalesce(unit_id, 0), coalesce(person_id, 0), award_id, coalesce(movement_id, 0));

CREATE TABLE teller (
  ballot_id INTEGER NOT NULL REFERENCES ballot (id) ON DELETE RESTRICT,
  key       TEXT NOT NULL CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  PRIMARY KEY (ballot_id, key)
) STRICT, WITHOUT ROWID;

-- Who may vote and who came. No order, no time, no slip.
CREATE TABLE roll (
  ballot_id INTEGER NOT NULL REFERENCES ballot (id) ON DELETE RESTRICT,
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  presence  TEXT CHECK (presence IN ('present', 'written', 'absent')),
  issued    INTEGER CHECK (issued IN (0, 1)),
  PRIMARY KEY (ballot_id, unit_id),
  CHECK ((presence IS NULL) = (issued IS NULL)),
  CHECK (issued = 0 OR presence IN ('present', 'written'))
) STRICT, WITHOUT ROWID;

-- Sums as each teller entered them; an entry is never overwritten, a recount is a new version.
CREATE TABLE ballot_count (
  id        INTEGER PRIMARY KEY,
  ballot_id INTEGER NOT NULL REFERENCES ballot (id) ON DELETE RESTRICT,
  entry     INTEGER NOT NULL CHECK (entry IN (1, 2)),
  version   INTEGER NOT NULL CHECK (version > 0),
  returned  INTEGER CHECK (returned >= 0),
  invalid   INTEGER CHECK (invalid >= 0),
  note      TEXT,
  reason    TEXT,
  UNIQUE (ballot_id, entry, version),
  CHECK ((returned IS NULL) = (invalid IS NULL)),
  CHECK (invalid <= returned)
) STRICT;

CREATE TABLE ballot_sum (
  count_id INTEGER NOT NULL REFERENCES ballot_count (id) ON DELETE RESTRICT,
  number   INTEGER NOT NULL CHECK (number > 0),
  agree    INTEGER NOT NULL CHECK (agree >= 0),
  disagree INTEGER NOT NULL CHECK (disagree >= 0),
  blank    INTEGER NOT NULL CHECK (blank >= 0),
  PRIMARY KEY (count_id, number)
) STRICT, WITHOUT ROWID;

-- Named ballots only: who voted how.
CREATE TABLE named_vote (
  ballot_id INTEGER NOT NULL REFERENCES ballot (id) ON DELETE RESTRICT,
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  number    INTEGER NOT NULL CHECK (number > 0),
  choice    TEXT NOT NULL CHECK (choice IN ('agree', 'disagree', 'blank')),
  PRIMARY KEY (ballot_id, unit_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER named_vote_only BEFORE INSERT ON named_vote
WHEN (SELECT mode <> 'named' OR state <> 'open' FROM ballot WHERE id = NEW.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'a vote with a name belongs to an open, named ballot');
END;

CREATE TRIGGER sum_adds_up BEFORE INSERT ON ballot_sum
WHEN (SELECT NEW.agree + NEW.disagree + NEW.blank IS NOT returned - invalid FROM ballot_count WHERE id = NEW.count_id)
BEGIN
  SELECT RAISE(ABORT, 'agree + disagree + blank = valid');
END;

CREATE TRIGGER sum_insert BEFORE INSERT ON ballot_sum
WHEN EXISTS (SELECT 1 FROM ballot_sum WHERE count_id = NEW.count_id AND number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'a count is never changed');
END;

CREATE TRIGGER ballot_insert BEFORE INSERT ON ballot
WHEN EXISTS (SELECT 1 FROM ballot WHERE id = NEW.id OR key = NEW.key)
BEGIN
  SELECT RAISE(ABORT, 'a ballot is never replaced');
END;

CREATE TRIGGER teller_update BEFORE UPDATE ON teller
BEGIN
  SELECT RAISE(ABORT, 'tellers are taken off and entered anew');
END;

-- What is sealed or void is read only; sealed may still become superseded.
CREATE TRIGGER ballot_ended_update BEFORE UPDATE ON ballot
WHEN OLD.state IN ('sealed', 'void', 'superseded')
 AND NOT (OLD.state = 'sealed' AND NEW.state = 'superseded'
          AND OLD.fingerprint IS NEW.fingerprint AND OLD.frozen IS NEW.frozen AND OLD.code IS NEW.code
          AND OLD.returned IS NEW.returned AND OLD.valid IS NEW.valid AND OLD.invalid IS NEW.invalid
          AND OLD.entitled IS NEW.entitled AND OLD.present IS NEW.present AND OLD.written IS NEW.written
          AND OLD.issued IS NEW.issued AND OLD.year_id IS NEW.year_id AND OLD.meeting_id IS NEW.meeting_id)
BEGIN
  SELECT RAISE(ABORT, 'a sealed or void ballot is never changed');
END;

CREATE TRIGGER ballot_delete BEFORE DELETE ON ballot WHEN OLD.state <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'only a draft ballot is removed');
END;

CREATE TRIGGER nominee_update BEFORE UPDATE ON nominee
WHEN (SELECT state IN ('sealed', 'void', 'superseded') FROM ballot WHERE id = OLD.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'a sealed or void ballot is never changed');
END;

CREATE TRIGGER nominee_insert BEFORE INSERT ON nominee
WHEN (SELECT state <> 'draft' FROM ballot WHERE id = NEW.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'nominees are fixed once a ballot is frozen');
END;

CREATE TRIGGER nominee_delete BEFORE DELETE ON nominee
WHEN (SELECT state <> 'draft' FROM ballot WHERE id = OLD.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'nominees are fixed once a ballot is frozen');
END;

CREATE TRIGGER roll_insert BEFORE INSERT ON roll
WHEN (SELECT state NOT IN ('draft', 'frozen', 'open') FROM ballot WHERE id = NEW.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'the roll is fixed once a ballot is closed');
END;

CREATE TRIGGER roll_update BEFORE UPDATE ON roll
WHEN (SELECT state NOT IN ('draft', 'frozen', 'open') FROM ballot WHERE id = OLD.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'the roll is fixed once a ballot is closed');
END;

CREATE TRIGGER roll_delete BEFORE DELETE ON roll
WHEN (SELECT state NOT IN ('draft', 'frozen', 'open') FROM ballot WHERE id = OLD.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'the roll is fixed once a ballot is closed');
END;

CREATE TRIGGER count_insert BEFORE INSERT ON ballot_count
WHEN (SELECT state NOT IN ('closed', 'counted') FROM ballot WHERE id = NEW.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'a ballot is counted once it is closed and until it is sealed');
END;

CREATE TRIGGER count_update BEFORE UPDATE ON ballot_count
BEGIN
  SELECT RAISE(ABORT, 'a count is never changed');
END;

CREATE TRIGGER count_delete BEFORE DELETE ON ballot_count
BEGIN
  SELECT RAISE(ABORT, 'a count is never changed');
END;

CREATE TRIGGER sum_update BEFORE UPDATE ON ballot_sum
BEGIN
  SELECT RAISE(ABORT, 'a count is never changed');
END;

CREATE TRIGGER sum_delete BEFORE DELETE ON ballot_sum
BEGIN
  SELECT RAISE(ABORT, 'a count is never changed');
END;

CREATE TRIGGER vote_update BEFORE UPDATE ON named_vote
BEGIN
  SELECT RAISE(ABORT, 'a named vote is taken back, then given anew');
END;

CREATE TRIGGER vote_delete BEFORE DELETE ON named_vote
WHEN (SELECT state <> 'open' FROM ballot WHERE id = OLD.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'named votes are fixed once a ballot is closed');
END;

CREATE TRIGGER teller_insert BEFORE INSERT ON teller
WHEN (SELECT state <> 'draft' FROM ballot WHERE id = NEW.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'tellers are fixed once a ballot is frozen');
END;

CREATE TRIGGER teller_delete BEFORE DELETE ON teller
WHEN (SELECT state <> 'draft' FROM ballot WHERE id = OLD.ballot_id)
BEGIN
  SELECT RAISE(ABORT, 'tellers are fixed once a ballot is frozen');
END;

-- Proposed directly, not by a ballot (a sudden achievement).
CREATE TABLE nomination (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  year_id   INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  unit_id   INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  award_id  INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  kind      TEXT NOT NULL CHECK (kind IN ('regular', 'sudden', 'thematic', 'external', 'tenure', 'dedication')),
  "for"     TEXT,
  document  TEXT,
  CHECK ((unit_id IS NULL) <> (person_id IS NULL))
) STRICT;

-- The path of a proposal but for its grant, which is a commendation; the last step tells the state.
CREATE TABLE nomination_step (
  id            INTEGER PRIMARY KEY,
  nominee_id    INTEGER REFERENCES nominee (id) ON DELETE RESTRICT,
  nomination_id INTEGER REFERENCES nomination (id) ON DELETE RESTRICT,
  step          TEXT NOT NULL CHECK (step IN ('submitted', 'refused', 'returned')),
  "on"          TEXT NOT NULL CHECK (date("on") IS "on"),
  document      TEXT,
  reason        TEXT,
  CHECK ((nominee_id IS NULL) <> (nomination_id IS NULL))
) STRICT;

CREATE INDEX step_nominee ON nomination_step (nominee_id);
CREATE INDEX step_nomination ON nomination_step (nomination_id);

CREATE TABLE commendation (
  id            INTEGER PRIMARY KEY,
  unit_id       INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  person_id     INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  award_id      INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  "on"          TEXT NOT NULL CHECK (date("on") IS "on"),
  document      TEXT NOT NULL CHECK (document <> ''),
  document_key  TEXT NOT NULL CHECK (document_key <> ''),
  kind          TEXT NOT NULL CHECK (kind IN ('regular', 'sudden', 'thematic', 'external', 'tenure', 'dedication')),
  "for"         TEXT,
  for_key       TEXT,
  nominee_id    INTEGER UNIQUE REFERENCES nominee (id) ON DELETE RESTRICT,
  nomination_id INTEGER UNIQUE REFERENCES nomination (id) ON DELETE RESTRICT,
  CHECK ((unit_id IS NULL) <> (person_id IS NULL)),
  CHECK (nominee_id IS NULL OR nomination_id IS NULL)
) STRICT;

CREATE INDEX commendation_unit ON commendation (unit_id);
CREATE INDEX commendation_person ON commendation (person_id);
CREATE INDEX commendation_on ON commendation ("on");

-- Every proposal: passed nominees of sealed ballots, and direct nominations. A superseded ballot proposes nobody,
-- but what had already been submitted from it stays to be seen, as cancelled.
CREATE VIEW proposal (code, key, year_id, unit_id, person_id, award_id, movement_id, ballot_id, nominee_id,
                      nomination_id, kind, "for", cancelled) AS
  SELECT b.code || '-' || n.number, b.key || '-' || n.number, b.year_id, n.unit_id, n.person_id, n.award_id,
         n.movement_id, b.id, n.id, NULL, NULL, NULL, b.state = 'superseded'
    FROM nominee n JOIN ballot b ON b.id = n.ballot_id
   WHERE n.outcome = 'passed'
     AND (b.state = 'sealed'
          OR (b.state = 'superseded' AND EXISTS (SELECT 1 FROM nomination_step s WHERE s.nominee_id = n.id)))
  UNION ALL
  SELECT code, key, year_id, unit_id, person_id, award_id, NULL, NULL, NULL, id, kind, "for", 0 FROM nomination;

DROP VIEW closed_year;
DROP VIEW official;
DROP VIEW alias;
DROP VIEW named;

CREATE VIEW named (noun, id, code, key, name) AS
  SELECT 'document', id, CASE WHEN 1 < (SELECT count(*) FROM document d WHERE d.key = document.key)
                              THEN number || '@' || "on" ELSE number END, key, subject FROM document
  UNION ALL SELECT 'unit', id, code, key, name FROM unit
  UNION ALL SELECT 'person', id, code, key, name FROM person
  UNION ALL SELECT 'recipient', id, code, key, name FROM unit
  UNION ALL SELECT 'recipient', -id, code, key, name FROM person
  UNION ALL SELECT 'block', id, code, key, name FROM block
  UNION ALL SELECT 'year', y.id, b.code || '/' || y.year, b.key || '/' || y.year, b.name
              FROM year y JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'movement', id, code, key, name FROM movement
  UNION ALL SELECT 'meeting', id, code, key, place FROM meeting
  UNION ALL SELECT 'pledge', p.id, b.code || '/' || y.year, b.key || '/' || y.year, b.name
              FROM pledge p JOIN year y ON y.id = p.year_id JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'target', t.id, b.code || '/' || y.year || ':' || t.code, b.key || '/' || y.year || ':' || t.key, t.name
              FROM target t JOIN pledge p ON p.id = t.pledge_id JOIN year y ON y.id = p.year_id
              JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'award', id, code, key, name FROM award
  UNION ALL SELECT 'ballot', id, code, key, NULL FROM ballot
  UNION ALL SELECT 'nomination', id, code, key, NULL FROM nomination;

CREATE VIEW alias (noun, id, key) AS
  SELECT 'unit', owner_id, key FROM unit_alias
  UNION ALL SELECT 'recipient', owner_id, key FROM unit_alias
  UNION ALL SELECT 'document', id, key || '@' || "on" FROM document;

CREATE VIEW closed_year (id, code) AS
  SELECT n.id, n.code FROM year y JOIN named n ON n.noun = 'year' AND n.id = y.id WHERE y.state = 'closed';

CREATE VIEW official (noun, id, what) AS
  SELECT 'meeting', p.meeting_id, 'the adoption of the pledge ' || n.code
    FROM pledge p JOIN named n ON n.noun = 'pledge' AND n.id = p.id WHERE p.meeting_id IS NOT NULL
  UNION ALL
  SELECT 'year', p.year_id, 'the adopted pledge ' || n.code
    FROM pledge p JOIN named n ON n.noun = 'pledge' AND n.id = p.id WHERE p.meeting_id IS NOT NULL
  UNION ALL SELECT 'meeting', meeting_id, 'the ballot ' || code FROM ballot WHERE state NOT IN ('draft', 'void')
  UNION ALL SELECT 'year', year_id, 'the ballot ' || code FROM ballot WHERE state NOT IN ('draft', 'void')
  UNION ALL SELECT 'award', n.award_id, 'the ballot ' || b.code
              FROM nominee n JOIN ballot b ON b.id = n.ballot_id WHERE b.state NOT IN ('draft', 'void')
  UNION ALL
  SELECT 'document', b.document_id, 'the adopted pledge ' || n.code
    FROM (SELECT i.pledge_id, x.document_id FROM pledge_item_basis x JOIN pledge_item i ON i.id = x.owner_id
          UNION SELECT g.pledge_id, x.document_id FROM target_basis x JOIN target g ON g.id = x.owner_id) b
    JOIN pledge p ON p.id = b.pledge_id JOIN named n ON n.noun = 'pledge' AND n.id = p.id
   WHERE p.meeting_id IS NOT NULL
  UNION ALL SELECT 'document', basis_id, 'the ballot ' || code FROM ballot WHERE state NOT IN ('draft', 'void') AND basis_id IS NOT NULL
  UNION ALL SELECT 'member', m.id, 'the ballot ' || b.code
              FROM member m JOIN roll r ON r.unit_id = m.unit_id
              JOIN ballot b ON b.id = r.ballot_id AND b.year_id = m.year_id WHERE b.state NOT IN ('draft', 'void')
  UNION ALL SELECT 'member', m.id, 'the signature under the pledge ' || n.code
              FROM member m JOIN signature s ON s.unit_id = m.unit_id JOIN pledge p ON p.id = s.pledge_id
              JOIN named n ON n.noun = 'pledge' AND n.id = p.id WHERE p.year_id = m.year_id
  UNION ALL SELECT 'ballot', b.id, 'the place of the ballot ' || o.code
              FROM ballot b JOIN ballot o ON o.id = b.origin_id WHERE b.origin = 'supersedes'
  UNION ALL SELECT 'commendation', c.id, 'the nomination ' || p.code || ' (emulation nomination retract ' || p.code || ')'
              FROM commendation c JOIN proposal p ON p.nominee_id = c.nominee_id OR p.nomination_id = c.nomination_id;
