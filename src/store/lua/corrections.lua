-- Puts corrections back that were forgotten, under the fence of a leader, and only where there is none.
-- KEYS: meta, corrections. ARGV: channel, fence, the lowest revision afterwards, then the corrections as JSON, the newest
-- first.
-- Returns "ok", "fenced" or "lost".
local known = redis.call('HMGET', KEYS[1], 'fence', 'seq', 'orders')
local fence, held = tonumber(known[1] or '0'), tonumber(ARGV[2])
if fence > held then return 'fenced' end
if fence < held then return 'lost' end
if redis.call('LLEN', KEYS[2]) > 0 then return 'ok' end
for at = #ARGV, 4, -1 do redis.call('LPUSH', KEYS[2], ARGV[at]) end
local revision = string.format('%.0f', math.max(tonumber(known[3] or '0'), tonumber(ARGV[3])))
redis.call('HSET', KEYS[1], 'orders', revision)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('PUBLISH', ARGV[1], string.format(
  '{"t":"put","at":%.0f,"e":%s,"s":%s,"orders":%s,"items":[]}', now, ARGV[2], known[2] or '0', revision))
return 'ok'
