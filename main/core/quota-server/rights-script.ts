/** The keys on which the rights are tried. They are of the group's kind, since a login may be confined to some keys. */
export function rightsKeys(tag: string): string[] {
  return [`hoist:{${tag}}:test-hash`, `hoist:{${tag}}:test-set`];
}

/**
 * Runs each command that the other scripts run, and returns those that the login may not run. The keys are gone
 * afterwards; the expiry is for a login that may not delete.
 *
 * Redis 7.0 names a missing right in words, Redis 7.2 and Valkey with NOPERM.
 */
export const RIGHTS_SCRIPT = `
local hash, set = KEYS[1], KEYS[2]
local commands = {
  { 'TIME' },
  { 'HSET', hash, 'field', '1' },
  { 'HGET', hash, 'field' },
  { 'HMGET', hash, 'field' },
  { 'ZADD', set, '1', 'member' },
  { 'ZCARD', set },
  { 'ZCOUNT', set, '-inf', '+inf' },
  { 'ZRANGE', set, '0', '-1' },
  { 'ZRANGEBYSCORE', set, '-inf', '+inf' },
  { 'ZRANK', set, 'member' },
  { 'ZSCORE', set, 'member' },
  { 'PEXPIRE', hash, '1000' },
  { 'PEXPIRE', set, '1000' },
  { 'ZREMRANGEBYSCORE', set, '2', '+inf' },
  { 'HDEL', hash, 'field' },
  { 'ZREM', set, 'member' },
  { 'DEL', hash, set },
}
local refused = {}
for _, command in ipairs(commands) do
  local reply = redis.pcall(unpack(command))
  local problem = type(reply) == 'table' and reply.err
  if problem then
    if not string.find(problem, "can't run this command", 1, true) and not string.find(problem, 'NOPERM', 1, true) then
      return reply
    end
    if refused[#refused] ~= command[1] then refused[#refused + 1] = command[1] end
  end
end
return refused
`;
