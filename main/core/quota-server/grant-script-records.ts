/**
 * The first part of the script that grants places, see `GRANT_SCRIPT`: reads the request and the records, follows the
 * server's clock, forgets desks that say nothing any more, and records what this desk reports. An outdated request ends here.
 */
export const RECORDS_PART = `
local calls, desks, line, due, lease, meta = unpack(KEYS)
local MINUTE, SECOND, CREDIT, BURST, GRACE, LEASE, FEW, JUMP, CLASS, CREDITED = 60000, 1000, 8, 4, 500, 15000, 2, 2000, 1099511627776, 5
local NUMBER, TAG, SPENT, LIVE, UNSIGNED, SENDING, PROCESSING, BUSY, SEQ = 1, 2, 3, 4, 5, 6, 7, 8, 9
local function int(value) return string.format('%.0f', value) end
local function read(desk)
  local text = redis.call('HGET', desks, desk)
  if not text then return nil end
  local record = {}
  for value in string.gmatch(text, '[^|]+') do record[#record + 1] = tonumber(value) end
  return record
end
local function write(desk, record, leaseEnd)
  local text = {}
  for index, value in ipairs(record) do text[index] = int(value) end
  redis.call('HSET', desks, desk, table.concat(text, '|'))
  redis.call('ZADD', lease, int(leaseEnd), desk)
end
local function leaveLine(desk)
  redis.call('ZREM', line, '0:' .. desk, '1:' .. desk, '2:' .. desk, '3:' .. desk, '4:' .. desk)
  redis.call('ZREM', due, desk)
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local desk, number, knownEpoch = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local perSecond, perMinute, live, unused = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local wants = { tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]) }
local signsFirst = ARGV[12] == '1'
local work = { tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15]) }
local dueMs, first, isWhole, wantsView = tonumber(ARGV[16]), tonumber(ARGV[17]), ARGV[18] == '1', ARGV[19] == '1'
local heard, heardAgo = tonumber(ARGV[20]), tonumber(ARGV[21])
local answered, ghosts, saidAgo, wereBusy = tonumber(ARGV[22]), tonumber(ARGV[23]), tonumber(ARGV[24]), tonumber(ARGV[25])
local HEAD = 25

local known = redis.call('HMGET', meta, 'epoch', 'since', 'v', 'live', 'unsigned', 'sending', 'processing', 'busy', 'ghosts', 'touched', 'latest', 'jumped', 'expected', 'ghostsTo')
local epoch = known[1]
local sum = {}
for index = 2, 14 do sum[index] = tonumber(known[index] or 0) end
if not epoch then
  epoch = desk .. '-' .. int(now)
  sum[2] = now
  redis.call('DEL', calls, desks, line, due, lease)
  redis.call('HSET', meta, 'epoch', epoch, 'since', int(now))
  redis.call('PEXPIRE', meta, 600000)
end
local since, v, allLive, busy, hasGhosts, latest, jumped = sum[2], sum[3], sum[4], sum[8], sum[9], sum[11], sum[12]
local expected, ghostsTo = sum[13], sum[14]
local all = { sum[5], sum[6], sum[7] }
if knownEpoch ~= epoch and (knownEpoch ~= '' or now - since < MINUTE) then return { 'resync', epoch, now } end

-- The clock was set back, or another server took over whose clock is behind: a time to come is as good as now.
if now < latest then
  jumped = math.min(jumped, now)
  since = math.min(since, now)
  redis.call('HSET', meta, 'since', int(since))
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', calls, '(' .. int(now), '+inf')) do
    redis.call('ZADD', calls, int(now), member)
  end
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', lease, '(' .. int(now + LEASE), '+inf')) do
    redis.call('ZADD', lease, int(now + LEASE), other)
  end
  for _, other in ipairs(redis.call('ZRANGE', due, 0, -1)) do leaveLine(other) end
end

-- The clock was set forward since this desk heard of it, as the desk knows by its own. All that is recorded moves along, so
-- that no call is forgotten. Desks that have heard of it before that jump do not move it again.
local jump = math.min(now - heard - heardAgo, now - latest)
if knownEpoch == epoch and heard > jumped and jump > JUMP then
  for _, key in ipairs({ calls, lease, due }) do
    local found = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
    for index = 1, #found, 2 do redis.call('ZADD', key, int(found[index + 1] + jump), found[index]) end
  end
  since = since + jump
  redis.call('HSET', meta, 'since', int(since))
  jumped = now
end

-- Those that say nothing any more.
for _, silent in ipairs(redis.call('ZRANGEBYSCORE', lease, '-inf', int(now), 'LIMIT', 0, 20)) do
  local record = read(silent)
  if record and (record[LIVE] > 0 or record[BUSY] > 0) then
    local atMs = redis.call('ZSCORE', lease, silent)
    for index = 1, record[LIVE] do redis.call('ZADD', calls, atMs, silent .. ':' .. atMs .. ':' .. index) end
    allLive = allLive - record[LIVE]
    busy = busy - record[BUSY]
    for index = 1, 3 do
      all[index] = all[index] - record[LIVE + index]
      record[LIVE + index] = 0
    end
    record[LIVE] = 0
    record[BUSY] = 0
    write(silent, record, now + MINUTE)
  else
    redis.call('HDEL', desks, silent)
    redis.call('ZREM', lease, silent)
  end
end
for _, late in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', int(now), 'LIMIT', 0, 20)) do leaveLine(late) end

local function keep()
  redis.call('HSET', meta, 'v', int(v), 'live', int(allLive), 'unsigned', int(all[1]), 'sending', int(all[2]),
    'processing', int(all[3]), 'busy', int(busy), 'ghosts', int(hasGhosts), 'latest', int(now), 'jumped', int(jumped),
    'expected', int(expected), 'ghostsTo', int(ghostsTo))
end
local own = read(desk)
if own and number <= own[NUMBER] then
  keep()
  return { 'outdated', epoch, now }
end
if not isWhole and first > (own and own[SEQ] or 0) + 1 then
  keep()
  return { 'resync', epoch, now }
end
local heardOf = redis.call('ZCARD', lease)
if not own then heardOf = heardOf + 1 end
own = own or { 0, 0, 0, 0, 0, 0, 0, 0, 0 }

-- What it reports.
local bringsGhosts = ghosts >= 0 and hasGhosts == 0
if ghosts >= 0 then expected = math.max(expected, wereBusy) end
if bringsGhosts then
  hasGhosts = 1
  -- What was answered a moment before may not have been reported yet.
  ghostsTo = now - saidAgo - SECOND
end
local added = 0
local others = redis.call('ZCOUNT', calls, '(' .. int(now - MINUTE), '+inf')
for index = 1, answered do
  local age = tonumber(ARGV[HEAD + index])
  if age < MINUTE then
    local new = redis.call('ZADD', calls, int(now - age), desk .. ':' .. int(first + index - 1))
    if now - age <= ghostsTo then added = added + new end
  end
end
if bringsGhosts then
  -- As many are reported already.
  for index = 1 + others, ghosts do
    redis.call('ZADD', calls, int(now - tonumber(ARGV[HEAD + answered + index])), '~' .. int(index))
  end
end
if isWhole and hasGhosts == 1 and added > 0 then
  for _, member in ipairs(redis.call('ZRANGE', calls, 0, -1)) do
    if added > 0 and string.sub(member, 1, 1) == '~' then
      redis.call('ZREM', calls, member)
      added = added - 1
    end
  end
end
redis.call('ZREMRANGEBYSCORE', calls, '-inf', int(now - MINUTE))
local isBusy = 0
if work[1] + work[2] + work[3] + wants[1] + wants[2] + wants[3] + wants[4] > 0 then isBusy = 1 end
allLive = allLive + live - own[LIVE]
busy = busy + isBusy - own[BUSY]
for index = 1, 3 do all[index] = all[index] + work[index] - own[LIVE + index] end
own = {
  number, math.max(own[TAG] - unused, v - CREDIT, 0), math.max(0, own[SPENT] - unused), live,
  work[1], work[2], work[3], isBusy, math.max(own[SEQ], first + answered - 1),
}
leaveLine(desk)
`;
