/** The key of a claim, in the same part of a cluster as its group's other keys. */
export function claimKey(tag: string, content: string): string {
  return `hoist:{${tag}}:claim:${content}`;
}

/**
 * Answers one question about a content in one step, see `ClaimRequest`. Its clock is the server's.
 *
 * A claim has its `holder`, the time `until` which that need not be heard of, the `file` that it was `signed` for, and since
 * when that is `ready`. A claim without a file ends with its lease. One with a file is kept for a day after it was heard of
 * last: who takes it over asks for the file first.
 *
 * `tests/support/quota/claim-model.ts` is the same in TypeScript; a test compares their answers.
 */
export const CLAIM_SCRIPT = `
local DAY = 86400000
local claim = KEYS[1]
local step, holder, file = ARGV[1], ARGV[2], ARGV[3]
local signedAgo, lease, usable = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local function int(value) return string.format('%.0f', value) end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local known = redis.call('HMGET', claim, 'holder', 'until', 'file', 'signed', 'ready')
local leaseEnd, signed, ready = tonumber(known[2] or 0), tonumber(known[4] or 0), tonumber(known[5] or 0)
local left = known[3] or ''
local isReady = ready > 0
local isMine = known[1] == holder
local isFree = not known[1] or isMine or leaseEnd <= now

local function hold(held, signedAt)
  redis.call('DEL', claim)
  redis.call('HSET', claim, 'holder', holder, 'until', int(now + lease))
  if held ~= '' then redis.call('HSET', claim, 'file', held, 'signed', int(signedAt)) end
  redis.call('PEXPIRE', claim, held == '' and int(lease) or int(DAY))
end

if step == 'take' then
  if left == file then left = '' end
  if isReady and left ~= '' then return { 'ready', left, now - signed, now - ready } end
  if not isReady and not isFree then return { 'held', left, now - signed, leaseEnd - now } end
  hold(left, signed)
  return { 'mine', left, now - signed, 0 }
end
if isReady and not isMine then return { 'lost', '', 0, 0 } end
if not isFree then return { 'lost', '', 0, 0 } end
if step == 'keep' then
  if isReady then return { 'lost', '', 0, 0 } end
  if file == '' then hold(left, signed) else hold(file, now - signedAgo) end
elseif step == 'ready' then
  redis.call('DEL', claim)
  redis.call('HSET', claim, 'holder', holder, 'until', '0', 'file', file, 'signed', int(now - signedAgo), 'ready', int(now))
  redis.call('PEXPIRE', claim, int(usable))
elseif isMine and not isReady then
  redis.call('DEL', claim)
end
return { 'mine', '', 0, 0 }
`;
