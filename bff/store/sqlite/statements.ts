/**
 * All that is ever asked of the database, by name: only names and values travel to the thread that has it. Values have no
 * numbers, since Node 22 takes a numbered one for a named one.
 */
import { MOST_MENTIONED } from '../memory/mentioned.ts'

const WRITES = {
  putConversation: `INSERT INTO conversation (name, epoch, agent, active_at, has_ended, ended_at, state, board)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET epoch = excluded.epoch, agent = excluded.agent, active_at = excluded.active_at,
      has_ended = excluded.has_ended, ended_at = excluded.ended_at, state = excluded.state, board = excluded.board`,
  dropConversation: 'DELETE FROM conversation WHERE name = ?',
  putOwner:
    'INSERT INTO owner (id, kind, conversation) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET conversation = excluded.conversation',
  dropOwner: 'DELETE FROM owner WHERE id = ? AND kind = ? AND conversation = ?',
  putEvent: 'INSERT INTO event (conversation, seq, type, at, data) VALUES (?, ?, ?, ?, ?)',
  dropEvent: 'DELETE FROM event WHERE conversation = ? AND seq = ?',
  dropEvents: 'DELETE FROM event WHERE conversation = ?',
  putHeard:
    'INSERT INTO heard (conversation, place, data) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data',
  dropHeard: 'DELETE FROM heard WHERE conversation = ? AND place = ?',
  dropAllHeard: 'DELETE FROM heard WHERE conversation = ?',
  putMention: 'INSERT INTO mention (conversation, key) VALUES (?, ?)',
  dropOldMentions: `DELETE FROM mention WHERE conversation = ?
    AND id <= (SELECT id FROM mention WHERE conversation = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
  dropMentions: 'DELETE FROM mention WHERE conversation = ?',
  dropExpired: 'DELETE FROM delivery WHERE key IN (SELECT key FROM delivery WHERE expires_at <= ? LIMIT 1000)',
  dropExpiredOne: 'DELETE FROM delivery WHERE key = ? AND expires_at <= ?',
  claim: `INSERT INTO delivery (key, fingerprint, claim, state, ttl_ms, expires_at) VALUES (?, ?, ?, 'claimed', ?, ?)
    ON CONFLICT DO UPDATE SET claim = excluded.claim, state = 'claimed', ttl_ms = excluded.ttl_ms,
      expires_at = excluded.expires_at
    WHERE delivery.fingerprint = excluded.fingerprint AND delivery.state = 'open'`,
  settle: `UPDATE delivery SET state = 'settled', answer = ?, expires_at = ? + ttl_ms
    WHERE key = ? AND claim = ? AND state = 'claimed'`,
  reopen: `UPDATE delivery SET state = 'open' WHERE key = ? AND claim = ? AND state = 'claimed'`,
  forgetClaim: `DELETE FROM delivery WHERE key = ? AND claim = ? AND state = 'claimed'`,
  quote: 'INSERT OR IGNORE INTO quote (kind, id, key) VALUES (?, ?, ?)',
  forgetAnswers: `UPDATE delivery SET answer = ? WHERE state = 'settled'
    AND key IN (SELECT key FROM quote WHERE kind = ? AND id = ?)`,
  dropQuotes: 'DELETE FROM quote WHERE key IN (SELECT key FROM quote WHERE kind = ? AND id = ?)',
  putDuty: `INSERT INTO duty (lane, id, session, duty) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET id = excluded.id, session = excluded.session, duty = excluded.duty`,
  dropLane: 'DELETE FROM duty WHERE lane = ?',
  dropDuty: 'DELETE FROM duty WHERE id = ?',
  dropDutiesTo: 'DELETE FROM duty WHERE session = ?',
  // What is counted anew takes a new place, so that what has the lowest one was counted longest ago.
  countTally: `INSERT OR REPLACE INTO tally (id, name, up, down) SELECT NULL, new.name,
      max(0, coalesce(tally.up, 0) + new.up), max(0, coalesce(tally.down, 0) + new.down)
    FROM (SELECT ? AS name, ? AS up, ? AS down) AS new LEFT JOIN tally ON tally.name = new.name`,
  dropOldTallies: 'DELETE FROM tally WHERE id <= (SELECT max(id) FROM tally) - ?',
  putShortLived: `INSERT INTO short_lived (name, text, expires_at) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET text = excluded.text, expires_at = excluded.expires_at`,
  addShortLived: 'INSERT OR IGNORE INTO short_lived (name, text, expires_at) VALUES (?, ?, ?)',
  dropShortLived: 'DELETE FROM short_lived WHERE name = ?',
  dropPastShortLived: 'DELETE FROM short_lived WHERE expires_at <= ?',
  countOpening: `UPDATE meta SET value = value + 1 WHERE name = 'openings'`,
} as const

const READS = {
  owners: 'SELECT kind, conversation FROM owner WHERE id = ?',
  // All that the ids of a conversation lead to. Whatever its state is, only that conversation may suffer from it.
  ownersBeside: `SELECT owner.id AS id, kind, conversation,
      EXISTS (SELECT 1 FROM conversation AS other WHERE other.name = owner.id) AS isName
    FROM conversation AS own, json_each(iif(json_valid(own.state), own.state, '{}'), '$.ids') AS told
      JOIN owner ON owner.id = json_extract(told.value, '$.id')
    WHERE own.name = ?`,
  conversation: 'SELECT epoch, agent, active_at AS activeAt, state FROM conversation WHERE name = ?',
  named: 'SELECT name FROM conversation WHERE name = ?',
  events: 'SELECT seq, type, at, data FROM event WHERE conversation = ? ORDER BY seq',
  heard: 'SELECT place, data FROM heard WHERE conversation = ? ORDER BY place',
  // A limit that is given each time has SQLite compile the statement each time.
  mentions: `SELECT key FROM mention WHERE conversation = ? ORDER BY id DESC LIMIT ${MOST_MENTIONED}`,
  ended: 'SELECT name FROM conversation WHERE ended_at <= ? LIMIT ?',
  silent: 'SELECT name FROM conversation WHERE has_ended = 0 AND active_at <= ? LIMIT ?',
  underWay: 'SELECT name FROM conversation WHERE has_ended = 0 AND active_at IS NOT NULL',
  endedAfter: 'SELECT name FROM conversation WHERE ended_at > ?',
  board: 'SELECT board FROM conversation WHERE name = ?',
  delivery: 'SELECT fingerprint, claim, state, answer FROM delivery WHERE key = ?',
  answersAbout: `SELECT delivery.key AS key, answer FROM quote JOIN delivery ON delivery.key = quote.key
    WHERE kind = ? AND id = ? AND state = 'settled'`,
  duties: 'SELECT duty FROM duty',
  tally: 'SELECT up, down FROM tally WHERE name = ?',
  shortLived: 'SELECT text FROM short_lived WHERE name = ? AND expires_at > ?',
  openings: `SELECT value FROM meta WHERE name = 'openings'`,
} as const

/** Of a conversation that is not there, nothing of this is there either. */
export const READ_WITH_CONVERSATION: ReadonlySet<string> = new Set<keyof typeof READS>([
  'events',
  'heard',
  'mentions',
  'ownersBeside',
])

export const STATEMENTS = { ...WRITES, ...READS }
export type StatementName = keyof typeof STATEMENTS

const isStatementName = (name: string): name is StatementName => Object.hasOwn(STATEMENTS, name)
/** Whether it gives rows. */
export const isRead = (name: StatementName): boolean => Object.hasOwn(READS, name)
export const statementNames: readonly StatementName[] = Object.keys(STATEMENTS).filter(isStatementName)
