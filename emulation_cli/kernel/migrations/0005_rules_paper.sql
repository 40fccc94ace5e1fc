-- Voting rules of blocks and councils, under a code; a block's own regulation; what a paper count tells besides.
-- A rule without an award holds for every award; one of a sector for that sector's blocks and awards; one of a block,
-- its own regulation (`basis_id`), goes before all others. `mode` and `self_voting`: NULL where the source is silent.

ALTER TABLE award ADD COLUMN sector TEXT;
ALTER TABLE block ADD COLUMN sector TEXT;

-- Until now every rule held whatever its sector: it keeps one only where that is its award's own.
UPDATE award SET sector = (SELECT max(sector) FROM voting_rule)
 WHERE level = 'sector' AND 1 = (SELECT count(DISTINCT sector) FROM voting_rule);

CREATE TABLE rule (
  id          INTEGER PRIMARY KEY,
  code        TEXT NOT NULL CHECK (code <> ''),
  key         TEXT NOT NULL UNIQUE CHECK (key <> ''),
  award_id    INTEGER REFERENCES award (id) ON DELETE RESTRICT,
  body        TEXT NOT NULL CHECK (body IN ('block', 'council')),
  "from"      TEXT NOT NULL CHECK (date("from") IS "from"),
  "to"        TEXT CHECK (date("to") IS "to"),
  threshold   TEXT NOT NULL CHECK (threshold GLOB '[1-9]*/[1-9]*'),
  comparison  TEXT NOT NULL CHECK (comparison IN ('at-least', 'more-than')),
  base        TEXT NOT NULL CHECK (base IN ('members', 'present', 'issued', 'returned', 'valid')),
  mode        TEXT CHECK (mode IN ('secret', 'hands', 'named')),
  quorum      TEXT CHECK (quorum GLOB '[1-9]*/[1-9]*'),
  self_voting TEXT CHECK (self_voting IN ('allowed', 'barred')),
  clause      TEXT NOT NULL CHECK (clause <> ''),
  block_id    INTEGER REFERENCES block (id) ON DELETE RESTRICT,
  basis_id    INTEGER REFERENCES document (id) ON DELETE RESTRICT,
  sector      TEXT,
  certainty   TEXT NOT NULL DEFAULT 'confirmed' CHECK (certainty IN ('confirmed', 'partial', 'unverified')),
  CHECK ("to" >= "from"),
  CHECK (block_id IS NULL OR basis_id IS NOT NULL)
) STRICT;

CREATE INDEX rule_award ON rule (award_id);

INSERT INTO rule (id, code, key, award_id, body, "from", "to", threshold, comparison, base, quorum, clause, sector)
  SELECT r.id, a.code || '.' || r."from", a.key || '.' || r."from", r.award_id, 'block', r."from", r."to", r.threshold,
         r.comparison, r.base, r.quorum, r.clause, CASE WHEN r.sector = a.sector THEN r.sector END
    FROM voting_rule r JOIN award a ON a.id = r.award_id;

DROP TABLE voting_rule;

ALTER TABLE ballot ADD COLUMN self_voting TEXT CHECK (self_voting IN ('allowed', 'barred'));
ALTER TABLE ballot ADD COLUMN spoiled INTEGER CHECK (spoiled >= 0);
ALTER TABLE ballot ADD COLUMN printed INTEGER CHECK (printed >= issued + coalesce(spoiled, 0));
ALTER TABLE ballot_count ADD COLUMN spoiled INTEGER CHECK (spoiled >= 0);
ALTER TABLE ballot_count ADD COLUMN printed INTEGER CHECK (printed >= returned + coalesce(spoiled, 0));

-- The first teller named heads the counting board.
ALTER TABLE teller ADD COLUMN place INTEGER NOT NULL DEFAULT 1 CHECK (place > 0);
DROP TRIGGER teller_update;
UPDATE teller SET place = (SELECT count(*) FROM teller o WHERE o.ballot_id = teller.ballot_id AND o.key <= teller.key);
CREATE TRIGGER teller_update BEFORE UPDATE ON teller
BEGIN
  SELECT RAISE(ABORT, 'tellers are taken off and entered anew');
END;

DROP TRIGGER ballot_ended_update;
CREATE TRIGGER ballot_ended_update BEFORE UPDATE ON ballot
WHEN OLD.state IN ('sealed', 'void', 'superseded')
 AND NOT (OLD.state = 'sealed' AND NEW.state = 'superseded'
          AND OLD.fingerprint IS NEW.fingerprint AND OLD.frozen IS NEW.frozen AND OLD.note IS NEW.note
          AND OLD.returned IS NEW.returned AND OLD.valid IS NEW.valid AND OLD.invalid IS NEW.invalid
          AND OLD.entitled IS NEW.entitled AND OLD.present IS NEW.present AND OLD.written IS NEW.written
          AND OLD.issued IS NEW.issued AND OLD.printed IS NEW.printed AND OLD.spoiled IS NEW.spoiled)
BEGIN
  SELECT RAISE(ABORT, 'a sealed or void ballot is never changed');
END;

-- Secrecy and rule are fixed with the freeze: nothing makes a secret ballot an open one afterwards.
CREATE TRIGGER ballot_frozen_update BEFORE UPDATE ON ballot
WHEN OLD.state <> 'draft'
 AND NOT (OLD.code IS NEW.code AND OLD.key IS NEW.key AND OLD.year_id IS NEW.year_id
          AND OLD.meeting_id IS NEW.meeting_id AND OLD.mode IS NEW.mode AND OLD.threshold IS NEW.threshold
          AND OLD.comparison IS NEW.comparison AND OLD.base IS NEW.base AND OLD.quorum IS NEW.quorum
          AND OLD.self_voting IS NEW.self_voting AND OLD.basis_id IS NEW.basis_id AND OLD.seats IS NEW.seats
          AND OLD.double_entry IS NEW.double_entry AND OLD.entitled_chosen IS NEW.entitled_chosen
          AND OLD.entitled_number IS NEW.entitled_number AND OLD.origin_id IS NEW.origin_id
          AND OLD.origin IS NEW.origin
          AND (OLD.frozen IS NEW.frozen OR (OLD.state = 'frozen' AND NEW.state = 'draft' AND NEW.frozen IS NULL)))
BEGIN
  SELECT RAISE(ABORT, 'mode and rule are fixed once a ballot is frozen');
END;

CREATE TRIGGER sum_of_nominee BEFORE INSERT ON ballot_sum
WHEN NOT EXISTS (SELECT 1 FROM ballot_count c JOIN ballot b ON b.id = c.ballot_id
                 JOIN nominee n ON n.ballot_id = b.id AND n.number = NEW.number
                 WHERE c.id = NEW.count_id AND b.state IN ('closed', 'counted'))
BEGIN
  SELECT RAISE(ABORT, 'a sum is of a nominee, once a ballot is closed and until it is sealed');
END;

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
  UNION ALL SELECT 'rule', id, code, key, clause FROM rule
  UNION ALL SELECT 'ballot', id, code, key, NULL FROM ballot
  UNION ALL SELECT 'nomination', id, code, key, NULL FROM nomination;
