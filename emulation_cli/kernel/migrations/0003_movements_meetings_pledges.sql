-- Movements; meetings with what happened at them; pledges with targets, signatures and results; the handover.
-- Persons at meetings are words as typed, "NAME, POST".

CREATE TABLE movement (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL CHECK (code <> ''),
  key      TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name     TEXT NOT NULL CHECK (name <> ''),
  scope    TEXT NOT NULL CHECK (scope IN ('national', 'sector', 'province', 'block', 'unit')),
  kind     TEXT NOT NULL CHECK (kind IN ('regular', 'thematic', 'campaign')),
  "from"   TEXT CHECK (date("from") IS "from"),
  "to"     TEXT CHECK (date("to") IS "to"),
  CHECK ("to" >= "from")
) STRICT;

CREATE TABLE meeting (
  id      INTEGER PRIMARY KEY,
  code    TEXT NOT NULL CHECK (code <> ''),
  key     TEXT NOT NULL UNIQUE CHECK (key <> ''),
  year_id INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  "on"    TEXT NOT NULL CHECK (date("on") IS "on"),
  place   TEXT,
  host_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  mode    TEXT NOT NULL CHECK (mode IN ('in-person', 'online', 'hybrid')),
  chair   TEXT
) STRICT;

CREATE INDEX meeting_year ON meeting (year_id);

-- One conference can serve several purposes: close its own year (no year_id) and launch the next.
CREATE TABLE meeting_purpose (
  id       INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  kind     TEXT NOT NULL CHECK (kind IN ('launch', 'midyear', 'yearend', 'council', 'other')),
  year_id  INTEGER REFERENCES year (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX purpose_once ON meeting_purpose (owner_id, kind, coalesce(year_id, 0));

CREATE TABLE attendance (
  id         INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  unit_id    INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  state      TEXT NOT NULL CHECK (state IN ('present', 'absent')),
  person     TEXT CHECK (person <> ''),
  person_key TEXT CHECK (person_key <> ''),
  reason     TEXT,
  CHECK (state = 'present' OR person IS NULL)
) STRICT;

CREATE UNIQUE INDEX attendance_once ON attendance (meeting_id, unit_id, coalesce(person_key, ''));

CREATE TABLE guest (
  id         INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  number     INTEGER NOT NULL CHECK (number > 0),
  person     TEXT NOT NULL CHECK (person <> ''),
  key        TEXT NOT NULL CHECK (key <> ''),
  UNIQUE (meeting_id, key),
  UNIQUE (meeting_id, number)
) STRICT;

CREATE TABLE speech (
  id         INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  number     INTEGER NOT NULL CHECK (number > 0),
  person     TEXT NOT NULL CHECK (person <> ''),
  person_key TEXT NOT NULL CHECK (person_key <> ''),
  role       TEXT NOT NULL CHECK (role IN ('opening', 'directing', 'closing', 'other')),
  text       TEXT NOT NULL CHECK (text <> ''),
  key        TEXT NOT NULL CHECK (key <> ''),
  UNIQUE (meeting_id, person_key, key),
  UNIQUE (meeting_id, number)
) STRICT;

CREATE TABLE opinion (
  id         INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  number     INTEGER NOT NULL CHECK (number > 0),
  unit_id    INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  text       TEXT NOT NULL CHECK (text <> ''),
  key        TEXT NOT NULL CHECK (key <> ''),
  state      TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
  UNIQUE (meeting_id, unit_id, key),
  UNIQUE (meeting_id, number)
) STRICT;

CREATE TABLE resolution (
  id         INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  number     INTEGER NOT NULL CHECK (number > 0),
  text       TEXT NOT NULL CHECK (text <> ''),
  key        TEXT NOT NULL CHECK (key <> ''),
  consensus  INTEGER NOT NULL CHECK (consensus IN (0, 1)),
  agree      INTEGER CHECK (agree >= 0),
  disagree   INTEGER CHECK (disagree >= 0),
  abstain    INTEGER CHECK (abstain >= 0),
  UNIQUE (meeting_id, key),
  UNIQUE (meeting_id, number),
  CHECK (CASE consensus WHEN 1 THEN coalesce(agree, disagree, abstain) IS NULL
                        ELSE agree IS NOT NULL AND disagree IS NOT NULL AND abstain IS NOT NULL END)
) STRICT;

CREATE TABLE task (
  id         INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
  number     INTEGER NOT NULL CHECK (number > 0),
  text       TEXT NOT NULL CHECK (text <> ''),
  key        TEXT NOT NULL CHECK (key <> ''),
  owner_id   INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  due        TEXT CHECK (date(due) IS due),
  done       INTEGER NOT NULL CHECK (done IN (0, 1)),
  UNIQUE (meeting_id, key),
  UNIQUE (meeting_id, number)
) STRICT;

-- The rotating flag and the block's file pass on at the end of a year; the receiver may be unknown.
CREATE TABLE handover (
  year_id    INTEGER PRIMARY KEY REFERENCES year (id) ON DELETE RESTRICT,
  to_id      INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  "on"       TEXT NOT NULL CHECK (date("on") IS "on"),
  meeting_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT
) STRICT;

CREATE TABLE pledge (
  id         INTEGER PRIMARY KEY,
  year_id    INTEGER NOT NULL UNIQUE REFERENCES year (id) ON DELETE RESTRICT,
  title      TEXT,
  meeting_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT,
  consensus  INTEGER CHECK (consensus IN (0, 1)),
  agree      INTEGER CHECK (agree >= 0),
  disagree   INTEGER CHECK (disagree >= 0),
  abstain    INTEGER CHECK (abstain >= 0),
  CHECK ((meeting_id IS NULL) = (consensus IS NULL)),
  CHECK (CASE consensus WHEN 0 THEN agree > disagree + abstain
                        ELSE coalesce(agree, disagree, abstain) IS NULL END)
) STRICT;

CREATE TABLE pledge_item (
  id        INTEGER PRIMARY KEY,
  pledge_id INTEGER NOT NULL REFERENCES pledge (id) ON DELETE RESTRICT,
  number    INTEGER NOT NULL CHECK (number > 0),
  text      TEXT NOT NULL CHECK (text <> ''),
  key       TEXT NOT NULL CHECK (key <> ''),
  UNIQUE (pledge_id, key),
  UNIQUE (pledge_id, number)
) STRICT;

-- No unit: every member.
CREATE TABLE pledge_item_unit (
  owner_id INTEGER NOT NULL REFERENCES pledge_item (id) ON DELETE RESTRICT,
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  PRIMARY KEY (owner_id, unit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE pledge_item_basis (
  owner_id    INTEGER NOT NULL REFERENCES pledge_item (id) ON DELETE RESTRICT,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
  PRIMARY KEY (owner_id, document_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE target (
  id        INTEGER PRIMARY KEY,
  pledge_id INTEGER NOT NULL REFERENCES pledge (id) ON DELETE RESTRICT,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  goal      TEXT NOT NULL CHECK (substr(goal, 1, 2) IN ('≥ ', '> ', '= ', '≤ ', '< ')),
  measure   TEXT,
  UNIQUE (pledge_id, key)
) STRICT;

CREATE TABLE target_unit (
  owner_id INTEGER NOT NULL REFERENCES target (id) ON DELETE RESTRICT,
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  PRIMARY KEY (owner_id, unit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE target_basis (
  owner_id    INTEGER NOT NULL REFERENCES target (id) ON DELETE RESTRICT,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
  PRIMARY KEY (owner_id, document_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE signature (
  id        INTEGER PRIMARY KEY,
  pledge_id INTEGER NOT NULL REFERENCES pledge (id) ON DELETE RESTRICT,
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  signed_on TEXT NOT NULL CHECK (date(signed_on) IS signed_on),
  "by"      TEXT,
  UNIQUE (pledge_id, unit_id)
) STRICT;

-- `actual` is in whole hundredths.
CREATE TABLE result (
  id        INTEGER PRIMARY KEY,
  target_id INTEGER NOT NULL REFERENCES target (id) ON DELETE RESTRICT,
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  period    TEXT NOT NULL CHECK (period IN ('midyear', 'year')),
  actual    INTEGER NOT NULL,
  UNIQUE (target_id, unit_id, period)
) STRICT;

DROP VIEW closed_year;
DROP VIEW official;
DROP VIEW alias;
DROP VIEW named;

CREATE VIEW named (noun, id, code, key, name) AS
  SELECT 'document', id, CASE WHEN 1 < (SELECT count(*) FROM document d WHERE d.key = document.key)
                              THEN number || '@' || "on" ELSE number END, key, subject FROM document
  UNION ALL SELECT 'unit', id, code, key, name FROM unit
  UNION ALL SELECT 'person', id, code, key, name FROM person
  UNION ALL SELECT 'block', id, code, key, name FROM block
  UNION ALL SELECT 'year', y.id, b.code || '/' || y.year, b.key || '/' || y.year, b.name
              FROM year y JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'movement', id, code, key, name FROM movement
  UNION ALL SELECT 'meeting', id, code, key, place FROM meeting
  UNION ALL SELECT 'pledge', p.id, b.code || '/' || y.year, b.key || '/' || y.year, b.name
              FROM pledge p JOIN year y ON y.id = p.year_id JOIN block b ON b.id = y.block_id
  UNION ALL SELECT 'target', t.id, b.code || '/' || y.year || ':' || t.code, b.key || '/' || y.year || ':' || t.key, t.name
              FROM target t JOIN pledge p ON p.id = t.pledge_id JOIN year y ON y.id = p.year_id
              JOIN block b ON b.id = y.block_id;

CREATE VIEW alias (noun, id, key) AS
  SELECT 'unit', owner_id, key FROM unit_alias
  UNION ALL SELECT 'document', id, key || '@' || "on" FROM document;

CREATE VIEW closed_year (id, code) AS
  SELECT n.id, n.code FROM year y JOIN named n ON n.noun = 'year' AND n.id = y.id WHERE y.state = 'closed';

CREATE VIEW official (noun, id, what) AS
  SELECT 'meeting', p.meeting_id, 'the adoption of the pledge ' || n.code
    FROM pledge p JOIN named n ON n.noun = 'pledge' AND n.id = p.id WHERE p.meeting_id IS NOT NULL
  UNION ALL
  SELECT 'year', p.year_id, 'the adopted pledge ' || n.code
    FROM pledge p JOIN named n ON n.noun = 'pledge' AND n.id = p.id WHERE p.meeting_id IS NOT NULL;
