/**
 * The first part of the script that grants places, see `GRANT_SCRIPT`: reads the request and the records, follows the
 * server's clock, forgets desks that say nothing any more, and records what this desk reports. An outdated request ends here.
 */
export const RECORDS_PART = `
local calls, desks, line, due, lease, meta = unpack(KEYS)
local MINUTE, SECOND, CREDIT, BURST, GRACE, LEASE, FEW, JUMP, CLASS, CREDITED, LEAP = 60000, 1000, 8, 4, 500, 15000, 2, 2000, 1099511627776, 5, 1000000
local NUMBER, TAG, SPENT, LIVE, UNSIGNED, SENDING, PROCESSING, BUSY, SEQ = 1, 2, 3, 4, 5, 6, 7, 8, 9
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function int(value) return string.format('%.0f', value) end
local function read(desk)
  local text = redis.call('HGET', desks, desk)
  if not text then return nil end
  local record = {}
  for value in string.gmatch(text, '[^|]+') do record[#record + 1] = tonumber(value) end
  return record
end
local function write(desk, record)
  local text = {}
  for index, value in ipairs(record) do text[index] = int(value) end
  redis.call('HSET', desks, desk, table.concat(text, '|'))
  redis.call('ZADD', lease, int(now + LEASE), desk)
end
local function leaveLine(desk)
  redis.call('ZREM', line, '0:' .. desk, '1:' .. desk, '2:' .. desk, '3:' .. desk, '4:' .. desk)
  redis.call('ZREM', due, desk)
end

local desk, number, knownEpoch = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local perSecond, perMinute, live, unused = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local wants = { tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]) }
local signsFirst = ARGV[12] == '1'
local work = { tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15]) }
local dueMs, first, isWhole = tonumber(ARGV[16]), tonumber(ARGV[17]), ARGV[18] == '1'
local heard, heardAgo, heardSerial, answered = tonumber(ARGV[19]), tonumber(ARGV[20]), tonumber(ARGV[21]), tonumber(ARGV[22])
local toldEpoch, toldSerial, toldMembers, toldLive = ARGV[23], tonumber(ARGV[24]), tonumber(ARGV[25]), tonumber(ARGV[26])
local toldAgo, told = tonumber(ARGV[27]), tonumber(ARGV[28])
local HEAD = 28

local known = redis.call('HMGET', meta, 'serial', 'since', 'v', 'live', 'unsigned', 'sending', 'processing', 'busy', 'touched', 'latest',
  'jumped', 'newest', 'members', 'underWay', 'ghosts', 'claimed', 'returned', 'epoch', 'lost')
local epoch, lost = known[18], known[19] or ''
local sum = {}
for index = 1, 17 do sum[index] = tonumber(known[index] or 0) end
-- There are no data, or they are older than what this desk has heard.
if not epoch or heardSerial > sum[1] then
  epoch, lost = desk .. '-' .. int(now), ''
  for index = 1, 17 do sum[index] = 0 end
  if heardSerial > 0 then sum[1] = heardSerial + LEAP end
  sum[2] = now
  redis.call('DEL', unpack(KEYS))
  redis.call('HSET', meta, 'epoch', epoch, 'since', int(now), 'serial', int(sum[1]))
  redis.call('PEXPIRE', meta, 600000)
end
local serial, since, v, allLive, busy, latest, jumped = sum[1], sum[2], sum[3], sum[4], sum[8], sum[10], sum[11]
local newest, members, underWay, ghosts, claimed, returned = sum[12], sum[13], sum[14], sum[15], sum[16], sum[17]
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
  local atMs = redis.call('ZSCORE', lease, silent)
  for index = 1, record[LIVE] do redis.call('ZADD', calls, atMs, silent .. ':' .. atMs .. ':' .. index) end
  allLive = allLive - record[LIVE]
  busy = busy - record[BUSY]
  for index = 1, 3 do all[index] = all[index] - record[LIVE + index] end
  redis.call('HDEL', desks, silent)
  redis.call('ZREM', lease, silent)
end
for _, late in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', int(now), 'LIMIT', 0, 20)) do leaveLine(late) end

local function keep()
  redis.call('HSET', meta, 'serial', int(serial), 'v', int(v), 'live', int(allLive), 'unsigned', int(all[1]), 'sending', int(all[2]),
    'processing', int(all[3]), 'busy', int(busy), 'latest', int(now), 'jumped', int(jumped), 'newest', int(newest),
    'members', int(members), 'underWay', int(underWay), 'ghosts', int(ghosts), 'claimed', int(claimed), 'returned', int(returned),
    'lost', lost)
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

-- What the data knew that were lost, as the newest answer says: its calls stand as ghosts, and desks report what came after it.
if not own and toldSerial > newest then
  for index = 1, ghosts do redis.call('ZREM', calls, '~' .. index) end
  for index = 1, told do
    redis.call('ZADD', calls, int(now - tonumber(ARGV[HEAD + answered + index])), '~' .. index)
  end
  if toldEpoch ~= lost then claimed, returned = 0, 0 end
  lost, newest, members, underWay, ghosts = toldEpoch, toldSerial, toldMembers, toldLive, told
end
if not own and toldSerial > 0 and toldEpoch == lost then
  claimed = claimed + live + answered
  -- One that said nothing for longer is not one of the members.
  if toldAgo < LEASE then returned = returned + 1 end
end
own = own or { 0, 0, 0, 0, 0, 0, 0, 0, 0 }

-- What it reports.
for index = 1, answered do
  redis.call('ZADD', calls, int(now - tonumber(ARGV[HEAD + index])), desk .. ':' .. int(first + index - 1))
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
