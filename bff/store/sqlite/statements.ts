/** All that is ever asked of the database, by name: only names and values travel to the thread that has it. */
const WRITES = {
  putConversation: `INSERT INTO conversation (name, epoch, agent, active_at, has_ended, ended_at, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (name) DO UPDATE SET epoch = ?2, agent = ?3, active_at = ?4, has_ended = ?5, ended_at = ?6, state = ?7`,
  dropConversation: 'DELETE FROM conversation WHERE name = ?1',
  putOwner:
    'INSERT INTO owner (id, kind, conversation) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET conversation = ?3',
  dropOwner: 'DELETE FROM owner WHERE id = ?1 AND kind = ?2 AND conversation = ?3',
  putEvent: 'INSERT INTO event (conversation, seq, type, at, data) VALUES (?1, ?2, ?3, ?4, ?5)',
  dropEvent: 'DELETE FROM event WHERE conversation = ?1 AND seq = ?2',
  dropEvents: 'DELETE FROM event WHERE conversation = ?1',
  putHeard: 'INSERT INTO heard (conversation, place, data) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET data = ?3',
  dropHeard: 'DELETE FROM heard WHERE conversation = ?1 AND place = ?2',
  dropAllHeard: 'DELETE FROM heard WHERE conversation = ?1',
  putMention: 'INSERT INTO mention (conversation, key) VALUES (?1, ?2)',
  dropOldMentions: `DELETE FROM mention WHERE conversation = ?1
    AND id NOT IN (SELECT id FROM mention WHERE conversation = ?1 ORDER BY id DESC LIMIT ?2)`,
  dropMentions: 'DELETE FROM mention WHERE conversation = ?1',
  dropExpired: 'DELETE FROM delivery WHERE key IN (SELECT key FROM delivery WHERE expires_at <= ?1 LIMIT 1000)',
  dropExpiredOne: 'DELETE FROM delivery WHERE key = ?1 AND expires_at <= ?2',
  claim: `INSERT INTO delivery (key, fingerprint, claim, state, ttl_ms, expires_at) VALUES (?1, ?2, ?3, 'claimed', ?4, ?5)
    ON CONFLICT DO UPDATE SET claim = ?3, state = 'claimed', ttl_ms = ?4, expires_at = ?5
    WHERE fingerprint = ?2 AND state = 'open'`,
  settle: `UPDATE delivery SET state = 'settled', answer = ?3, expires_at = ?4 + ttl_ms
    WHERE key = ?1 AND claim = ?2 AND state = 'claimed'`,
  reopen: `UPDATE delivery SET state = 'open' WHERE key = ?1 AND claim = ?2 AND state = 'claimed'`,
  forgetClaim: `DELETE FROM delivery WHERE key = ?1 AND claim = ?2 AND state = 'claimed'`,
  quote: 'INSERT OR IGNORE INTO quote (kind, id, key) VALUES (?1, ?2, ?3)',
  forgetAnswers: `UPDATE delivery SET answer = ?3 WHERE state = 'settled'
    AND key IN (SELECT key FROM quote WHERE kind = ?1 AND id = ?2)`,
  dropQuotes: 'DELETE FROM quote WHERE key IN (SELECT key FROM quote WHERE kind = ?1 AND id = ?2)',
  putDuty: `INSERT INTO duty (lane, id, session, duty) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO UPDATE SET id = ?2, session = ?3, duty = ?4`,
  dropLane: 'DELETE FROM duty WHERE lane = ?1',
  dropDuty: 'DELETE FROM duty WHERE id = ?1',
  dropDutiesTo: 'DELETE FROM duty WHERE session = ?1',
  countOpening: `UPDATE meta SET value = value + 1 WHERE name = 'openings'`,
} as const

const READS = {
  owners: 'SELECT kind, conversation FROM owner WHERE id = ?1',
  conversation: 'SELECT epoch, agent, active_at AS activeAt, state FROM conversation WHERE name = ?1',
  named: 'SELECT name FROM conversation WHERE name = ?1',
  events: 'SELECT seq, type, at, data FROM event WHERE conversation = ?1 ORDER BY seq',
  heard: 'SELECT place, data FROM heard WHERE conversation = ?1 ORDER BY place',
  mentions: 'SELECT key FROM mention WHERE conversation = ?1 ORDER BY id DESC LIMIT ?2',
  ended: 'SELECT name FROM conversation WHERE ended_at <= ?1 LIMIT ?2',
  silent: 'SELECT name FROM conversation WHERE has_ended = 0 AND active_at <= ?1 LIMIT ?2',
  delivery: 'SELECT fingerprint, claim, state, answer FROM delivery WHERE key = ?1',
  duties: 'SELECT duty FROM duty',
  openings: `SELECT value FROM meta WHERE name = 'openings'`,
} as const

export const STATEMENTS = { ...WRITES, ...READS }
export type StatementName = keyof typeof STATEMENTS

const isStatementName = (name: string): name is StatementName => Object.hasOwn(STATEMENTS, name)
/** Whether it gives rows. */
export const isRead = (name: StatementName): boolean => Object.hasOwn(READS, name)
export const statementNames: readonly StatementName[] = Object.keys(STATEMENTS).filter(isStatementName)
