-- One row per submission. `body` is the lead exactly as it came; every other column but `received_at`
-- is read out of it or computed from it, so that lists and filters need not open the body.
PRAGMA application_id = 1281717356; -- "Letl": tells this file from another program's database

CREATE TABLE leads (
  lead_id      TEXT    NOT NULL PRIMARY KEY, -- minted by the widget; makes a repeated POST harmless
  received_at  INTEGER NOT NULL,             -- ms since 1970, by this machine's clock
  body         TEXT    NOT NULL,             -- the JSON text as received
  body_hash    TEXT    NOT NULL,             -- SHA-256 of its bytes, hexadecimal
  config_id    TEXT    NOT NULL,
  config_hash  TEXT    NOT NULL,
  submitted_at INTEGER NOT NULL,             -- ms since 1970, by the visitor's clock
  email        TEXT,
  score        INTEGER,                      -- recomputed where the config is known, else as sent
  stage        TEXT,                         -- likewise
  temperature  TEXT,                         -- likewise
  outcome      TEXT,                         -- where the visitor was led; recomputed where not sent
  score_check  TEXT    NOT NULL CHECK (score_check IN ('match', 'differs', 'unknown-config', 'unscored')),
  recomputed   TEXT                          -- this receiver's own envelope, JSON
) STRICT;

CREATE INDEX leads_newest ON leads (received_at DESC, lead_id DESC);
CREATE INDEX leads_by_stage ON leads (stage, received_at DESC);
