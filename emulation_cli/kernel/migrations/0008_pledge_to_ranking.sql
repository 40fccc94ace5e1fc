-- From pledge to ranking: versions of the pledge, goals of single units, periods, revised results; movements and who takes
-- part; titles registered; exemplars and models; criteria, scores and the published ranking.

-- A pledge that was amended keeps its earlier versions, each with its own content, adoption and signatures.
CREATE TABLE pledge_by_version (
  id         INTEGER PRIMARY KEY,
  year_id    INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  version    INTEGER NOT NULL CHECK (version > 0),
  current    INTEGER NOT NULL CHECK (current IN (0, 1)),
  title      TEXT,
  reason     TEXT CHECK (version > 1 OR reason IS NULL),
  meeting_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT,
  consensus  INTEGER CHECK (consensus IN (0, 1)),
  agree      INTEGER CHECK (agree >= 0),
  disagree   INTEGER CHECK (disagree >= 0),
  abstain    INTEGER CHECK (abstain >= 0),
  UNIQUE (year_id, version),
  CHECK ((meeting_id IS NULL) = (consensus IS NULL)),
  CHECK (CASE consensus WHEN 0 THEN agree > disagree + abstain
                        ELSE coalesce(agree, disagree, abstain) IS NULL END),
  CHECK (current = 1 OR meeting_id IS NOT NULL)
) STRICT;
INSERT INTO pledge_by_version (id, year_id, version, current, title, meeting_id, consensus, agree, disagree, abstain)
  SELECT id, year_id, 1, 1, title, meeting_id, consensus, agree, disagree, abstain FROM pledge;

-- The views that read what is rebuilt here; the ones that change are made anew at the end.
DROP VIEW unseated;
DROP VIEW seat_need;
DROP VIEW official;
DROP VIEW closed_year;
DROP VIEW alias;
DROP VIEW named;
DROP VIEW proposal;

DROP TABLE pledge;
ALTER TABLE pledge_by_version RENAME TO pledge;
CREATE UNIQUE INDEX pledge_current ON pledge (year_id) WHERE current = 1;

ALTER TABLE pledge_item_basis ADD COLUMN article TEXT CHECK (article <> '');
ALTER TABLE target_basis ADD COLUMN article TEXT CHECK (article <> '');
ALTER TABLE target ADD COLUMN note TEXT;

-- The goal of a unit whose own differs from the target's.
CREATE TABLE target_goal (
  id       INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES target (id) ON DELETE RESTRICT,
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  goal     TEXT NOT NULL CHECK (substr(goal, 1, 2) IN ('≥ ', '> ', '= ', '≤ ', '< ')),
  UNIQUE (owner_id, unit_id)
) STRICT;

-- A movement that the pledge registers.
CREATE TABLE pledge_movement (
  id          INTEGER PRIMARY KEY,
  pledge_id   INTEGER NOT NULL REFERENCES pledge (id) ON DELETE RESTRICT,
  number      INTEGER NOT NULL CHECK (number > 0),
  movement_id INTEGER NOT NULL REFERENCES movement (id) ON DELETE RESTRICT,
  aim         TEXT,
  launched_on TEXT CHECK (date(launched_on) IS launched_on),
  closed_on   TEXT CHECK (date(closed_on) IS closed_on),
  UNIQUE (pledge_id, movement_id),
  UNIQUE (pledge_id, number),
  CHECK (closed_on >= launched_on)
) STRICT;

-- A period of a year for which results are returned, besides its first half (midyear) and the whole of it (year).
CREATE TABLE period (
  id      INTEGER PRIMARY KEY,
  year_id INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  code    TEXT NOT NULL CHECK (code <> ''),
  key     TEXT NOT NULL CHECK (key NOT IN ('', 'midyear', 'year')),
  name    TEXT NOT NULL CHECK (name <> ''),
  "from"  TEXT NOT NULL CHECK (date("from") IS "from"),
  "to"    TEXT NOT NULL CHECK (date("to") IS "to"),
  UNIQUE (year_id, key),
  CHECK ("to" >= "from")
) STRICT;

-- What a unit reached of a target. `period`: midyear, year, or the code of a period of the year. `on`: reported on.
CREATE TABLE result_of_period (
  id        INTEGER PRIMARY KEY,
  target_id INTEGER NOT NULL REFERENCES target (id) ON DELETE RESTRICT,
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  period    TEXT NOT NULL CHECK (period <> ''),
  actual    INTEGER NOT NULL,
  "on"      TEXT CHECK (date("on") IS "on"),
  UNIQUE (target_id, unit_id, period)
) STRICT;
INSERT INTO result_of_period (id, target_id, unit_id, period, actual, "on")
  SELECT id, target_id, unit_id, period, actual, "on" FROM result;
DROP TABLE result;
ALTER TABLE result_of_period RENAME TO result;

-- The values that a result had before it was revised, the first one as number 1.
CREATE TABLE former_result (
  result_id INTEGER NOT NULL REFERENCES result (id) ON DELETE RESTRICT,
  number    INTEGER NOT NULL CHECK (number > 0),
  actual    INTEGER NOT NULL,
  "on"      TEXT CHECK (date("on") IS "on"),
  PRIMARY KEY (result_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER result_revised AFTER UPDATE OF actual ON result WHEN OLD.actual <> NEW.actual
BEGIN
  INSERT INTO former_result (result_id, number, actual, "on")
    SELECT OLD.id, count(*) + 1, OLD.actual, OLD."on" FROM former_result WHERE result_id = OLD.id;
END;

CREATE TRIGGER former_result_update BEFORE UPDATE ON former_result
BEGIN
  SELECT RAISE(ABORT, 'an earlier result is never changed');
END;

-- Who launched a movement, what of, what for, on which occasion; the conferences that began and closed it; what came of it.
ALTER TABLE movement ADD COLUMN launcher TEXT;
ALTER TABLE movement ADD COLUMN parent_id INTEGER REFERENCES movement (id) ON DELETE RESTRICT CHECK (parent_id <> id);
ALTER TABLE movement ADD COLUMN aim TEXT;
ALTER TABLE movement ADD COLUMN occasion TEXT;
ALTER TABLE movement ADD COLUMN opened_at_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT;
ALTER TABLE movement ADD COLUMN closed_at_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT;
ALTER TABLE movement ADD COLUMN outcome TEXT;

CREATE TABLE movement_unit (
  id          INTEGER PRIMARY KEY,
  movement_id INTEGER NOT NULL REFERENCES movement (id) ON DELETE RESTRICT,
  unit_id     INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  theme       TEXT,
  launched_on TEXT CHECK (date(launched_on) IS launched_on),
  outcome     TEXT,
  UNIQUE (movement_id, unit_id)
) STRICT;

ALTER TABLE nomination ADD COLUMN movement_id INTEGER REFERENCES movement (id) ON DELETE RESTRICT;
ALTER TABLE commendation ADD COLUMN movement_id INTEGER REFERENCES movement (id) ON DELETE RESTRICT;
UPDATE commendation SET movement_id = (SELECT n.movement_id FROM nominee n WHERE n.id = commendation.nominee_id);

-- Exemplars (điển hình tiên tiến) and models (mô hình) of a unit. `count`: how many a row stands for, where a unit reports
-- a number only.
CREATE TABLE exemplar (
  id          INTEGER PRIMARY KEY,
  unit_id     INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  number      INTEGER NOT NULL CHECK (number > 0),
  kind        TEXT NOT NULL CHECK (kind IN ('exemplar', 'model')),
  name        TEXT NOT NULL CHECK (name <> ''),
  key         TEXT NOT NULL CHECK (key <> ''),
  bearer      TEXT NOT NULL CHECK (bearer IN ('collective', 'person')),
  who         TEXT,
  movement_id INTEGER REFERENCES movement (id) ON DELETE RESTRICT,
  field       TEXT,
  since       TEXT NOT NULL CHECK (date(since) IS since),
  until       TEXT CHECK (date(until) IS until),
  publicised  TEXT,
  count       INTEGER NOT NULL CHECK (count > 0),
  UNIQUE (unit_id, number),
  UNIQUE (unit_id, kind, key),
  CHECK (until > since)
) STRICT;

-- A title that a unit aims at in a year: for itself, or for so many of its people, or for one of them by name.
CREATE TABLE registration (
  id        INTEGER PRIMARY KEY,
  year_id   INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  number    INTEGER NOT NULL CHECK (number > 0),
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  award_id  INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
  person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  count     INTEGER NOT NULL CHECK (count > 0),
  "on"      TEXT NOT NULL CHECK (date("on") IS "on"),
  document  TEXT,
  UNIQUE (year_id, number),
  CHECK (person_id IS NULL OR count = 1)
) STRICT;
CREATE UNIQUE INDEX registration_once ON registration (year_id, unit_id, award_id, coalesce(person_id, 0));

-- The score table of a year. A group bounds the sum of its lines; a class is reached from a total of `least` on.
-- Points are whole hundredths.
CREATE TABLE criterion (
  id        INTEGER PRIMARY KEY,
  year_id   INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  number    INTEGER NOT NULL CHECK (number > 0),
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL CHECK (key <> ''),
  kind      TEXT NOT NULL CHECK (kind IN ('points', 'bonus', 'penalty', 'group', 'class')),
  name      TEXT NOT NULL CHECK (name <> ''),
  group_id  INTEGER REFERENCES criterion (id) ON DELETE RESTRICT,
  most      INTEGER CHECK (most > 0),
  least     INTEGER CHECK (least >= 0),
  UNIQUE (year_id, key),
  UNIQUE (year_id, number),
  CHECK (kind <> 'points' OR most IS NOT NULL),
  CHECK ((kind = 'class') = (least IS NOT NULL)),
  CHECK (kind <> 'class' OR most IS NULL),
  CHECK (kind NOT IN ('group', 'class') OR group_id IS NULL)
) STRICT;

-- The kinds of unit that a line is for; none: for every one.
CREATE TABLE criterion_kind (
  owner_id INTEGER NOT NULL REFERENCES criterion (id) ON DELETE RESTRICT,
  key      TEXT NOT NULL CHECK (key <> ''),
  value    TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (owner_id, key)
) STRICT, WITHOUT ROWID;

-- Points of one line as one stage gave them; a penalty's points are taken off.
CREATE TABLE score (
  id           INTEGER PRIMARY KEY,
  criterion_id INTEGER NOT NULL REFERENCES criterion (id) ON DELETE RESTRICT,
  unit_id      INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  stage        TEXT NOT NULL CHECK (stage IN ('self', 'cross', 'appraised', 'council')),
  points       INTEGER NOT NULL CHECK (points >= 0),
  reason       TEXT CHECK (reason <> ''),
  UNIQUE (criterion_id, unit_id, stage),
  CHECK (stage <> 'council' OR reason IS NOT NULL)
) STRICT;

-- A unit's sheet of one stage, whole and handed in; `by_id`: the unit that cross-scored it.
CREATE TABLE score_sheet (
  id      INTEGER PRIMARY KEY,
  year_id INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  stage   TEXT NOT NULL CHECK (stage IN ('self', 'cross', 'appraised')),
  "on"    TEXT NOT NULL CHECK (date("on") IS "on"),
  by_id   INTEGER REFERENCES unit (id) ON DELETE RESTRICT CHECK (by_id <> unit_id),
  returned_on TEXT CHECK (date(returned_on) IS returned_on),
  CHECK ((stage = 'cross') = (by_id IS NOT NULL)),
  CHECK (returned_on >= "on")
) STRICT;
CREATE UNIQUE INDEX score_sheet_once ON score_sheet (year_id, unit_id, stage) WHERE returned_on IS NULL;

-- The ranking of a year as it was published; from then on a score changes only with a reason.
CREATE TABLE ranking (
  year_id  INTEGER PRIMARY KEY REFERENCES year (id) ON DELETE RESTRICT,
  "on"     TEXT NOT NULL CHECK (date("on") IS "on"),
  document TEXT
) STRICT;

-- The points that a score had before a correction of the published ranking.
CREATE TABLE former_score (
  score_id INTEGER NOT NULL REFERENCES score (id) ON DELETE RESTRICT,
  number   INTEGER NOT NULL CHECK (number > 0),
  points   INTEGER NOT NULL CHECK (points >= 0),
  reason   TEXT,
  PRIMARY KEY (score_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER score_corrected AFTER UPDATE OF points, reason ON score
WHEN (OLD.points <> NEW.points OR OLD.reason IS NOT NEW.reason)
 AND EXISTS (SELECT 1 FROM criterion c JOIN ranking r ON r.year_id = c.year_id WHERE c.id = OLD.criterion_id)
BEGIN
  SELECT RAISE(ABORT, 'a published score is corrected with a reason') WHERE NEW.reason IS NULL;
  INSERT INTO former_score (score_id, number, points, reason)
    SELECT OLD.id, count(*) + 1, OLD.points, OLD.reason FROM former_score WHERE score_id = OLD.id;
END;

-- The first correction of a published line: what counted until then.
CREATE TRIGGER score_corrected_first AFTER INSERT ON score
WHEN EXISTS (SELECT 1 FROM criterion c JOIN ranking r ON r.year_id = c.year_id WHERE c.id = NEW.criterion_id)
BEGIN
  INSERT INTO former_score (score_id, number, points, reason)
    SELECT NEW.id, 1, s.points, s.reason FROM score s
     WHERE s.criterion_id = NEW.criterion_id AND s.unit_id = NEW.unit_id AND s.id <> NEW.id
     ORDER BY CASE s.stage WHEN 'appraised' THEN 1 WHEN 'cross' THEN 2 ELSE 3 END LIMIT 1;
END;

CREATE TRIGGER score_published_delete BEFORE DELETE ON score
WHEN EXISTS (SELECT 1 FROM criterion c JOIN ranking r ON r.year_id = c.year_id WHERE c.id = OLD.criterion_id)
BEGIN
  SELECT RAISE(ABORT, 'a published score is never removed');
END;

CREATE TRIGGER score_published_insert BEFORE INSERT ON score
WHEN NEW.stage <> 'council'
 AND EXISTS (SELECT 1 FROM criterion c JOIN ranking r ON r.year_id = c.year_id WHERE c.id = NEW.criterion_id)
BEGIN
  SELECT RAISE(ABORT, 'a published score is corrected by the council alone');
END;

CREATE TRIGGER criterion_published_update BEFORE UPDATE ON criterion
WHEN EXISTS (SELECT 1 FROM ranking r WHERE r.year_id = OLD.year_id)
BEGIN
  SELECT RAISE(ABORT, 'the criteria of a published ranking are never changed');
END;

CREATE TRIGGER former_score_update BEFORE UPDATE ON former_score
BEGIN
  SELECT RAISE(ABORT, 'an earlier score is never changed');
END;

-- Steps of the year that are new in the calendar; the first and the last year of which a duty holds.
CREATE TABLE duty_with_scores (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  step      TEXT NOT NULL CHECK (step IN ('plan', 'launch', 'registration', 'pledge', 'signing', 'midyear',
                                          'midyear-results', 'yearend', 'year-results', 'scores', 'ranking', 'ballots',
                                          'nominations', 'leadership', 'handover', 'report')),
  owed_by   TEXT NOT NULL CHECK (owed_by IN ('block', 'unit')),
  authority TEXT,
  due       TEXT NOT NULL CHECK (date('2023-' || ltrim(due, '+')) IS '2023-' || ltrim(due, '+')),
  basis     TEXT,
  certainty TEXT NOT NULL CHECK (certainty IN ('law', 'guidance', 'habit')),
  since     INTEGER CHECK (since BETWEEN 1945 AND 2199),
  until     INTEGER CHECK (until BETWEEN 1945 AND 2199),
  CHECK (owed_by = 'block' OR step = 'report'),
  CHECK (until >= since)
) STRICT;
INSERT INTO duty_with_scores SELECT *, NULL, NULL FROM duty;
DROP TABLE duty;
ALTER TABLE duty_with_scores RENAME TO duty;
INSERT OR IGNORE INTO duty (code, key, name, step, owed_by, due, basis, certainty) VALUES
  ('DK', 'dk', 'Đăng ký danh hiệu thi đua', 'registration', 'block', '03-31', 'trước khi ký giao ước', 'habit'),
  ('TC', 'tc', 'Tự chấm điểm thi đua', 'scores', 'block', '11-30', 'trước hội nghị tổng kết', 'habit'),
  ('XH', 'xh', 'Công bố điểm, xếp hạng', 'ranking', 'block', '12-15', 'tại hội nghị tổng kết', 'habit');
UPDATE duty SET since = (SELECT max("year") + 1 FROM year WHERE state = 'closed') WHERE step IN ('registration', 'scores', 'ranking');

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
  UNION ALL SELECT 'council', id, code, key, name FROM council;

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
              FROM criterion c JOIN ranking r ON r.year_id = c.year_id;

-- What needs a unit to have a seat in a year, as before; now also goals of its own, registrations and scores.
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

-- Of these, the ones for which the unit has no seat of its own in that year and none that it took over.
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
