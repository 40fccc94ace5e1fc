-- Documents; units, their aliases and people; blocks, their years, members, leadership and handover.
-- Days are ISO text; a closing day is the first day without. `key` is what a code or name is matched by.
-- A table WITHOUT ROWID names its primary key first: SQLite 3.40 reports sound rows as NULL otherwise.

CREATE TABLE document (
  id      INTEGER PRIMARY KEY,
  number  TEXT NOT NULL CHECK (number <> ''),
  key     TEXT NOT NULL CHECK (key <> ''),
  kind    TEXT NOT NULL CHECK (kind <> ''),
  "on"    TEXT NOT NULL CHECK (date("on") IS "on"),
  issuer  TEXT,
  subject TEXT,
  year_id INTEGER REFERENCES year (id) ON DELETE RESTRICT,
  UNIQUE (key, "on")
) STRICT;

CREATE TABLE unit (
  id         INTEGER PRIMARY KEY,
  code       TEXT NOT NULL CHECK (code <> ''),
  key        TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name       TEXT NOT NULL CHECK (name <> ''),
  name_key   TEXT NOT NULL CHECK (name_key <> ''),
  short      TEXT,
  kind       TEXT,
  "order"    INTEGER CHECK ("order" > 0),
  parent_id  INTEGER REFERENCES unit (id) ON DELETE RESTRICT CHECK (parent_id <> id),
  valid_from TEXT CHECK (date(valid_from) IS valid_from),
  valid_to   TEXT CHECK (date(valid_to) IS valid_to),
  CHECK (valid_to > valid_from)
) STRICT;

-- Other ways in which a unit is written; each settles a near-duplicate for good.
CREATE TABLE unit_alias (
  owner_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  value    TEXT NOT NULL CHECK (value <> ''),
  key      TEXT NOT NULL UNIQUE CHECK (key <> '')
) STRICT;

-- Names a unit bore before: `name` was right until the day before `valid_to`.
CREATE TABLE former_name (
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  valid_to TEXT NOT NULL CHECK (date(valid_to) IS valid_to),
  name     TEXT NOT NULL CHECK (name <> ''),
  document TEXT,
  PRIMARY KEY (unit_id, valid_to)
) STRICT, WITHOUT ROWID;

CREATE TABLE succession (
  unit_id      INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  successor_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT CHECK (successor_id <> unit_id),
  "on"         TEXT NOT NULL CHECK (date("on") IS "on"),
  document     TEXT,
  PRIMARY KEY (unit_id, successor_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL CHECK (code <> ''),
  key      TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name     TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT NOT NULL CHECK (name_key <> ''),
  unit_id  INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  post     TEXT,
  born     INTEGER CHECK (born BETWEEN 1900 AND 2100)
) STRICT;

CREATE TABLE block (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL CHECK (code <> ''),
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  kind      TEXT NOT NULL CHECK (kind IN ('cluster', 'block')),
  authority TEXT,
  follower  TEXT
) STRICT;

CREATE TABLE year (
  id       INTEGER PRIMARY KEY,
  block_id INTEGER NOT NULL REFERENCES block (id) ON DELETE RESTRICT,
  year     INTEGER NOT NULL CHECK (year BETWEEN 1945 AND 2199),
  theme    TEXT,
  "from"   TEXT NOT NULL CHECK (date("from") IS "from"),
  "to"     TEXT NOT NULL CHECK (date("to") IS "to"),
  state    TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  UNIQUE (block_id, year),
  CHECK ("to" > "from")
) STRICT;

CREATE TABLE member (
  id      INTEGER PRIMARY KEY,
  year_id INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  "order" INTEGER NOT NULL CHECK ("order" > 0),
  "from"  TEXT NOT NULL CHECK (date("from") IS "from"),
  "to"    TEXT CHECK (date("to") IS "to"),
  UNIQUE (year_id, unit_id, "from"),
  CHECK ("to" > "from")
) STRICT;

CREATE INDEX member_unit ON member (unit_id);

-- The post belongs to a unit; a person exercises it.
CREATE TABLE leadership (
  year_id INTEGER NOT NULL REFERENCES year (id) ON DELETE RESTRICT,
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  role    TEXT NOT NULL CHECK (role IN ('head', 'deputy')),
  "order" INTEGER NOT NULL CHECK ("order" >= 0),
  method  TEXT NOT NULL CHECK (method IN ('appointed', 'elected', 'acclaimed', 'agreed', 'assigned', 'unstated')),
  person  TEXT,
  PRIMARY KEY (year_id, unit_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_head ON leadership (year_id) WHERE role = 'head';

CREATE VIEW named (noun, id, code, key, name) AS
  SELECT 'document', id, CASE WHEN 1 < (SELECT count(*) FROM document d WHERE d.key = document.key)
                              THEN number || '@' || "on" ELSE number END, key, subject FROM document
  UNION ALL SELECT 'unit', id, code, key, name FROM unit
  UNION ALL SELECT 'person', id, code, key, name FROM person
  UNION ALL SELECT 'block', id, code, key, name FROM block
  UNION ALL SELECT 'year', y.id, b.code || '/' || y.year, b.key || '/' || y.year, b.name
              FROM year y JOIN block b ON b.id = y.block_id;

CREATE VIEW alias (noun, id, key) AS
  SELECT 'unit', owner_id, key FROM unit_alias
  UNION ALL SELECT 'document', id, key || '@' || "on" FROM document;

CREATE VIEW closed_year (id, code) AS
  SELECT n.id, n.code FROM year y JOIN named n ON n.noun = 'year' AND n.id = y.id WHERE y.state = 'closed';

-- What has been made official on a row, in words; each migration that brings such things adds its lines.
CREATE VIEW official (noun, id, what) AS
  SELECT '', 0, '' WHERE 0;
