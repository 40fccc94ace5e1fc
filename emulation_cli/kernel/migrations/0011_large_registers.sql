-- A register of ten years and a thousand blocks answers like a new one: every look-up has its index.

DROP VIEW unseated;
DROP VIEW seat_need;
DROP VIEW official;
DROP VIEW closed_year;
DROP VIEW alias;
DROP VIEW named;
DROP VIEW proposal;

-- What a row is found by: its name without marks (`fold`), and what it has in common with names that may mean the same.
-- Both functions are the program's own, known while a migration runs.
ALTER TABLE unit ADD COLUMN alike_key TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN short_key TEXT;
ALTER TABLE person ADD COLUMN alike_key TEXT NOT NULL DEFAULT '';
ALTER TABLE block ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE block ADD COLUMN alike_key TEXT NOT NULL DEFAULT '';
ALTER TABLE movement ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE movement ADD COLUMN alike_key TEXT NOT NULL DEFAULT '';
ALTER TABLE award ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE award ADD COLUMN alike_key TEXT NOT NULL DEFAULT '';
ALTER TABLE council ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE council ADD COLUMN alike_key TEXT NOT NULL DEFAULT '';

UPDATE unit SET alike_key = alike(name), short_key = fold(short);
UPDATE person SET alike_key = alike(name);
UPDATE block SET name_key = fold(name), alike_key = alike(name);
UPDATE movement SET name_key = fold(name), alike_key = alike(name);
UPDATE award SET name_key = fold(name), alike_key = alike(name);
UPDATE council SET name_key = fold(name), alike_key = alike(name);

CREATE INDEX unit_name ON unit (name_key);
CREATE INDEX unit_alike ON unit (alike_key);
CREATE INDEX person_name ON person (name_key);
CREATE INDEX person_alike ON person (alike_key);
CREATE INDEX block_name ON block (name_key);
CREATE INDEX block_alike ON block (alike_key);
CREATE INDEX movement_name ON movement (name_key);
CREATE INDEX movement_alike ON movement (alike_key);
CREATE INDEX award_name ON award (name_key);
CREATE INDEX award_alike ON award (alike_key);
CREATE INDEX council_name ON council (name_key);
CREATE INDEX council_alike ON council (alike_key);

-- Nearly no commendation comes of a proposal, half of them are of units: each index holds only the rows it is for.
CREATE TABLE commendation_lean (
  id            INTEGER PRIMARY KEY,
  unit_id       INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  person_id     INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  award_id      INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  "on"          TEXT NOT NULL CHECK (date("on") IS "on"),
  document      TEXT NOT NULL CHECK (document <> ''),
  document_key  TEXT NOT NULL CHECK (document_key <> ''),
  kind          TEXT NOT NULL CHECK (kind IN ('regular', 'sudden', 'thematic', 'external', 'tenure', 'dedication',
                                              'resistance')),
  "for"         TEXT,
  for_key       TEXT,
  of_year       INTEGER NOT NULL CHECK (of_year BETWEEN 1945 AND 2199),
  factor        INTEGER CHECK (factor > 0),
  base_salary   INTEGER CHECK (base_salary > 0),
  handed_on     TEXT CHECK (date(handed_on) IS handed_on),
  handed_by     TEXT,
  cancelled_on  TEXT CHECK (date(cancelled_on) IS cancelled_on),
  cancelled_by  TEXT,
  nominee_id    INTEGER REFERENCES nominee (id) ON DELETE RESTRICT,
  nomination_id INTEGER REFERENCES nomination (id) ON DELETE RESTRICT,
  movement_id   INTEGER REFERENCES movement (id) ON DELETE RESTRICT,
  CHECK ((unit_id IS NULL) <> (person_id IS NULL)),
  CHECK (nominee_id IS NULL OR nomination_id IS NULL),
  CHECK (handed_on >= "on"),
  CHECK (handed_by IS NULL OR handed_on IS NOT NULL),
  CHECK (cancelled_on >= "on"),
  CHECK ((cancelled_on IS NULL) = (cancelled_by IS NULL))
) STRICT;
INSERT INTO commendation_lean SELECT * FROM commendation ORDER BY id;
DROP TABLE commendation;
ALTER TABLE commendation_lean RENAME TO commendation;
CREATE INDEX commendation_unit ON commendation (unit_id, award_id, of_year) WHERE unit_id IS NOT NULL;
CREATE INDEX commendation_person ON commendation (person_id, award_id, of_year) WHERE person_id IS NOT NULL;
CREATE INDEX commendation_on ON commendation ("on");
CREATE INDEX commendation_movement ON commendation (movement_id) WHERE movement_id IS NOT NULL;
CREATE UNIQUE INDEX commendation_nominee ON commendation (nominee_id) WHERE nominee_id IS NOT NULL;
CREATE UNIQUE INDEX commendation_nomination ON commendation (nomination_id) WHERE nomination_id IS NOT NULL;

-- Whatever refers to a row that there are many of is found from that row, too.
CREATE INDEX unit_parent ON unit (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX unit_alias_owner ON unit_alias (owner_id);
CREATE INDEX person_unit ON person (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX former_post_unit ON former_post (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX council_unit ON council (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX document_year ON document (year_id) WHERE year_id IS NOT NULL;
CREATE INDEX leadership_unit ON leadership (unit_id);
CREATE INDEX exclusion_unit ON exclusion (unit_id);
CREATE INDEX handover_to ON handover (to_id) WHERE to_id IS NOT NULL;
CREATE INDEX handover_meeting ON handover (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX movement_parent ON movement (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX movement_opened_at ON movement (opened_at_id) WHERE opened_at_id IS NOT NULL;
CREATE INDEX movement_closed_at ON movement (closed_at_id) WHERE closed_at_id IS NOT NULL;
CREATE INDEX movement_unit_unit ON movement_unit (unit_id);
CREATE INDEX exemplar_movement ON exemplar (movement_id) WHERE movement_id IS NOT NULL;
CREATE INDEX meeting_host ON meeting (host_id) WHERE host_id IS NOT NULL;
CREATE INDEX meeting_purpose_year ON meeting_purpose (year_id) WHERE year_id IS NOT NULL;
CREATE INDEX attendance_unit ON attendance (unit_id);
CREATE INDEX opinion_unit ON opinion (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX task_owner ON task (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX activity_year ON activity (year_id);
CREATE INDEX activity_unit_unit ON activity_unit (unit_id);
CREATE INDEX pledge_meeting ON pledge (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX pledge_item_unit_unit ON pledge_item_unit (unit_id);
CREATE INDEX pledge_item_basis_document ON pledge_item_basis (document_id);
CREATE INDEX pledge_movement_movement ON pledge_movement (movement_id);
CREATE INDEX target_unit_unit ON target_unit (unit_id);
CREATE INDEX target_goal_unit ON target_goal (unit_id);
CREATE INDEX target_basis_document ON target_basis (document_id);
CREATE INDEX signature_unit ON signature (unit_id);
CREATE INDEX result_unit ON result (unit_id);
CREATE INDEX rule_block ON rule (block_id) WHERE block_id IS NOT NULL;
CREATE INDEX rule_basis ON rule (basis_id) WHERE basis_id IS NOT NULL;
CREATE INDEX quota_block ON quota (block_id) WHERE block_id IS NOT NULL;
CREATE INDEX quota_basis ON quota (basis_id) WHERE basis_id IS NOT NULL;
CREATE INDEX ballot_year ON ballot (year_id);
CREATE INDEX ballot_basis ON ballot (basis_id) WHERE basis_id IS NOT NULL;
CREATE INDEX ballot_origin ON ballot (origin_id) WHERE origin_id IS NOT NULL;
CREATE INDEX nominee_unit ON nominee (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX nominee_person ON nominee (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX nominee_movement ON nominee (movement_id) WHERE movement_id IS NOT NULL;
CREATE INDEX roll_unit ON roll (unit_id);
CREATE INDEX named_vote_unit ON named_vote (unit_id);
CREATE INDEX nomination_year ON nomination (year_id);
CREATE INDEX nomination_unit ON nomination (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX nomination_person ON nomination (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX nomination_movement ON nomination (movement_id) WHERE movement_id IS NOT NULL;
CREATE INDEX nomination_paper_nominee ON nomination_paper (nominee_id) WHERE nominee_id IS NOT NULL;
CREATE INDEX nomination_paper_nomination ON nomination_paper (nomination_id) WHERE nomination_id IS NOT NULL;
CREATE INDEX nomination_finding_nominee ON nomination_finding (nominee_id) WHERE nominee_id IS NOT NULL;
CREATE INDEX nomination_finding_nomination ON nomination_finding (nomination_id) WHERE nomination_id IS NOT NULL;
CREATE INDEX registration_unit ON registration (unit_id);
CREATE INDEX registration_person ON registration (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX criterion_group ON criterion (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX score_unit ON score (unit_id);
CREATE INDEX score_sheet_year ON score_sheet (year_id);
CREATE INDEX score_sheet_unit ON score_sheet (unit_id);
CREATE INDEX score_sheet_by ON score_sheet (by_id) WHERE by_id IS NOT NULL;
CREATE INDEX receipt_year ON receipt (year_id);
CREATE INDEX receipt_unit ON receipt (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX question_unit ON question (unit_id);

-- How the rows of each noun are named. A code made of several begins with that of a row that has an index: `head` is the
-- key of that row, and what is looked for by `key` is looked for by its possible heads as well.
CREATE VIEW named_document (id, code, key, name, head) AS
  SELECT id, CASE WHEN 1 < (SELECT count(*) FROM document d WHERE d.key = document.key)
                  THEN number || '@' || "on" ELSE number END, key, subject, key FROM document;
CREATE VIEW named_unit (id, code, key, name, head) AS SELECT id, code, key, name, key FROM unit;
CREATE VIEW named_person (id, code, key, name, head) AS SELECT id, code, key, name, key FROM person;
CREATE VIEW named_recipient (id, code, key, name, head) AS
  SELECT id, code, key, name, key FROM unit UNION ALL SELECT -id, code, key, name, key FROM person;
CREATE VIEW named_block (id, code, key, name, head) AS SELECT id, code, key, name, key FROM block;
CREATE VIEW named_year (id, code, key, name, head) AS
  SELECT y.id, b.code || '/' || y.year, b.key || '/' || y.year, b.name, b.key
    FROM year y JOIN block b ON b.id = y.block_id;
CREATE VIEW named_movement (id, code, key, name, head) AS SELECT id, code, key, name, key FROM movement;
CREATE VIEW named_meeting (id, code, key, name, head) AS SELECT id, code, key, place, key FROM meeting;
CREATE VIEW named_pledge (id, code, key, name, head) AS
  SELECT p.id, b.code || '/' || y.year || iif(p.current, '', '@' || p.version),
         b.key || '/' || y.year || iif(p.current, '', '@' || p.version), b.name, b.key
    FROM pledge p JOIN year y ON y.id = p.year_id JOIN block b ON b.id = y.block_id;
CREATE VIEW named_target (id, code, key, name, head) AS
  SELECT t.id, b.code || '/' || y.year || iif(p.current, '', '@' || p.version) || ':' || t.code,
         b.key || '/' || y.year || iif(p.current, '', '@' || p.version) || ':' || t.key, t.name, b.key
    FROM target t JOIN pledge p ON p.id = t.pledge_id JOIN year y ON y.id = p.year_id JOIN block b ON b.id = y.block_id;
CREATE VIEW named_period (id, code, key, name, head) AS
  SELECT t.id, b.code || '/' || y.year || ':' || t.code, b.key || '/' || y.year || ':' || t.key, t.name, b.key
    FROM period t JOIN year y ON y.id = t.year_id JOIN block b ON b.id = y.block_id;
CREATE VIEW named_criterion (id, code, key, name, head) AS
  SELECT t.id, b.code || '/' || y.year || ':' || t.code, b.key || '/' || y.year || ':' || t.key, t.name, b.key
    FROM criterion t JOIN year y ON y.id = t.year_id JOIN block b ON b.id = y.block_id;
CREATE VIEW named_award (id, code, key, name, head) AS SELECT id, code, key, name, key FROM award;
CREATE VIEW named_rule (id, code, key, name, head) AS SELECT id, code, key, clause, key FROM rule;
CREATE VIEW named_ballot (id, code, key, name, head) AS SELECT id, code, key, NULL, key FROM ballot;
CREATE VIEW named_nomination (id, code, key, name, head) AS SELECT id, code, key, NULL, key FROM nomination;
CREATE VIEW named_duty (id, code, key, name, head) AS SELECT id, code, key, name, key FROM duty;
CREATE VIEW named_question (id, code, key, name, head) AS
  SELECT q.id, b.code || '/' || y.year || '-' || q.number, b.key || '/' || y.year || '-' || q.number, NULL, b.key
    FROM question q JOIN year y ON y.id = q.year_id JOIN block b ON b.id = y.block_id;
CREATE VIEW named_registration (id, code, key, name, head) AS
  SELECT r.id, b.code || '/' || y.year || '-' || r.number, b.key || '/' || y.year || '-' || r.number, NULL, b.key
    FROM registration r JOIN year y ON y.id = r.year_id JOIN block b ON b.id = y.block_id;
CREATE VIEW named_exemplar (id, code, key, name, head) AS
  SELECT e.id, u.code || '-' || e.number, u.key || '-' || e.number, e.name, u.key
    FROM exemplar e JOIN unit u ON u.id = e.unit_id;
CREATE VIEW named_activity (id, code, key, name, head) AS SELECT id, code, key, name, key FROM activity;
CREATE VIEW named_council (id, code, key, name, head) AS SELECT id, code, key, name, key FROM council;
CREATE VIEW named_provision (id, code, key, name, head) AS SELECT id, code, key, clause, key FROM provision;
CREATE VIEW named_condition (id, code, key, name, head) AS SELECT id, code, key, text, key FROM condition;
CREATE VIEW named_quota (id, code, key, name, head) AS SELECT id, code, key, clause, key FROM quota;
CREATE VIEW named_dossier (id, code, key, name, head) AS SELECT id, code, key, name, key FROM dossier;
CREATE VIEW named_salary (id, code, key, name, head) AS SELECT id, "from", "from", document, "from" FROM salary;
CREATE VIEW named_discipline (id, code, key, name, head) AS SELECT id, code, key, document, key FROM discipline;

-- By what other keys the rows of a noun are found.
CREATE VIEW alias_unit (id, key, head) AS SELECT owner_id, key, key FROM unit_alias;
CREATE VIEW alias_document (id, key, head) AS SELECT id, key || '@' || "on", key FROM document;

CREATE VIEW closed_year (id, code) AS
  SELECT y.id, b.code || '/' || y.year FROM year y JOIN block b ON b.id = y.block_id WHERE y.state = 'closed';

-- Every proposal: passed nominees of sealed ballots, and direct nominations. A superseded ballot proposes nobody;
-- what had not been submitted from it is forgotten, the rest stays to be seen as cancelled.
CREATE VIEW proposal (code, key, year_id, unit_id, person_id, award_id, movement_id, ballot_id, nominee_id,
                      nomination_id, kind, "for", proposed_on, cancelled_on, forgotten, head) AS
  SELECT b.code || '-' || n.number, b.key || '-' || n.number, b.year_id, n.unit_id, n.person_id, n.award_id,
         n.movement_id, b.id, n.id, NULL, NULL, NULL, m."on",
         CASE b.state WHEN 'superseded' THEN coalesce(b.ended_on, m."on") END,
         b.state = 'superseded' AND NOT EXISTS (SELECT 1 FROM nomination_step s WHERE s.nominee_id = n.id), b.key
    FROM nominee n JOIN ballot b ON b.id = n.ballot_id JOIN meeting m ON m.id = b.meeting_id
   WHERE n.outcome = 'passed' AND b.state IN ('sealed', 'superseded')
  UNION ALL
  SELECT code, key, year_id, unit_id, person_id, award_id, movement_id, NULL, NULL, id, kind, "for", "on", NULL, 0, key
    FROM nomination;

CREATE VIEW named_proposal (id, code, key, name, head) AS
  SELECT coalesce(nominee_id, -nomination_id), code, key, NULL, head FROM proposal WHERE NOT forgotten;

-- What has been made official on a row of a noun, in words.
CREATE VIEW official_meeting (id, what) AS
  SELECT p.meeting_id, 'the adoption of the pledge ' || n.code
    FROM pledge p JOIN named_pledge n ON n.id = p.id WHERE p.meeting_id IS NOT NULL
  UNION ALL SELECT meeting_id, 'the ballot ' || code FROM ballot WHERE state NOT IN ('draft', 'void');
CREATE VIEW official_year (id, what) AS
  SELECT p.year_id, 'the adopted pledge ' || n.code
    FROM pledge p JOIN named_pledge n ON n.id = p.id WHERE p.meeting_id IS NOT NULL
  UNION ALL SELECT year_id, 'the ballot ' || code FROM ballot WHERE state NOT IN ('draft', 'void')
  UNION ALL SELECT year_id, 'the published ranking' FROM ranking;
CREATE VIEW official_document (id, what) AS
  SELECT x.document_id, 'the adopted pledge ' || n.code
    FROM pledge_item_basis x JOIN pledge_item i ON i.id = x.owner_id JOIN pledge p ON p.id = i.pledge_id
    JOIN named_pledge n ON n.id = p.id WHERE p.meeting_id IS NOT NULL
  UNION ALL
  SELECT x.document_id, 'the adopted pledge ' || n.code
    FROM target_basis x JOIN target g ON g.id = x.owner_id JOIN pledge p ON p.id = g.pledge_id
    JOIN named_pledge n ON n.id = p.id WHERE p.meeting_id IS NOT NULL
  UNION ALL
  SELECT basis_id, 'the ballot ' || code FROM ballot WHERE state NOT IN ('draft', 'void') AND basis_id IS NOT NULL;
CREATE VIEW official_member (id, what) AS
  SELECT m.id, 'the ballot ' || b.code
    FROM member m JOIN ballot b ON b.year_id = m.year_id JOIN roll r ON r.ballot_id = b.id AND r.unit_id = m.unit_id
   WHERE b.state NOT IN ('draft', 'void')
  UNION ALL
  SELECT m.id, 'the signature under the pledge ' || n.code
    FROM member m JOIN pledge p ON p.year_id = m.year_id
    JOIN signature s ON s.pledge_id = p.id AND s.unit_id = m.unit_id JOIN named_pledge n ON n.id = p.id;
CREATE VIEW official_ballot (id, what) AS
  SELECT b.id, 'the place of the ballot ' || o.code
    FROM ballot b JOIN ballot o ON o.id = b.origin_id WHERE b.origin = 'supersedes';
CREATE VIEW official_commendation (id, what) AS
  SELECT c.id, 'the nomination ' || b.code || '-' || n.number || ' (emulation nomination retract ' || b.code || '-'
               || n.number || ')'
    FROM commendation c JOIN nominee n ON n.id = c.nominee_id JOIN ballot b ON b.id = n.ballot_id
   WHERE n.outcome = 'passed' AND b.state IN ('sealed', 'superseded')
  UNION ALL
  SELECT c.id, 'the nomination ' || n.code || ' (emulation nomination retract ' || n.code || ')'
    FROM commendation c JOIN nomination n ON n.id = c.nomination_id;
CREATE VIEW official_pledge (id, what) AS
  SELECT id, 'the version before it' FROM pledge WHERE current = 1 AND version > 1;
CREATE VIEW official_period (id, what) AS
  SELECT DISTINCT t.id, 'the results of ' || t.code
    FROM period t JOIN pledge p ON p.year_id = t.year_id JOIN target g ON g.pledge_id = p.id
    JOIN result r ON r.target_id = g.id AND r.period = t.code;
CREATE VIEW official_duty (id, what) AS
  SELECT d.id, 'the closed year ' || c.code
    FROM duty d JOIN year y ON y.year >= coalesce(d.since, 0) AND y.year <= coalesce(d.until, 9999)
    JOIN closed_year c ON c.id = y.id;
CREATE VIEW official_block (id, what) AS
  SELECT y.block_id, 'the closed year ' || c.code FROM year y JOIN closed_year c ON c.id = y.id;
CREATE VIEW official_award (id, what) AS
  SELECT n.award_id, 'the ballot ' || b.code
    FROM nominee n JOIN ballot b ON b.id = n.ballot_id WHERE b.state NOT IN ('draft', 'void')
  UNION ALL
  SELECT x.award_id, 'the closed year ' || c.code
    FROM (SELECT award_id, year_id FROM registration UNION SELECT award_id, year_id FROM proposal) x
    JOIN closed_year c ON c.id = x.year_id;
CREATE VIEW official_movement (id, what) AS
  SELECT v.movement_id, 'the closed year ' || c.code
    FROM pledge_movement v JOIN pledge p ON p.id = v.pledge_id JOIN closed_year c ON c.id = p.year_id
  UNION ALL
  SELECT n.movement_id, 'the closed year ' || c.code
    FROM nominee n JOIN ballot b ON b.id = n.ballot_id JOIN closed_year c ON c.id = b.year_id
   WHERE n.outcome = 'passed' AND b.state IN ('sealed', 'superseded') AND n.movement_id IS NOT NULL
  UNION ALL
  SELECT n.movement_id, 'the closed year ' || c.code
    FROM nomination n JOIN closed_year c ON c.id = n.year_id WHERE n.movement_id IS NOT NULL;
CREATE VIEW official_person (id, what) AS
  SELECT r.person_id, 'the closed year ' || c.code
    FROM registration r JOIN closed_year c ON c.id = r.year_id WHERE r.person_id IS NOT NULL
  UNION ALL
  SELECT n.person_id, 'the closed year ' || c.code
    FROM nominee n JOIN ballot b ON b.id = n.ballot_id JOIN closed_year c ON c.id = b.year_id
   WHERE n.outcome = 'passed' AND b.state IN ('sealed', 'superseded') AND n.person_id IS NOT NULL
  UNION ALL
  SELECT n.person_id, 'the closed year ' || c.code
    FROM nomination n JOIN closed_year c ON c.id = n.year_id WHERE n.person_id IS NOT NULL;
CREATE VIEW official_criterion (id, what) AS
  SELECT c.id, 'the published ranking' FROM criterion c JOIN ranking r ON r.year_id = c.year_id;
CREATE VIEW official_condition (id, what) AS
  SELECT DISTINCT condition_id, 'what was found of a nomination' FROM nomination_finding WHERE condition_id IS NOT NULL;
CREATE VIEW official_quota (id, what) AS
  SELECT DISTINCT quota_id, 'what was found of a nomination' FROM nomination_finding WHERE quota_id IS NOT NULL;

CREATE VIEW seat_need (unit_id, year_id, day, what) AS
  SELECT r.unit_id, b.year_id, m."on", 'the roll of the ballot ' || b.code
    FROM roll r JOIN ballot b ON b.id = r.ballot_id JOIN meeting m ON m.id = b.meeting_id
   WHERE b.state NOT IN ('draft', 'void')
  UNION ALL
  SELECT s.unit_id, p.year_id, max(y."from", min(y."to", s.signed_on)), 'the signature under the pledge ' || n.code
    FROM signature s JOIN pledge p ON p.id = s.pledge_id JOIN year y ON y.id = p.year_id
    JOIN named_pledge n ON n.id = p.id
  UNION ALL
  SELECT l.unit_id, l.year_id, l."from", 'the leadership of ' || n.code
    FROM leadership l JOIN named_year n ON n.id = l.year_id
  UNION ALL
  SELECT r.unit_id, p.year_id, NULL, 'the result ' || g.code || ' ' || r.period
    FROM result r JOIN target g ON g.id = r.target_id JOIN pledge p ON p.id = g.pledge_id
  UNION ALL
  SELECT x.unit_id, p.year_id, NULL, 'the target ' || g.code
    FROM target_unit x JOIN target g ON g.id = x.owner_id JOIN pledge p ON p.id = g.pledge_id
  UNION ALL
  SELECT x.unit_id, p.year_id, NULL, 'the pledge''s item ' || i.number
    FROM pledge_item_unit x JOIN pledge_item i ON i.id = x.owner_id JOIN pledge p ON p.id = i.pledge_id
  UNION ALL
  SELECT r.unit_id, r.year_id, NULL, 'the report ' || d.code
    FROM receipt r JOIN duty d ON d.id = r.duty_id WHERE r.unit_id IS NOT NULL
  UNION ALL
  SELECT unit_id, year_id, NULL, 'the question ' || number FROM question
  UNION ALL
  SELECT x.unit_id, a.year_id, NULL, 'the activity ' || a.code
    FROM activity_unit x JOIN activity a ON a.id = x.owner_id
  UNION ALL
  SELECT unit_id, year_id, NULL, 'its exclusion' FROM exclusion
  UNION ALL
  SELECT x.unit_id, p.year_id, NULL, 'the goal of ' || g.code
    FROM target_goal x JOIN target g ON g.id = x.owner_id JOIN pledge p ON p.id = g.pledge_id
  UNION ALL
  SELECT unit_id, year_id, NULL, 'the registration ' || number FROM registration
  UNION ALL
  SELECT DISTINCT s.unit_id, c.year_id, NULL, 'its scores' FROM score s JOIN criterion c ON c.id = s.criterion_id
  UNION ALL
  SELECT by_id, year_id, NULL, 'a sheet that it cross-scored' FROM score_sheet WHERE by_id IS NOT NULL;

CREATE VIEW unseated (unit_id, year_id, day, what) AS
  SELECT o.unit_id, o.year_id, o.day, o.what FROM seat_need o JOIN unit u ON u.id = o.unit_id
   WHERE o.day < u.valid_from OR u.valid_to <= o.day OR NOT EXISTS (
     WITH RECURSIVE before (id) AS (
       SELECT o.unit_id
       UNION
       SELECT s.unit_id FROM before b JOIN succession s ON s.successor_id = b.id
        WHERE o.day IS NULL OR s."on" <= o.day)
     SELECT 1 FROM before b JOIN member m ON m.year_id = o.year_id AND m.unit_id = b.id
      WHERE o.day IS NULL OR (m."from" <= o.day AND (m."to" IS NULL OR o.day < m."to")));

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
