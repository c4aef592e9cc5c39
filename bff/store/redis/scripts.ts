/**
 * What happens within Redis, each script in one step. Whatever is kept carries the prefix with the version of these scripts:
 * processes of two versions never read each other's state.
 */
import { createHash } from 'node:crypto'

export const PREFIX = 'cx-assist:3:'

export interface Script {
  readonly text: string
  readonly sha: string
}

const COMMON = `
local P = '${PREFIX}'
local call = redis.call
-- Where another server speaks than before, or all is gone, what came last may be lost: a new generation begins.
local function generation(candidate)
  local replid = string.match(call('INFO', 'replication'), 'master_replid:(%x+)') or 'none'
  local kept = call('HMGET', P .. 'generation', 'replid', 'id')
  if kept[1] == replid and kept[2] then return kept[2] end
  call('HSET', P .. 'generation', 'replid', replid, 'id', candidate)
  return candidate
end
local function now()
  local time = call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
local function entry(id)
  local owners = call('HMGET', P .. 'i:' .. id, 'conversation', 'contact', 'session', 'interaction')
  for n = 1, 4 do
    -- An owner that expired owns nothing.
    if not owners[n] or call('EXISTS', P .. 'c:' .. owners[n]) == 0 then owners[n] = '' end
  end
  return { id, owners[1], owners[2], owners[3], owners[4], call('EXISTS', P .. 'c:' .. id) == 1 and '1' or '' }
end
local function forget_duty(id)
  call('ZREM', P .. 'duties', id)
  call('DEL', P .. 'duty:' .. id)
end
local function withdraw(lane)
  local id = call('GET', P .. 'lane:' .. lane)
  if id then forget_duty(id) end
  call('DEL', P .. 'lane:' .. lane)
end
-- False where somebody else works on it by now.
local function is_own(key, claim)
  local other = call('HGET', P .. 'd:' .. key, 'claim')
  return not other or other == claim
end
local function settle(key, claim, answer, quotes)
  local kept = call('HMGET', P .. 'd:' .. key, 'claim', 'state')
  if kept[1] == claim and kept[2] == 'claimed' then
    call('HSET', P .. 'd:' .. key, 'state', 'settled', 'answer', answer)
    for _, quote in ipairs(quotes) do
      call('SADD', P .. 'q:' .. quote, key)
      call('EXPIRE', P .. 'q:' .. quote, 86400)
    end
    call('PUBLISH', P .. 'a:' .. claim, answer)
  end
end
`

const script = (body: string): Script => {
  const text = COMMON + body
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

/** Whether anything can be kept: a server that answers may be full, or may lack its replica. */
export const BEAT = script(`
call('SET', P .. 'beat', '1', 'EX', 60)
return 'done'
`)

/** Ids with whoever has them, and records that the caller does not hold as they are: whole, or what is new in them. */
export const LOAD = script(`
local a = cjson.decode(ARGV[1])
local gen = generation(a.candidate)
local time = call('TIME')
local entries, records, had_entry, had_record = {}, {}, {}, {}
local function add_entry(id)
  if had_entry[id] then return had_entry[id] end
  local found = entry(id)
  had_entry[id] = found
  entries[#entries + 1] = found
  return found
end
local function values(list)
  local all = {}
  for n, each in ipairs(list) do all[n] = each[2][2] end
  return all
end
local function add_record(name)
  if name == '' or had_record[name] then return end
  had_record[name] = true
  local h = call('HMGET', P .. 'c:' .. name, 'rev', 'epoch', 'seq', 'head', 'ids', 'mentions')
  if not h[1] then
    records[#records + 1] = { name, '' }
    return
  end
  add_entry(name)
  for _, each in ipairs(cjson.decode(h[5])) do add_entry(each.id) end
  local held = gen == a.gen and a.known[name]
  if held and held[1] == h[1] then
    records[#records + 1] = { name, h[1] }
    return
  end
  local basis = { name, h[1], h[2], h[3], h[4], h[5], h[6] }
  if held and held[2] == h[2] then
    local missing = h[3] - held[3]
    local further = h[6] - held[4]
    local events = missing == 0 and {} or values(call('XRANGE', P .. 'e:' .. name, (held[3] + 1) .. '-0', '+'))
    local mentions = further == 0 and {} or call('LRANGE', P .. 'm:' .. name, -further, -1)
    if missing == #events and further == #mentions then
      for n, part in ipairs({ 'more', events, {}, {}, mentions }) do basis[7 + n] = part end
      records[#records + 1] = basis
      return
    end
  end
  local events = values(call('XRANGE', P .. 'e:' .. name, '-', '+'))
  local transcript = call('LRANGE', P .. 't:' .. name, 0, -1)
  local newest = call('HVALS', P .. 'n:' .. name)
  local mentions = call('LRANGE', P .. 'm:' .. name, 0, -1)
  for n, part in ipairs({ 'all', events, transcript, newest, mentions }) do basis[7 + n] = part end
  records[#records + 1] = basis
end
for _, id in ipairs(a.ids) do
  local found = add_entry(id)
  add_record(found[2])
  add_record(found[3])
  add_record(found[4])
  add_record(found[5])
  add_record(id)
end
for _, name in ipairs(a.names) do add_record(name) end
return { gen, time[1] .. string.format('%06d', time[2]), entries, records }
`)

/** All that a change comes to, or nothing: where anything is not as it was read, nothing is written. */
export const COMMIT = script(`
local c = cjson.decode(ARGV[1])
local gen = generation(c.candidate)
if call('EXISTS', P .. 'done:' .. c.id) == 1 then return { 'again', gen } end
if gen ~= c.gen then return { 'conflict', gen } end
if c.fence and call('HGET', P .. 'l:' .. c.fence.name, 'fence') ~= c.fence.fence then return { 'fenced', gen } end
for _, each in ipairs(c.revisions) do
  if (call('HGET', P .. 'c:' .. each[1], 'rev') or '') ~= each[2] then return { 'conflict', gen } end
end
for _, each in ipairs(c.entries) do
  local found = entry(each[1])
  for n = 2, 6 do if found[n] ~= each[n] then return { 'conflict', gen } end end
end
if c.settles and not is_own(c.settles.key, c.settles.claim) then return { 'claimed', gen } end

local function drop(name)
  for _, kind in ipairs({ 'c:', 'e:', 't:', 'n:', 'm:' }) do call('DEL', P .. kind .. name) end
  for _, order in ipairs({ 'silent', 'ended' }) do call('ZREM', P .. order, name) end
end
for _, name in ipairs(c.removed) do drop(name) end
for _, session in ipairs(c.erases or {}) do
  for _, lane in ipairs(call('SMEMBERS', P .. 'lanes:' .. session)) do withdraw(lane) end
  call('DEL', P .. 'lanes:' .. session)
end
for _, each in ipairs(c.assigned) do
  local key = P .. 'i:' .. each[1]
  call('DEL', key)
  for n, kind in ipairs({ 'conversation', 'contact', 'session', 'interaction' }) do
    if each[n + 1] ~= '' then call('HSET', key, kind, each[n + 1]) end
  end
end
for _, w in ipairs(c.written) do
  local name = w.name
  local log, said, newest, mentioned = P .. 'e:' .. name, P .. 't:' .. name, P .. 'n:' .. name, P .. 'm:' .. name
  if w.whole then call('DEL', log, said, newest, mentioned) end
  call('HSET', P .. 'c:' .. name, 'rev', w.rev, 'epoch', w.epoch, 'seq', w.seq, 'head', w.head, 'ids', w.ids, 'mentions', w.mentions)
  for _, each in ipairs(w.events) do call('XADD', log, 'MAXLEN', c.replayable, each[1] .. '-0', 'e', each[2]) end
  for _, each in ipairs(w.said) do call('RPUSH', said, each) end
  if #w.said > 0 then call('LTRIM', said, -c.transcript, -1) end
  for _, each in ipairs(w.newest) do call('HSET', newest, each[1], each[2]) end
  for _, each in ipairs(w.mentioned) do call('RPUSH', mentioned, each) end
  if #w.mentioned > 0 then call('LTRIM', mentioned, -c.mentionable, -1) end
  for _, kind in ipairs({ 'c:', 'e:', 't:', 'n:', 'm:' }) do call('EXPIRE', P .. kind .. name, c.keep) end
  for _, each in ipairs(cjson.decode(w.ids)) do call('EXPIRE', P .. 'i:' .. each.id, c.keep) end
  if w.silentSince then call('ZADD', P .. 'silent', w.silentSince, name) else call('ZREM', P .. 'silent', name) end
  if w.row then call('HSET', P .. 'c:' .. name, 'row', w.row) end
  if w.endedAt then call('ZADD', P .. 'ended', w.endedAt, name) else call('ZREM', P .. 'ended', name) end
end
for _, order in ipairs({ 'silent', 'ended' }) do call('EXPIRE', P .. order, c.keep) end
if c.settles then settle(c.settles.key, c.settles.claim, c.settles.answer, c.settles.quotes) end
for _, lane in ipairs(c.withdraws) do withdraw(lane) end
for _, duty in ipairs(c.duties) do
  withdraw(duty.lane)
  call('SET', P .. 'lane:' .. duty.lane, duty.id, 'EX', c.keep)
  call('SET', P .. 'duty:' .. duty.id, duty.json, 'EX', c.keep)
  call('ZADD', P .. 'duties', now() + c.lease, duty.id)
  call('SADD', P .. 'lanes:' .. duty.session, duty.lane)
  call('EXPIRE', P .. 'lanes:' .. duty.session, c.keep)
  call('EXPIRE', P .. 'duties', c.keep)
end
call('SET', P .. 'done:' .. c.id, '1', 'EX', 120)
for _, each in ipairs(c.told) do call('PUBLISH', P .. 'c:' .. each[1], each[2]) end
-- Counted, so that whoever watches all of them finds out that a message was lost.
if c.changed then call('PUBLISH', P .. 'changed', call('INCR', P .. 'changes') .. ' ' .. c.changed) end
return { 'done', gen }
`)

/** Revisions of records by name, empty where there is none. */
export const REVISIONS = script(`
local revisions = { generation(ARGV[1]) }
for n = 2, #ARGV do revisions[n] = call('HGET', P .. 'c:' .. ARGV[n], 'rev') or '' end
return revisions
`)

/**
 * ARGV: moment, how many at most, `silent` or `ended`. Names, the longest silent or ended first. Those that are there no more are
 * forgotten on the way.
 */
export const SINCE = script(`
local names = {}
if tonumber(ARGV[2]) == 0 then return names end
for _, name in ipairs(call('ZRANGEBYSCORE', P .. ARGV[3], '-inf', ARGV[1])) do
  if call('EXISTS', P .. 'c:' .. name) == 0 then call('ZREM', P .. ARGV[3], name)
  else
    names[#names + 1] = name
    if #names == tonumber(ARGV[2]) then break end
  end
end
return names
`)

/** How many changes were counted, in digits. */
export const CHANGES = script(`
return call('GET', P .. 'changes') or '0'
`)

/** ARGV: moment. Names of conversations that have not ended, and of those that ended after it. */
export const ON_BOARD = script(`
local names = call('ZRANGE', P .. 'silent', 0, -1)
for _, name in ipairs(call('ZRANGEBYSCORE', P .. 'ended', '(' .. ARGV[1], '+inf')) do names[#names + 1] = name end
return names
`)

/** ARGV: names. Rows of the board, empty where there is none. */
export const ROWS = script(`
local rows = {}
for n, name in ipairs(ARGV) do rows[n] = call('HGET', P .. 'c:' .. name, 'row') or '' end
return rows
`)

/** ARGV: key, fingerprint, seconds to keep, claim, lease in milliseconds. */
export const CLAIM = script(`
local key = P .. 'd:' .. ARGV[1]
local kept = call('HMGET', key, 'print', 'claim', 'state', 'until', 'answer', 'resumed')
local resumed = ''
if kept[1] then
  if kept[1] ~= ARGV[2] then return { 'other_body' } end
  if kept[2] == ARGV[4] then return { 'first', kept[6] } end
  if kept[3] == 'settled' then return { 'settled', kept[5] } end
  if kept[3] == 'claimed' and now() < tonumber(kept[4]) then return { 'waiting', kept[2] } end
  resumed = '1'
end
call('HSET', key, 'print', ARGV[2], 'claim', ARGV[4], 'state', 'claimed', 'until', now() + ARGV[5], 'resumed', resumed)
call('EXPIRE', key, ARGV[3])
return { 'first', resumed }
`)

/** ARGV: key, claim, answer, then what the answer quotes. */
export const SETTLE = script(`
local quotes = {}
for n = 4, #ARGV do quotes[#quotes + 1] = ARGV[n] end
settle(ARGV[1], ARGV[2], ARGV[3], quotes)
return 'done'
`)

/** ARGV: what stands instead of the answers, then what they quote. */
export const FORGET = script(`
for n = 2, #ARGV do
  for _, key in ipairs(call('SMEMBERS', P .. 'q:' .. ARGV[n])) do
    if call('HGET', P .. 'd:' .. key, 'state') == 'settled' then call('HSET', P .. 'd:' .. key, 'answer', ARGV[1], 'forgotten', '1') end
  end
  call('DEL', P .. 'q:' .. ARGV[n])
end
return 'done'
`)

/** ARGV: what the answers quote that are asked for. */
export const ABOUT = script(`
local answers, seen = {}, {}
for _, quote in ipairs(ARGV) do
  for _, key in ipairs(call('SMEMBERS', P .. 'q:' .. quote)) do
    local kept = call('HMGET', P .. 'd:' .. key, 'state', 'answer', 'forgotten')
    if kept[1] == 'settled' and not kept[3] and not seen[key] then
      seen[key] = true
      answers[#answers + 1] = kept[2]
    end
  end
end
return answers
`)

/** ARGV: sessions. What they are still to be told. */
export const OWED = script(`
local owed = {}
for _, session in ipairs(ARGV) do
  for _, lane in ipairs(call('SMEMBERS', P .. 'lanes:' .. session)) do
    local id = call('GET', P .. 'lane:' .. lane)
    local duty = id and call('GET', P .. 'duty:' .. id)
    if duty then owed[#owed + 1] = duty end
  end
end
return owed
`)

/** ARGV: key, claim, answer, what the failure left behind. The answer stays a while for those that wait and missed it. */
export const RELEASE = script(`
local key = P .. 'd:' .. ARGV[1]
local kept = call('HMGET', key, 'claim', 'state')
if kept[1] == ARGV[2] and kept[2] == 'claimed' then
  if ARGV[4] == 'none' then call('DEL', key) else call('HSET', key, 'state', 'open') end
end
call('SET', P .. 'x:' .. ARGV[2], ARGV[3], 'EX', 60)
call('PUBLISH', P .. 'a:' .. ARGV[2], ARGV[3])
return 'done'
`)

/** ARGV: key, claim. What whoever waits for the answer is told: the answer, that it is on its way, or that nobody gives it. */
export const ANSWER = script(`
local kept = call('HMGET', P .. 'd:' .. ARGV[1], 'claim', 'state', 'until', 'answer')
if kept[1] == ARGV[2] and kept[2] == 'settled' then return { 'answered', kept[4] } end
local failed = call('GET', P .. 'x:' .. ARGV[2])
if failed then return { 'answered', failed } end
if kept[1] == ARGV[2] and kept[2] == 'claimed' and now() < tonumber(kept[3]) then return { 'waiting' } end
return { 'lost' }
`)

/** ARGV: name, text, seconds to keep. */
export const TELL_SHARED = script(`
call('SET', P .. 's:' .. ARGV[1], ARGV[2], 'EX', ARGV[3])
call('PUBLISH', P .. 's:' .. ARGV[1], ARGV[2])
return 'done'
`)

/** ARGV: name. */
export const READ_SHARED = script(`
return call('GET', P .. 's:' .. ARGV[1])
`)

/** ARGV: id of the call, seconds to keep, names at most; then name, up and down of each. Once a call. */
export const COUNT_TALLIES = script(`
if not call('SET', P .. 'done:' .. ARGV[1], '1', 'NX', 'EX', 120) then return 'done' end
local order = P .. 'tallies'
for n = 4, #ARGV, 3 do
  local key = P .. 'tally:' .. ARGV[n]
  for at, field in ipairs({ 'up', 'down' }) do
    if call('HINCRBY', key, field, ARGV[n + at]) < 0 then call('HSET', key, field, '0') end
  end
  call('EXPIRE', key, ARGV[2])
  call('ZADD', order, now(), ARGV[n])
end
for _, name in ipairs(call('ZRANGE', order, 0, -ARGV[3] - 1)) do
  call('DEL', P .. 'tally:' .. name)
  call('ZREM', order, name)
end
call('EXPIRE', order, ARGV[2])
return 'done'
`)

/** ARGV: names. Up and down of each. */
export const READ_TALLIES = script(`
local counts = {}
for _, name in ipairs(ARGV) do
  local kept = call('HMGET', P .. 'tally:' .. name, 'up', 'down')
  counts[#counts + 1] = kept[1] or '0'
  counts[#counts + 1] = kept[2] or '0'
end
return counts
`)

/** ARGV: name, text, seconds to keep. */
export const PUT_SHORT_LIVED = script(`
call('SET', P .. 'short:' .. ARGV[1], ARGV[2], 'EX', ARGV[3])
return 'done'
`)

/** ARGV: name, text, seconds to keep, id of the call. The same call may be sent again. */
export const ADD_SHORT_LIVED = script(`
local done = P .. 'done:' .. ARGV[4]
local before = call('GET', done)
if before then return before end
local said = call('SET', P .. 'short:' .. ARGV[1], ARGV[2], 'NX', 'EX', ARGV[3]) and 'added' or 'taken'
call('SET', done, said, 'EX', 30)
return said
`)

/** ARGV: name. */
export const READ_SHORT_LIVED = script(`
return call('GET', P .. 'short:' .. ARGV[1])
`)

/** ARGV: name, id of the call. The same call may be sent again, so what it took is there for it a moment longer. */
export const TAKE_SHORT_LIVED = script(`
local done = P .. 'done:' .. ARGV[2]
local before = call('GET', done)
if before then return before end
local text = call('GET', P .. 'short:' .. ARGV[1])
if not text then return false end
call('DEL', P .. 'short:' .. ARGV[1])
call('SET', done, text, 'EX', 30)
return text
`)

/** ARGV: lease in milliseconds; how many duties; their ids; then pairs of key and claim. */
export const RENEW = script(`
local duties = tonumber(ARGV[2])
for n = 3, 2 + duties do call('ZADD', P .. 'duties', 'XX', now() + ARGV[1], ARGV[n]) end
for n = 3 + duties, #ARGV, 2 do
  local key = P .. 'd:' .. ARGV[n]
  local kept = call('HMGET', key, 'claim', 'state')
  if kept[1] == ARGV[n + 1] and kept[2] == 'claimed' then call('HSET', key, 'until', now() + ARGV[1]) end
end
return 'done'
`)

/** ARGV: lease in milliseconds. */
export const TAKE = script(`
while true do
  local free = call('ZRANGEBYSCORE', P .. 'duties', '-inf', now(), 'LIMIT', 0, 1)
  if not free[1] then return '' end
  local duty = call('GET', P .. 'duty:' .. free[1])
  if duty then
    call('ZADD', P .. 'duties', now() + ARGV[1], free[1])
    return duty
  end
  call('ZREM', P .. 'duties', free[1])
end
`)

/** ARGV: id, and \`free\` or \`done\`. */
export const LET_GO = script(`
if ARGV[2] == 'free' then
  call('ZADD', P .. 'duties', 'XX', now(), ARGV[1])
  return 'done'
end
local duty = call('GET', P .. 'duty:' .. ARGV[1])
if duty then
  local lane = P .. 'lane:' .. cjson.decode(duty).lane
  if call('GET', lane) == ARGV[1] then call('DEL', lane) end
end
forget_duty(ARGV[1])
return 'done'
`)

/**
 * ARGV: name, holder, lease in milliseconds, whom the caller saw absent before. Who is not there twice in a row has lost it.
 * Fences rise by the clock, so that they do also where the newest was lost with the server that kept it.
 */
export const HOLD = script(`
local key = P .. 'l:' .. ARGV[1]
local kept = call('HMGET', key, 'holder', 'fence')
if kept[1] == ARGV[2] then
  call('PEXPIRE', key, ARGV[3])
  return { 'held', kept[2] }
end
if kept[1] then
  local present = call('PUBSUB', 'NUMSUB', P .. 'p:' .. kept[1])[2]
  if tonumber(present) > 0 then return { 'taken', '' } end
  if kept[1] ~= ARGV[4] then return { 'absent', kept[1] } end
end
local last = tonumber(call('GET', P .. 'f:' .. ARGV[1]) or '0')
local fence = string.format('%.0f', math.max(last + 1, now()))
call('SET', P .. 'f:' .. ARGV[1], fence)
call('DEL', key)
call('HSET', key, 'holder', ARGV[2], 'fence', fence)
call('PEXPIRE', key, ARGV[3])
return { 'held', fence }
`)

/** ARGV: name, holder. Whoever waits for it is called at once. */
export const LEAVE = script(`
local key = P .. 'l:' .. ARGV[1]
if call('HGET', key, 'holder') == ARGV[2] then
  call('DEL', key)
  call('PUBLISH', P .. 'free:' .. ARGV[1], '1')
end
return 'done'
`)
