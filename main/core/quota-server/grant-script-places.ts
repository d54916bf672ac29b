/**
 * The second part of the script that grants places, see `GRANT_SCRIPT`: grants what is free to whoever is next, puts the
 * rest into the line, and answers. It goes on with the variables of the first part.
 */
export const PLACES_PART = `
-- After a loss, desks that have not come back may have used all that nobody knows of. Once all have, it is what the newest
-- answer counted as under way and nobody reports.
local isBack = serial < LEAP or now >= since + LEASE or (members > 0 and returned >= members)
local opens = now
local unknown = 0
if serial >= LEAP and now < since + MINUTE then
  -- A place that was granted before is used or given back by then.
  opens = math.max(now, since + 2 * SECOND)
  unknown = math.max(0, (isBack and underWay or perMinute - ghosts) - claimed)
end

-- What there is.
local minute = redis.call('ZCARD', calls)
local second = redis.call('ZCOUNT', calls, '(' .. int(now - SECOND), '+inf')
local free = perMinute - minute - allLive - unknown
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
  while now >= opens and granted[kind] < wants[kind] and total < BURST do
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
    local at = math.max(now + 5, opens)
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

write(desk, own)
serial = serial + 1
keep()
if now - sum[9] > MINUTE then
  redis.call('HSET', meta, 'touched', int(now))
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, 600000) end
end
local answer = {
  'granted', epoch, now, granted[1], granted[2], granted[3], granted[4], again, perMinute - reserve, minute + allLive,
  allLive, all[1], all[2], all[3], busy, math.max(0, CREDIT - own[SPENT]),
  serial, isBack and now >= opens and redis.call('ZCARD', lease) or 0,
}
local upper = '+inf'
for slice = 1, 30 do
  local lower = '(' .. int(now - 2000 * slice)
  answer[#answer + 1] = redis.call('ZCOUNT', calls, lower, upper)
  upper = int(now - 2000 * slice)
end
return answer
`;
