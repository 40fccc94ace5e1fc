-- Days of what had none, so that a past day stays as it was; who was not considered; opinions of the whole block.
-- Rows from before have no day: what they say is taken to have been so from the start.

ALTER TABLE task ADD COLUMN done_on TEXT CHECK (date(done_on) IS done_on) CHECK (done = 1 OR done_on IS NULL);
ALTER TABLE ballot ADD COLUMN ended_on TEXT
  CHECK (date(ended_on) IS ended_on) CHECK (state IN ('void', 'superseded') OR ended_on IS NULL);
ALTER TABLE nomination ADD COLUMN "on" TEXT CHECK (date("on") IS "on");
ALTER TABLE result ADD COLUMN "on" TEXT CHECK (date("on") IS "on");
ALTER TABLE year ADD COLUMN closed_on TEXT
  CHECK (date(closed_on) IS closed_on) CHECK (state = 'closed' OR closed_on IS NULL);

-- Why a unit was not considered for emulation in a year, whoever's seat it has; the year after it may not be proposed to
-- lead.
CREATE TABLE exclusion (
  id      INTEGER PRIMARY KEY,
  year_id INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  reason  TEXT NOT NULL CHECK (reason <> ''),
  UNIQUE (year_id, unit_id)
) STRICT;
INSERT INTO exclusion (year_id, unit_id, reason)
  SELECT year_id, unit_id, max(excluded) FROM member WHERE excluded IS NOT NULL GROUP BY year_id, unit_id;
ALTER TABLE member DROP COLUMN excluded;

-- Shortcomings, causes and lessons may be the whole block's (no unit); an opinion is somebody's.
CREATE TABLE opinion_of_all (
  id         INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  number     INTEGER NOT NULL CHECK (number > 0),
  unit_id    INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  text       TEXT NOT NULL CHECK (text <> ''),
  key        TEXT NOT NULL CHECK (key <> ''),
  state      TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
  kind       TEXT NOT NULL CHECK (kind IN ('opinion', 'shortcoming', 'cause', 'lesson')),
  UNIQUE (meeting_id, number),
  CHECK (unit_id IS NOT NULL OR kind <> 'opinion')
) STRICT;
INSERT INTO opinion_of_all (id, meeting_id, number, unit_id, text, key, state, kind)
  SELECT id, meeting_id, number, unit_id, text, key, state, kind FROM opinion;
DROP TABLE opinion;
ALTER TABLE opinion_of_all RENAME TO opinion;
CREATE UNIQUE INDEX opinion_once ON opinion (meeting_id, coalesce(unit_id, 0), key);

-- Every proposal: passed nominees of sealed ballots, and direct nominations. A superseded ballot proposes nobody from
-- its `cancelled_on` on; of these, what had already been submitted stays to be seen (not `forgotten`).
DROP VIEW proposal;
CREATE VIEW proposal (code, key, year_id, unit_id, person_id, award_id, movement_id, ballot_id, nominee_id,
                      nomination_id, kind, "for", proposed_on, cancelled_on, forgotten) AS
  SELECT b.code || '-' || n.number, b.key || '-' || n.number, b.year_id, n.unit_id, n.person_id, n.award_id,
         n.movement_id, b.id, n.id, NULL, NULL, NULL, m."on",
         CASE b.state WHEN 'superseded' THEN coalesce(b.ended_on, m."on") END,
         b.state = 'superseded' AND NOT EXISTS (SELECT 1 FROM nomination_step s WHERE s.nominee_id = n.id)
    FROM nominee n JOIN ballot b ON b.id = n.ballot_id JOIN meeting m ON m.id = b.meeting_id
   WHERE n.outcome = 'passed' AND b.state IN ('sealed', 'superseded')
  UNION ALL
  SELECT code, key, year_id, unit_id, person_id, award_id, NULL, NULL, NULL, id, kind, "for", "on", NULL, 0
    FROM nomination;

-- What needs a unit to have a seat in a year: on a day what is official or a post, at some time of it (no day) what was
-- entered of it as a member.
DROP VIEW unseated;
DROP VIEW official_day;
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
  SELECT unit_id, year_id, NULL, 'its exclusion' FROM exclusion;

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
