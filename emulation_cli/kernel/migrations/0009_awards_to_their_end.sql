-- Awards: what the law says of each from one day to another; people and their posts; discipline and inquiries; every step of
-- a proposal; the commendation register with its money.

DROP VIEW unseated;
DROP VIEW seat_need;
DROP VIEW official;
DROP VIEW closed_year;
DROP VIEW alias;
DROP VIEW named;
DROP VIEW proposal;

ALTER TABLE award ADD COLUMN form TEXT CHECK (form IN ('flag', 'fighter', 'title', 'order', 'medal', 'honour', 'prize',
                                                       'insignia', 'merit', 'letter'));
UPDATE award SET form = CASE
  WHEN key GLOB 'ctd-*' THEN 'flag' WHEN key GLOB 'cstd-*' THEN 'fighter' WHEN key GLOB 'bk-*' THEN 'merit'
  WHEN key IN ('gk', 'gk-cn') THEN 'letter' WHEN key = 'knc-ks' THEN 'insignia'
  WHEN key IN ('ttldxs', 'ttldtt', 'ldtt') THEN 'title' END
 WHERE key IN ('ctd-cp', 'ctd-ksnd', 'ctd-ubnd', 'cstd-tq', 'cstd-ksnd', 'cstd-tinh', 'cstd-cs', 'bk-ttg', 'bk-ttg-cn',
               'bk-vkstc', 'bk-vkstc-cn', 'bk-ubnd', 'bk-ubnd-cn', 'gk', 'gk-cn', 'knc-ks', 'ttldxs', 'ttldtt', 'ldtt');

-- What is said of a row below by its scope: which awards it is of. What the scope leaves open is any.
-- `from` and `to` are the first and the last day in force; open is not known.
CREATE TABLE provision (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  award_id  INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  about     TEXT NOT NULL CHECK (about IN ('listed', 'authority', 'money', 'deadline')),
  authority TEXT,
  factor    INTEGER CHECK (factor > 0),
  due       TEXT CHECK (date('2023-' || ltrim(due, '+')) IS '2023-' || ltrim(due, '+')),
  "from"    TEXT CHECK (date("from") IS "from"),
  "to"      TEXT CHECK (date("to") IS "to"),
  clause    TEXT NOT NULL CHECK (clause <> ''),
  certainty TEXT NOT NULL CHECK (certainty IN ('confirmed', 'partial', 'unverified')),
  CHECK ("to" >= "from"),
  CHECK ((about = 'authority') = (authority IS NOT NULL)),
  CHECK ((about = 'money') = (factor IS NOT NULL)),
  CHECK ((about = 'deadline') = (due IS NOT NULL))
) STRICT;
CREATE INDEX provision_award ON provision (award_id);

CREATE TABLE condition (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  award_id  INTEGER REFERENCES award (id) ON DELETE RESTRICT,
  form      TEXT CHECK (form IN ('titles', 'commendations', 'flag', 'fighter', 'title', 'order', 'medal', 'honour', 'prize',
                                 'insignia', 'merit', 'letter')),
  level     TEXT CHECK (level IN ('state', 'sector', 'province', 'unit')),
  recipient TEXT CHECK (recipient IN ('collective', 'person')),
  sector    TEXT,
  test      TEXT NOT NULL CHECK (test IN ('titles', 'share', 'service', 'no-discipline', 'no-inquiry', 'once',
                                          'not-again', 'interval', 'registered', 'considered', 'judged')),
  needs_id  INTEGER REFERENCES award (id) ON DELETE RESTRICT,
  count     INTEGER CHECK (count > 0),
  latest    INTEGER CHECK (latest BETWEEN 0 AND 99),
  earliest  INTEGER CHECK (earliest BETWEEN 0 AND 99),
  share     TEXT CHECK (share GLOB '[1-9]*/[1-9]*'),
  measure   TEXT CHECK (measure IN ('reprimand', 'warning', 'pay-cut', 'demotion', 'removal', 'dismissal')),
  choice    TEXT CHECK (choice <> ''),
  text      TEXT,
  "from"    TEXT CHECK (date("from") IS "from"),
  "to"      TEXT CHECK (date("to") IS "to"),
  clause    TEXT NOT NULL CHECK (clause <> ''),
  certainty TEXT NOT NULL CHECK (certainty IN ('confirmed', 'partial', 'unverified')),
  CHECK ("to" >= "from"),
  CHECK (latest <= earliest),
  CHECK (test NOT IN ('titles', 'share') OR needs_id IS NOT NULL),
  CHECK (test <> 'share' OR share IS NOT NULL),
  CHECK (test NOT IN ('titles', 'service', 'interval') OR count IS NOT NULL),
  CHECK (test <> 'judged' OR text IS NOT NULL)
) STRICT;

-- How many may be proposed: a share by law, or the block's own number for a year by a document of its own.
CREATE TABLE quota (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  award_id  INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  sector    TEXT,
  block_id  INTEGER REFERENCES block (id) ON DELETE RESTRICT,
  year      INTEGER CHECK (year BETWEEN 1945 AND 2199),
  number    INTEGER CHECK (number >= 0),
  share     TEXT CHECK (share GLOB '[1-9]*/[1-9]*'),
  of_id     INTEGER REFERENCES award (id) ON DELETE RESTRICT,
  per       TEXT NOT NULL CHECK (per IN ('block', 'unit', 'authority')),
  least     INTEGER CHECK (least > 0),
  "from"    TEXT CHECK (date("from") IS "from"),
  "to"      TEXT CHECK (date("to") IS "to"),
  clause    TEXT CHECK (clause <> ''),
  basis_id  INTEGER REFERENCES document (id) ON DELETE RESTRICT,
  certainty TEXT NOT NULL CHECK (certainty IN ('confirmed', 'partial', 'unverified')),
  CHECK ("to" >= "from"),
  CHECK ((number IS NULL) <> (share IS NULL)),
  CHECK ((share IS NULL) = (of_id IS NULL)),
  CHECK (least IS NULL OR share IS NOT NULL),
  CHECK (clause IS NOT NULL OR basis_id IS NOT NULL),
  CHECK (block_id IS NULL OR basis_id IS NOT NULL)
) STRICT;

-- The papers that a dossier consists of.
CREATE TABLE dossier (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  award_id  INTEGER REFERENCES award (id) ON DELETE RESTRICT,
  form      TEXT CHECK (form IN ('titles', 'commendations', 'flag', 'fighter', 'title', 'order', 'medal', 'honour', 'prize',
                                 'insignia', 'merit', 'letter')),
  level     TEXT CHECK (level IN ('state', 'sector', 'province', 'unit')),
  recipient TEXT CHECK (recipient IN ('collective', 'person')),
  sector    TEXT,
  copies    INTEGER CHECK (copies > 0),
  "from"    TEXT CHECK (date("from") IS "from"),
  "to"      TEXT CHECK (date("to") IS "to"),
  clause    TEXT NOT NULL CHECK (clause <> ''),
  certainty TEXT NOT NULL CHECK (certainty IN ('confirmed', 'partial', 'unverified')),
  CHECK ("to" >= "from")
) STRICT;

-- The base salary (mức lương cơ sở) from a day on, in đồng.
CREATE TABLE salary (
  id       INTEGER PRIMARY KEY,
  "from"   TEXT NOT NULL UNIQUE CHECK (date("from") IS "from"),
  amount   INTEGER NOT NULL CHECK (amount > 0),
  document TEXT NOT NULL CHECK (document <> '')
) STRICT;

-- People: since when in the present post, and the posts before it.
ALTER TABLE person ADD COLUMN "from" TEXT CHECK (date("from") IS "from");
ALTER TABLE person ADD COLUMN recruited TEXT CHECK (date(recruited) IS recruited);
ALTER TABLE person ADD COLUMN rank TEXT
  CHECK (rank IN ('ministry-leader', 'department-leader', 'entrepreneur', 'other-leader', 'worker'));

CREATE TABLE former_post (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
  unit_id   INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  post      TEXT,
  "from"    TEXT CHECK (date("from") IS "from"),
  "to"      TEXT NOT NULL CHECK (date("to") IS "to"),
  document  TEXT,
  UNIQUE (person_id, "to"),
  CHECK ("from" < "to"),
  CHECK (unit_id IS NOT NULL OR post IS NOT NULL)
) STRICT;

-- Every post of everybody, the present one without an end.
CREATE VIEW post (person_id, unit_id, post, "from", "to", document) AS
  SELECT person_id, unit_id, post, "from", "to", document FROM former_post
  UNION ALL
  SELECT p.id, p.unit_id, p.post, coalesce(p."from", (SELECT max(f."to") FROM former_post f WHERE f.person_id = p.id)),
         NULL, NULL
    FROM person p;

-- Discipline in force and inquiries open against a unit or a person; `to` is the first day without.
CREATE TABLE discipline (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  unit_id   INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  kind      TEXT NOT NULL CHECK (kind IN ('discipline', 'inquiry')),
  measure   TEXT CHECK (measure IN ('reprimand', 'warning', 'pay-cut', 'demotion', 'removal', 'dismissal')),
  "from"    TEXT NOT NULL CHECK (date("from") IS "from"),
  "to"      TEXT CHECK (date("to") IS "to"),
  document  TEXT NOT NULL CHECK (document <> ''),
  note      TEXT,
  CHECK ((unit_id IS NULL) <> (person_id IS NULL)),
  CHECK ("from" < "to"),
  CHECK (kind = 'discipline' OR measure IS NULL)
) STRICT;
CREATE INDEX discipline_unit ON discipline (unit_id);
CREATE INDEX discipline_person ON discipline (person_id);

-- A direct proposal has its own vote or decision.
CREATE TABLE nomination_with_vote (
  id          INTEGER PRIMARY KEY,
  code        TEXT NOT NULL CHECK (code <> ''),
  key         TEXT NOT NULL UNIQUE CHECK (key <> ''),
  year_id     INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  unit_id     INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  person_id   INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  award_id    INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  movement_id INTEGER REFERENCES movement (id) ON DELETE RESTRICT,
  kind        TEXT NOT NULL CHECK (kind IN ('regular', 'sudden', 'thematic', 'external', 'tenure', 'dedication',
                                            'resistance')),
  "for"       TEXT,
  document    TEXT,
  "on"        TEXT CHECK (date("on") IS "on"),
  agree       INTEGER CHECK (agree >= 0),
  base        INTEGER CHECK (base > 0),
  CHECK ((unit_id IS NULL) <> (person_id IS NULL)),
  CHECK ((agree IS NULL) = (base IS NULL)),
  CHECK (agree <= base)
) STRICT;
INSERT INTO nomination_with_vote (id, code, key, year_id, unit_id, person_id, award_id, movement_id, kind, "for", document, "on")
  SELECT id, code, key, year_id, unit_id, person_id, award_id, movement_id, kind, "for", document, "on" FROM nomination;
DROP TABLE nomination;
ALTER TABLE nomination_with_vote RENAME TO nomination;

-- The path of a proposal but for its grant, which is a commendation and knows when it was handed over or cancelled; the
-- last step tells the state. `award_id`: what the council changed the award to.
CREATE TABLE nomination_path (
  id            INTEGER PRIMARY KEY,
  nominee_id    INTEGER REFERENCES nominee (id) ON DELETE RESTRICT,
  nomination_id INTEGER REFERENCES nomination (id) ON DELETE RESTRICT,
  step          TEXT NOT NULL CHECK (step IN ('complete', 'submitted', 'kept', 'dropped', 'changed', 'refused', 'returned',
                                              'cancelled')),
  "on"          TEXT NOT NULL CHECK (date("on") IS "on"),
  document      TEXT,
  reason        TEXT,
  award_id      INTEGER REFERENCES award (id) ON DELETE RESTRICT,
  CHECK ((nominee_id IS NULL) <> (nomination_id IS NULL)),
  CHECK ((step = 'changed') = (award_id IS NOT NULL))
) STRICT;
INSERT INTO nomination_path (id, nominee_id, nomination_id, step, "on", document, reason)
  SELECT id, nominee_id, nomination_id, step, "on", document, reason FROM nomination_step;
DROP TABLE nomination_step;
ALTER TABLE nomination_path RENAME TO nomination_step;
CREATE INDEX step_nominee ON nomination_step (nominee_id);
CREATE INDEX step_nomination ON nomination_step (nomination_id);

-- Which papers of its dossier a proposal has.
CREATE TABLE nomination_paper (
  id            INTEGER PRIMARY KEY,
  nominee_id    INTEGER REFERENCES nominee (id) ON DELETE RESTRICT,
  nomination_id INTEGER REFERENCES nomination (id) ON DELETE RESTRICT,
  dossier_id    INTEGER NOT NULL REFERENCES dossier (id) ON DELETE RESTRICT,
  "on"          TEXT NOT NULL CHECK (date("on") IS "on"),
  CHECK ((nominee_id IS NULL) <> (nomination_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX nomination_paper_once
  ON nomination_paper (coalesce(nominee_id, 0), coalesce(nomination_id, 0), dossier_id);

-- What was found of a proposal: a condition that papers prove, one that the competent body set aside, each with what says so.
CREATE TABLE nomination_finding (
  id            INTEGER PRIMARY KEY,
  nominee_id    INTEGER REFERENCES nominee (id) ON DELETE RESTRICT,
  nomination_id INTEGER REFERENCES nomination (id) ON DELETE RESTRICT,
  condition_id  INTEGER REFERENCES condition (id) ON DELETE RESTRICT,
  quota_id      INTEGER REFERENCES quota (id) ON DELETE RESTRICT,
  verdict       TEXT NOT NULL CHECK (verdict IN ('met', 'not-met', 'overridden')),
  "on"          TEXT NOT NULL CHECK (date("on") IS "on"),
  document      TEXT,
  reason        TEXT,
  CHECK ((nominee_id IS NULL) <> (nomination_id IS NULL)),
  CHECK ((condition_id IS NULL) <> (quota_id IS NULL)),
  CHECK (verdict <> 'overridden' OR reason IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX nomination_finding_once
  ON nomination_finding (coalesce(nominee_id, 0), coalesce(nomination_id, 0), coalesce(condition_id, 0), coalesce(quota_id, 0));

-- `of_year`: the year whose merits it is for. `factor` is in hundredths of the base salary, `base_salary` in đồng.
CREATE TABLE commendation_with_money (
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
  nominee_id    INTEGER UNIQUE REFERENCES nominee (id) ON DELETE RESTRICT,
  nomination_id INTEGER UNIQUE REFERENCES nomination (id) ON DELETE RESTRICT,
  movement_id   INTEGER REFERENCES movement (id) ON DELETE RESTRICT,
  CHECK ((unit_id IS NULL) <> (person_id IS NULL)),
  CHECK (nominee_id IS NULL OR nomination_id IS NULL),
  CHECK (handed_on >= "on"),
  CHECK (handed_by IS NULL OR handed_on IS NOT NULL),
  CHECK (cancelled_on >= "on"),
  CHECK ((cancelled_on IS NULL) = (cancelled_by IS NULL))
) STRICT;
INSERT INTO commendation_with_money (id, unit_id, person_id, award_id, "on", document, document_key, kind, "for", for_key,
                                     of_year, nominee_id, nomination_id, movement_id)
  SELECT c.id, c.unit_id, c.person_id, c.award_id, c."on", c.document, c.document_key, c.kind, c."for", c.for_key,
         coalesce((SELECT y.year FROM nominee n JOIN ballot b ON b.id = n.ballot_id JOIN year y ON y.id = b.year_id
                    WHERE n.id = c.nominee_id),
                  (SELECT y.year FROM nomination n JOIN year y ON y.id = n.year_id WHERE n.id = c.nomination_id),
                  CAST(substr(c."on", 1, 4) AS INTEGER)),
         c.nominee_id, c.nomination_id, c.movement_id
    FROM commendation c;
DROP TABLE commendation;
ALTER TABLE commendation_with_money RENAME TO commendation;
CREATE INDEX commendation_unit ON commendation (unit_id);
CREATE INDEX commendation_person ON commendation (person_id);
CREATE INDEX commendation_on ON commendation ("on");

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
  UNION ALL SELECT 'pledge', p.id, b.code || '/' || y.year || iif(p.current, '', '@' || p.version),
                   b.key || '/' || y.year || iif(p.current, '', '@' || p.version), b.name
              FROM pledge p JOIN year y ON y.id = p.year_id JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'target', t.id, b.code || '/' || y.year || iif(p.current, '', '@' || p.version) || ':' || t.code,
                   b.key || '/' || y.year || iif(p.current, '', '@' || p.version) || ':' || t.key, t.name
              FROM target t JOIN pledge p ON p.id = t.pledge_id JOIN year y ON y.id = p.year_id
              JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'period', t.id, b.code || '/' || y.year || ':' || t.code, b.key || '/' || y.year || ':' || t.key, t.name
              FROM period t JOIN year y ON y.id = t.year_id JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'criterion', t.id, b.code || '/' || y.year || ':' || t.code, b.key || '/' || y.year || ':' || t.key,
                   t.name
              FROM criterion t JOIN year y ON y.id = t.year_id JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'award', id, code, key, name FROM award
  UNION ALL SELECT 'rule', id, code, key, clause FROM rule
  UNION ALL SELECT 'ballot', id, code, key, NULL FROM ballot
  UNION ALL SELECT 'nomination', id, code, key, NULL FROM nomination
  UNION ALL SELECT 'duty', id, code, key, name FROM duty
  UNION ALL SELECT 'question', q.id, b.code || '/' || y.year || '-' || q.number, b.key || '/' || y.year || '-' || q.number,
                   NULL
              FROM question q JOIN year y ON y.id = q.year_id JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'registration', r.id, b.code || '/' || y.year || '-' || r.number,
                   b.key || '/' || y.year || '-' || r.number, NULL
              FROM registration r JOIN year y ON y.id = r.year_id JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'exemplar', e.id, u.code || '-' || e.number, u.key || '-' || e.number, e.name
              FROM exemplar e JOIN unit u ON u.id = e.unit_id
  UNION ALL SELECT 'activity', id, code, key, name FROM activity
  UNION ALL SELECT 'council', id, code, key, name FROM council
  UNION ALL SELECT 'provision', id, code, key, clause FROM provision
  UNION ALL SELECT 'condition', id, code, key, text FROM condition
  UNION ALL SELECT 'quota', id, code, key, clause FROM quota
  UNION ALL SELECT 'dossier', id, code, key, name FROM dossier
  UNION ALL SELECT 'salary', id, "from", "from", document FROM salary
  UNION ALL SELECT 'discipline', id, code, key, document FROM discipline;

CREATE VIEW alias (noun, id, key) AS
  SELECT 'unit', owner_id, key FROM unit_alias
  UNION ALL SELECT 'recipient', owner_id, key FROM unit_alias
  UNION ALL SELECT 'document', id, key || '@' || "on" FROM document;

CREATE VIEW closed_year (id, code) AS
  SELECT n.id, n.code FROM year y JOIN named n ON n.noun = 'year' AND n.id = y.id WHERE y.state = 'closed';

CREATE VIEW proposal (code, key, year_id, unit_id, person_id, award_id, movement_id, ballot_id, nominee_id,
                      nomination_id, kind, "for", proposed_on, cancelled_on, forgotten) AS
  SELECT b.code || '-' || n.number, b.key || '-' || n.number, b.year_id, n.unit_id, n.person_id, n.award_id,
         n.movement_id, b.id, n.id, NULL, NULL, NULL, m."on",
         CASE b.state WHEN 'superseded' THEN coalesce(b.ended_on, m."on") END,
         b.state = 'superseded' AND NOT EXISTS (SELECT 1 FROM nomination_step s WHERE s.nominee_id = n.id)
    FROM nominee n JOIN ballot b ON b.id = n.ballot_id JOIN meeting m ON m.id = b.meeting_id
   WHERE n.outcome = 'passed' AND b.state IN ('sealed', 'superseded')
  UNION ALL
  SELECT code, key, year_id, unit_id, person_id, award_id, movement_id, NULL, NULL, id, kind, "for", "on", NULL, 0
    FROM nomination;

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
              FROM commendation c JOIN proposal p ON p.nominee_id = c.nominee_id OR p.nomination_id = c.nomination_id
  UNION ALL SELECT 'pledge', id, 'the version before it' FROM pledge WHERE current = 1 AND version > 1
  UNION ALL SELECT DISTINCT 'period', t.id, 'the results of ' || t.code
              FROM period t JOIN result r ON r.period = t.code JOIN target g ON g.id = r.target_id
              JOIN pledge p ON p.id = g.pledge_id AND p.year_id = t.year_id
  UNION ALL SELECT 'duty', d.id, 'the closed year ' || c.code
              FROM duty d JOIN year y ON y.year >= coalesce(d.since, 0) AND y.year <= coalesce(d.until, 9999)
              JOIN closed_year c ON c.id = y.id
  UNION ALL SELECT 'block', y.block_id, 'the closed year ' || c.code FROM closed_year c JOIN year y ON y.id = c.id
  UNION ALL SELECT DISTINCT 'award', x.award_id, 'the closed year ' || c.code
              FROM (SELECT award_id, year_id FROM registration UNION SELECT award_id, year_id FROM proposal) x
              JOIN closed_year c ON c.id = x.year_id
  UNION ALL SELECT DISTINCT 'movement', x.movement_id, 'the closed year ' || c.code
              FROM (SELECT v.movement_id, p.year_id FROM pledge_movement v JOIN pledge p ON p.id = v.pledge_id
                    UNION SELECT movement_id, year_id FROM proposal) x
              JOIN closed_year c ON c.id = x.year_id WHERE x.movement_id IS NOT NULL
  UNION ALL SELECT DISTINCT 'person', x.person_id, 'the closed year ' || c.code
              FROM (SELECT person_id, year_id FROM registration UNION SELECT person_id, year_id FROM proposal) x
              JOIN closed_year c ON c.id = x.year_id WHERE x.person_id IS NOT NULL
  UNION ALL SELECT 'year', r.year_id, 'the published ranking' FROM ranking r
  UNION ALL SELECT 'criterion', c.id, 'the published ranking'
              FROM criterion c JOIN ranking r ON r.year_id = c.year_id
  UNION ALL SELECT DISTINCT 'condition', condition_id, 'what was found of a nomination' FROM nomination_finding
             WHERE condition_id IS NOT NULL
  UNION ALL SELECT DISTINCT 'quota', quota_id, 'what was found of a nomination' FROM nomination_finding
             WHERE quota_id IS NOT NULL;

CREATE VIEW seat_need (unit_id, year_id, day, what) AS
  SELECT r.unit_id, b.year_id, m."on", 'the roll of the ballot ' || b.code
    FROM roll r JOIN ballot b ON b.id = r.ballot_id JOIN meeting m ON m.id = b.meeting_id
   WHERE b.state NOT IN ('draft', 'void')
  UNION ALL
  SELECT s.unit_id, p.year_id, max(y."from", min(y."to", s.signed_on)), 'the signature under the pledge ' || n.code
    FROM signature s JOIN pledge p ON p.id = s.pledge_id JOIN year y ON y.id = p.year_id
    JOIN named n ON n.noun = 'pledge' AND n.id = p.id
  UNION ALL
  SELECT l.unit_id, l.year_id, l."from", 'the leadership of ' || n.code
    FROM leadership l JOIN named n ON n.noun = 'year' AND n.id = l.year_id
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
