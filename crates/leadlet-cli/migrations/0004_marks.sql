-- What became of a lead, as a person says: one row for each lead that is marked, none for the others.
-- Apart from `leads`, whose rows stay as they came.
CREATE TABLE marks (
  lead_id   TEXT    NOT NULL PRIMARY KEY REFERENCES leads (lead_id),
  mark      TEXT    NOT NULL CHECK (mark IN ('won', 'lost')),
  marked_at INTEGER NOT NULL -- ms since 1970, by this machine's clock
) STRICT, WITHOUT ROWID;
