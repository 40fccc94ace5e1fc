-- What becomes of units, who leads when, what is due; questions, activities, councils.

ALTER TABLE unit ADD COLUMN closed_by TEXT;
ALTER TABLE member ADD COLUMN joined_by TEXT;
ALTER TABLE member ADD COLUMN left_by TEXT;
-- Why a unit was not considered for emulation in a year; the year after it may not be proposed to lead.
ALTER TABLE member ADD COLUMN excluded TEXT;
-- First day of the work year where it is not 1 January: "12-01" for one from 01/12 to 30/11.
ALTER TABLE block ADD COLUMN year_begins TEXT CHECK (date('2024-' || year_begins) IS '2024-' || year_begins);
ALTER TABLE handover ADD COLUMN giver TEXT;
ALTER TABLE handover ADD COLUMN receiver TEXT;
ALTER TABLE opinion ADD COLUMN kind TEXT NOT NULL DEFAULT 'opinion'
  CHECK (kind IN ('opinion', 'shortcoming', 'cause', 'lesson'));

CREATE INDEX succession_from ON succession (successor_id);

-- A leadership holds from a day until the next one of its year.
CREATE TABLE leadership_by_day (
  year_id  INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  "from"   TEXT NOT NULL CHECK (date("from") IS "from"),
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  role     TEXT NOT NULL CHECK (role IN ('head', 'deputy')),
  "order"  INTEGER NOT NULL CHECK ("order" >= 0),
  method   TEXT NOT NULL CHECK (method IN ('appointed', 'elected', 'acclaimed', 'agreed', 'assigned', 'unstated')),
  person   TEXT,
  document TEXT,
  PRIMARY KEY (year_id, "from", unit_id)
) STRICT, WITHOUT ROWID;
INSERT INTO leadership_by_day (year_id, "from", unit_id, role, "order", method, person)
  SELECT l.year_id, y."from", l.unit_id, l.role, l."order", l.method, l.person
    FROM leadership l JOIN year y ON y.id = l.year_id;
DROP TABLE leadership;
ALTER TABLE leadership_by_day RENAME TO leadership;
CREATE UNIQUE INDEX one_head ON leadership (year_id, "from") WHERE role = 'head';

-- What is due each year: a step of the year that the register itself knows of, or a report that is received by hand.
-- `due` is a day of the calendar year that the block's year is named after, "07-15", or of the next one, "+01-15".
CREATE TABLE duty (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  step      TEXT NOT NULL CHECK (step IN ('plan', 'launch', 'pledge', 'signing', 'midyear', 'midyear-results', 'yearend',
                                          'year-results', 'ballots', 'nominations', 'leadership', 'handover', 'report')),
  owed_by   TEXT NOT NULL CHECK (owed_by IN ('block', 'unit')),
  authority TEXT,
  due       TEXT NOT NULL CHECK (date('2023-' || ltrim(due, '+')) IS '2023-' || ltrim(due, '+')),
  basis     TEXT,
  certainty TEXT NOT NULL CHECK (certainty IN ('law', 'guidance', 'habit')),
  CHECK (owed_by = 'block' OR step = 'report')
) STRICT;

-- A report that came in from a unit, or that the block itself has handed in (no unit).
CREATE TABLE receipt (
  id      INTEGER PRIMARY KEY,
  duty_id INTEGER NOT NULL REFERENCES duty (id) ON DELETE RESTRICT,
  year_id INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  "on"    TEXT NOT NULL CHECK (date("on") IS "on"),
  note    TEXT
) STRICT;

CREATE UNIQUE INDEX receipt_once ON receipt (duty_id, year_id, coalesce(unit_id, 0));

CREATE TABLE question (
  id          INTEGER PRIMARY KEY,
  year_id     INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  number      INTEGER NOT NULL CHECK (number > 0),
  unit_id     INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  asked_on    TEXT NOT NULL CHECK (date(asked_on) IS asked_on),
  text        TEXT NOT NULL CHECK (text <> ''),
  key         TEXT NOT NULL CHECK (key <> ''),
  answered_on TEXT CHECK (date(answered_on) IS answered_on),
  answered_by TEXT,
  answer      TEXT CHECK (answer <> ''),
  UNIQUE (year_id, number),
  UNIQUE (year_id, unit_id, key),
  CHECK ((answered_on IS NULL) = (answer IS NULL)),
  CHECK (answer IS NOT NULL OR answered_by IS NULL),
  CHECK (answered_on >= asked_on)
) STRICT;

CREATE TABLE activity (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL CHECK (code <> ''),
  key      TEXT NOT NULL UNIQUE CHECK (key <> ''),
  year_id  INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  kind     TEXT NOT NULL CHECK (kind IN ('exchange', 'study', 'publicity', 'inspection', 'training', 'congress', 'other')),
  name     TEXT NOT NULL CHECK (name <> ''),
  "from"   TEXT NOT NULL CHECK (date("from") IS "from"),
  "to"     TEXT CHECK (date("to") IS "to"),
  place    TEXT,
  outcome  TEXT,
  document TEXT,
  CHECK ("to" >= "from")
) STRICT;

-- No unit: the block as a whole.
CREATE TABLE activity_unit (
  owner_id INTEGER NOT NULL REFERENCES activity (id) ON DELETE RESTRICT,
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  PRIMARY KEY (owner_id, unit_id)
) STRICT, WITHOUT ROWID;

-- Emulation and commendation councils, initiative councils: of a unit, or (no unit) of the authority above.
CREATE TABLE council (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL CHECK (code <> ''),
  key      TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name     TEXT NOT NULL CHECK (name <> ''),
  kind     TEXT NOT NULL CHECK (kind IN ('emulation', 'initiative')),
  unit_id  INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  document TEXT,
  "from"   TEXT CHECK (date("from") IS "from"),
  "to"     TEXT CHECK (date("to") IS "to"),
  CHECK ("to" > "from")
) STRICT;

CREATE TABLE council_member (
  id         INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE RESTRICT,
  number     INTEGER NOT NULL CHECK (number > 0),
  person     TEXT NOT NULL CHECK (person <> ''),
  key        TEXT NOT NULL CHECK (key <> ''),
  role       TEXT NOT NULL CHECK (role IN ('chair', 'deputy', 'standing', 'secretary', 'member')),
  UNIQUE (council_id, number),
  UNIQUE (council_id, key)
) STRICT;

CREATE TABLE council_decision (
  id         INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE RESTRICT,
  number     INTEGER NOT NULL CHECK (number > 0),
  "on"       TEXT NOT NULL CHECK (date("on") IS "on"),
  text       TEXT NOT NULL CHECK (text <> ''),
  key        TEXT NOT NULL CHECK (key <> ''),
  document   TEXT,
  UNIQUE (council_id, number),
  UNIQUE (council_id, "on", key)
) STRICT;

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
  UNION ALL SELECT 'nomination', id, code, key, NULL FROM nomination
  UNION ALL SELECT 'duty', id, code, key, name FROM duty
  UNION ALL SELECT 'question', q.id, b.code || '/' || y.year || '-' || q.number, b.key || '/' || y.year || '-' || q.number,
                   NULL
              FROM question q JOIN year y ON y.id = q.year_id JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'activity', id, code, key, name FROM activity
  UNION ALL SELECT 'council', id, code, key, name FROM council;

-- The days on which something official needs a unit to be there: a vote it is on the roll of, its signature.
CREATE VIEW official_day (unit_id, year_id, day, what) AS
  SELECT r.unit_id, b.year_id, m."on", 'the roll of the ballot ' || b.code
    FROM roll r JOIN ballot b ON b.id = r.ballot_id JOIN meeting m ON m.id = b.meeting_id
   WHERE b.state NOT IN ('draft', 'void')
  UNION ALL
  SELECT s.unit_id, p.year_id, max(y."from", min(y."to", s.signed_on)), 'the signature under the pledge ' || n.code
    FROM signature s JOIN pledge p ON p.id = s.pledge_id JOIN year y ON y.id = p.year_id
    JOIN named n ON n.noun = 'pledge' AND n.id = p.id;

-- Of these, the ones on which the unit has no seat of its own in that year and none that it took over.
CREATE VIEW unseated (unit_id, year_id, day, what) AS
  SELECT o.unit_id, o.year_id, o.day, o.what FROM official_day o JOIN unit u ON u.id = o.unit_id
   WHERE o.day < u.valid_from OR u.valid_to <= o.day OR NOT EXISTS (
     WITH RECURSIVE before (id) AS (
       SELECT o.unit_id
       UNION
       SELECT s.unit_id FROM before b JOIN succession s ON s.successor_id = b.id AND s."on" <= o.day)
     SELECT 1 FROM before b JOIN member m ON m.year_id = o.year_id AND m.unit_id = b.id
      WHERE m."from" <= o.day AND (m."to" IS NULL OR o.day < m."to"));

-- The calendar as it usually goes: habits read off reports of real blocks, no law. Officers edit it.
INSERT INTO duty (code, key, name, step, owed_by, due, basis, certainty) VALUES
  ('KH', 'kh', 'Kế hoạch, chương trình thi đua của khối, cụm', 'plan', 'block', '03-31', 'thường gửi cùng giao ước', 'habit'),
  ('PD', 'pd', 'Phát động thi đua', 'launch', 'block', '03-31', 'phần lớn các khối, cụm phát động trong tháng 2, tháng 3', 'habit'),
  ('LD', 'ld', 'Trưởng, phó khối, cụm', 'leadership', 'block', '03-31', 'có từ hội nghị phát động', 'habit'),
  ('GU', 'gu', 'Thông qua giao ước thi đua', 'pledge', 'block', '03-31', 'cùng hội nghị phát động', 'habit'),
  ('KG', 'kg', 'Ký giao ước thi đua', 'signing', 'block', '03-31', 'cùng hội nghị phát động', 'habit'),
  ('BC6', 'bc6', 'Báo cáo 6 tháng', 'report', 'unit', '06-30', 'trước hội nghị sơ kết', 'habit'),
  ('SK', 'sk', 'Sơ kết 6 tháng', 'midyear', 'block', '07-31', 'các khối, cụm sơ kết cuối tháng 6, trong tháng 7', 'habit'),
  ('SL6', 'sl6', 'Kết quả chỉ tiêu 6 tháng', 'midyear-results', 'block', '07-31', 'cùng hội nghị sơ kết', 'habit'),
  ('BCN', 'bcn', 'Báo cáo năm', 'report', 'unit', '11-30', 'trước hội nghị tổng kết', 'habit'),
  ('TK', 'tk', 'Tổng kết năm', 'yearend', 'block', '12-15', 'các khối, cụm tổng kết cuối tháng 11, đầu tháng 12', 'habit'),
  ('SLN', 'sln', 'Kết quả chỉ tiêu cả năm', 'year-results', 'block', '12-15', 'cùng hội nghị tổng kết', 'habit'),
  ('BP', 'bp', 'Bình xét, bỏ phiếu', 'ballots', 'block', '12-15', 'tại hội nghị tổng kết', 'habit'),
  ('DN', 'dn', 'Kết quả các đề nghị khen thưởng', 'nominations', 'block', '+01-31', 'sau hội nghị tổng kết của ngành, của tỉnh', 'habit'),
  ('BG', 'bg', 'Bàn giao cờ luân lưu và hồ sơ', 'handover', 'block', '+01-31', 'tháng 12, tháng 1', 'habit');
