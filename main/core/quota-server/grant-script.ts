const KEYS = ['calls', 'desks', 'line', 'due', 'lease', 'meta'] as const;

/**
 * The keys of a group in the order in which the script takes them. What stands in braces alone decides which part of a
 * cluster holds them: https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
export function groupKeys(tag: string): string[] {
  return KEYS.map((name) => `hoist:{${tag}}:${name}`);
}

/**
 * Answers one request of a desk in one step. Its clock is the server's.
 *
 * - `calls`: counted calls by when they were answered, as `desk:number`, so that a call reported twice counts once. A call counts
 *   from its grant until a minute after its answer; those under way are the `live` ones of each desk.
 * - `desks`: a record of each desk. `lease`: when a desk that says nothing is taken for dead: its live calls count as answered then.
 * - `line`: who waits for a place, by class and then by tag. Each grant raises the desk's tag by one, and one that comes
 *   starts a little below the least tag that waits, so shares are even among those that want something (after start-time fair
 *   queueing, https://doi.org/10.1109/90.649569). `due`: when a waiting desk that does not come loses its claim.
 * - `meta`: sums over all desks. Its `epoch` names these data: a desk that knows another one reports its last minute anew.
 *
 * The first calls of a desk with few files have credit: they go first, and may take the places that are kept for newcomers.
 * A file is signed only if a place for its question is sure to come free in time, as in the planner of a desk alone.
 *
 * `tests/support/quota/grant-model.ts` is the same in TypeScript; a test compares their answers.
 */
export const GRANT_SCRIPT = `
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
local answered, ghosts = tonumber(ARGV[22]), tonumber(ARGV[23])
local HEAD = 23

local known = redis.call('HMGET', meta, 'epoch', 'since', 'v', 'live', 'unsigned', 'sending', 'processing', 'busy', 'ghosts', 'touched', 'latest', 'jumped')
local epoch = known[1]
local sum = {}
for index = 2, 12 do sum[index] = tonumber(known[index] or 0) end
if not epoch then
  epoch = desk .. '-' .. int(now)
  sum[2] = now
  redis.call('DEL', calls, desks, line, due, lease)
  redis.call('HSET', meta, 'epoch', epoch, 'since', int(now))
  redis.call('PEXPIRE', meta, 600000)
end
local since, v, allLive, busy, hasGhosts, latest, jumped = sum[2], sum[3], sum[4], sum[8], sum[9], sum[11], sum[12]
local all = { sum[5], sum[6], sum[7] }
if knownEpoch ~= epoch and (knownEpoch ~= '' or now - since < MINUTE) then return { 'resync', epoch, now } end

-- The clock was set back, or another server took over whose clock is behind: a time to come is as good as now.
if now < latest then
  jumped = math.min(jumped, now)
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
  redis.call('HSET', meta, 'since', int(since + jump))
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
    'processing', int(all[3]), 'busy', int(busy), 'ghosts', int(hasGhosts), 'latest', int(now), 'jumped', int(jumped))
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
own = own or { 0, 0, 0, 0, 0, 0, 0, 0, 0 }

-- What it reports.
local added = 0
local others = redis.call('ZCOUNT', calls, '(' .. int(now - MINUTE), '+inf')
for index = 1, answered do
  local age = tonumber(ARGV[HEAD + index])
  if age < MINUTE then
    added = added + redis.call('ZADD', calls, int(now - age), desk .. ':' .. int(first + index - 1))
  end
end
if ghosts > 0 and hasGhosts == 0 then
  hasGhosts = 1
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

-- What there is.
local minute = redis.call('ZCARD', calls)
local second = redis.call('ZCOUNT', calls, '(' .. int(now - SECOND), '+inf')
local free = perMinute - minute - allLive
local freeNow = perSecond - second - allLive
local reserve = 0
if 2 * all[1] + all[2] + all[3] > free then reserve = math.floor(perMinute / 20) end
local horizon = redis.call('ZCOUNT', calls, '-inf', int(now + dueMs - MINUTE))

-- Near the end each call that can be made in time has to sign a file, see mustSign in request-planner.ts.
local mustSign = false
local over = 2 * all[1] + all[2] + all[3] - free + reserve
if all[1] > 0 and over > 0 and over <= minute then
  local last = redis.call('ZRANGE', calls, int(over - 1), int(over - 1), 'WITHSCORES')
  local inTime = free - reserve + redis.call('ZCOUNT', calls, '-inf', int(tonumber(last[2]) - dueMs))
  mustSign = inTime > 0 and inTime <= all[1] + math.floor(perMinute / 20)
end

local function waiting(kind, below)
  return redis.call('ZCOUNT', line, int((kind - 1) * CLASS), '(' .. int((kind - 1) * CLASS + below))
end
local function place(kind)
  local isSign = kind % 2 == 0
  local isCredited = kind <= 2 and own[SPENT] < CREDIT and work[1] + work[2] + work[3] <= FEW
  local tag = own[TAG]
  -- Those with credit are ahead of all others, and wait for one another alone.
  if isCredited then
    local before = waiting(CREDITED, tag)
    return before, free, nil, CREDITED, before
  end
  local asking = waiting(CREDITED, CLASS) + waiting(kind <= 2 and 1 or 3, isSign and tag + 1 or tag)
  local signing = waiting(kind <= 2 and 2 or 4, tag)
  if kind > 2 then
    asking = asking + waiting(1, CLASS)
    signing = signing + waiting(2, CLASS)
  end
  local open = free - reserve
  if kind > 2 then open = open - math.floor(perMinute / 30) end
  -- Signatures that find no place for their questions hold nobody back.
  local room = free - reserve + horizon - all[2] - all[3] - 1
  if mustSign and kind == 1 then
    signing = waiting(2, CLASS)
    room = 2 * signing
  end
  local ahead = asking + math.min(signing, math.max(0, math.ceil(room / 2)))
  if isSign and not signsFirst and not mustSign then return ahead, open, room - 2 * signing, kind, asking + signing end
  return ahead, open, nil, kind, asking + signing
end

local granted = { 0, 0, 0, 0 }
local total = 0
for kind = 1, 4 do
  while granted[kind] < wants[kind] and total < BURST do
    local ahead, open, room = place(kind)
    if math.min(open, freeNow) - ahead < 1 or (room and room < 1) then break end
    granted[kind] = granted[kind] + 1
    total = total + 1
    own[TAG] = own[TAG] + 1
    own[SPENT] = own[SPENT] + 1
    own[LIVE] = own[LIVE] + 1
    allLive = allLive + 1
    free = free - 1
    freeNow = freeNow - 1
    if kind % 2 == 0 and own[UNSIGNED] > 0 then
      own[UNSIGNED] = own[UNSIGNED] - 1
      own[SENDING] = own[SENDING] + 1
      all[1] = all[1] - 1
      all[2] = all[2] + 1
    end
  end
end

if total > 0 then
  -- The least served where several wait; one that had all for itself is no more than a minute ahead.
  local least = nil
  for class = 0, 4 do
    local found = redis.call('ZRANGEBYSCORE', line, int(class * CLASS), '(' .. int((class + 1) * CLASS), 'WITHSCORES', 'LIMIT', 0, 1)
    if found[2] then least = math.min(least or own[TAG] - total, tonumber(found[2]) - class * CLASS) end
  end
  v = math.max(v, least or 0, own[TAG] - perMinute)
end

-- When the first of those left may have a place.
local function scoreAt(rank, from)
  local found = redis.call('ZRANGEBYSCORE', calls, from, '+inf', 'WITHSCORES', 'LIMIT', int(rank), 1)
  return found[2] and tonumber(found[2])
end
local again = -1
for kind = 1, 4 do
  if granted[kind] < wants[kind] then
    local ahead, open, room, class, rank = place(kind)
    local score, member = (class - 1) * CLASS + own[TAG], int(class - 1) .. ':' .. desk
    redis.call('ZADD', line, int(score), member)
    -- Where several have the same tag, each comes for a place of its own.
    local tied = redis.call('ZRANK', line, member) - redis.call('ZCOUNT', line, '-inf', '(' .. int(score))
    local need = ahead + tied + 1
    rank = rank + tied
    if room then room = room - 2 * tied end
    local at = now + 5
    if freeNow < need then
      local freed = scoreAt(need - freeNow - 1, '(' .. int(now - SECOND))
      at = math.max(at, freed and freed + SECOND or now + 50)
    end
    if open < need then
      local freed = scoreAt(need - open - 1, '-inf')
      at = math.max(at, freed and freed + MINUTE or now + MINUTE)
    end
    if room and room < 1 then
      local freed = scoreAt(horizon - room, '-inf')
      at = math.max(at, freed and freed + MINUTE - dueMs or now + MINUTE)
    end
    -- Those far behind ask rarely: a place that comes early is for those before them.
    local wait = math.min(at - now, 1000 + 50 * rank, 10000)
    if again < 0 or wait < again then again = wait end
  end
end
if again >= 0 then redis.call('ZADD', due, int(now + again + GRACE), desk) end

write(desk, own, now + (own[LIVE] + isBusy > 0 and LEASE or MINUTE))
keep()
if now - sum[10] > MINUTE then
  redis.call('HSET', meta, 'touched', int(now))
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, 600000) end
end
local answer = {
  'granted', epoch, now, granted[1], granted[2], granted[3], granted[4], again, perMinute - reserve, minute + allLive,
  allLive, all[1], all[2], all[3], busy, math.max(0, CREDIT - own[SPENT]),
}
if wantsView then
  local upper = '+inf'
  for slice = 1, 30 do
    local lower = '(' .. int(now - 2000 * slice)
    answer[#answer + 1] = redis.call('ZCOUNT', calls, lower, upper)
    upper = int(now - 2000 * slice)
  end
end
return answer
`;
