-- Papers: the templates in Word that the officer has put in the place of the product's own.

CREATE TABLE paper (
  id      INTEGER PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE CHECK (code <> ''),
  file    TEXT NOT NULL CHECK (file <> ''),
  digest  TEXT NOT NULL CHECK (length(digest) = 64),
  content BLOB NOT NULL CHECK (length(content) > 0)
) STRICT;
