-- Keeps what a leader knows of its feeds, for the next one. A field that is not named stays.
-- KEYS: meta, then one hash for each record. ARGV: fence, life in s, then for each record how many fields and values
-- follow, and those.
-- Returns "ok", "fenced" or "lost".
local fence, held = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0'), tonumber(ARGV[1])
if fence > held then return 'fenced' end
if fence < held then return 'lost' end
local at = 3
for index = 2, #KEYS do
  local count = tonumber(ARGV[at])
  redis.call('HSET', KEYS[index], unpack(ARGV, at + 1, at + count))
  redis.call('EXPIRE', KEYS[index], ARGV[2])
  at = at + 1 + count
end
return 'ok'
