/** From one layout of the database to the next, in order. What was released is never changed, only followed by another one. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO meta VALUES ('openings', 0);

  CREATE TABLE conversation (
    name TEXT PRIMARY KEY, epoch TEXT NOT NULL, agent TEXT, active_at INTEGER, has_ended INTEGER NOT NULL,
    ended_at INTEGER, state TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX silent ON conversation (active_at) WHERE has_ended = 0;
  CREATE INDEX ended ON conversation (ended_at) WHERE ended_at IS NOT NULL;

  CREATE TABLE owner (id TEXT, kind TEXT, conversation TEXT NOT NULL, PRIMARY KEY (id, kind)) WITHOUT ROWID;

  CREATE TABLE event (
    conversation TEXT, seq INTEGER, type TEXT NOT NULL, at TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (conversation, seq)
  ) WITHOUT ROWID;

  CREATE TABLE heard (conversation TEXT, place INTEGER, data TEXT NOT NULL, PRIMARY KEY (conversation, place)) WITHOUT ROWID;

  CREATE TABLE mention (id INTEGER PRIMARY KEY, conversation TEXT NOT NULL, key TEXT NOT NULL);
  CREATE INDEX mentioned ON mention (conversation);

  CREATE TABLE delivery (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, claim TEXT NOT NULL, state TEXT NOT NULL, answer TEXT,
    ttl_ms INTEGER NOT NULL, expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX expiring ON delivery (expires_at);

  CREATE TABLE quote (kind TEXT, id TEXT, key TEXT, PRIMARY KEY (kind, id, key)) WITHOUT ROWID;
  CREATE INDEX quoting ON quote (key);
  CREATE TRIGGER unquote AFTER DELETE ON delivery BEGIN DELETE FROM quote WHERE key = OLD.key; END;

  CREATE TABLE duty (lane TEXT PRIMARY KEY, id TEXT NOT NULL, session TEXT NOT NULL, duty TEXT NOT NULL) WITHOUT ROWID;
  `,
  `
  CREATE TABLE tally (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, up INTEGER NOT NULL, down INTEGER NOT NULL);
  `,
  `
  ALTER TABLE conversation ADD COLUMN board TEXT;
  `,
  `
  CREATE TABLE short_lived (name TEXT PRIMARY KEY, text TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX short_lived_until ON short_lived (expires_at);
  `,
]
