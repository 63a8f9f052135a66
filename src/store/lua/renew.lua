-- Prolongs the lease and lets every listener hear that the channel is alive.
-- KEYS: lease, meta, state. ARGV: owner, lease in ms, fence, sequence number, number of items, channel.
-- Returns "ok", "fenced" (another leads or led since) or "lost" (less is known here than the leader wrote).
local known = redis.call('HMGET', KEYS[2], 'fence', 'seq')
local fence, seq = tonumber(known[1] or '0'), tonumber(known[2] or '0')
local held = tonumber(ARGV[3])
if fence > held then return 'fenced' end
if fence < held or seq < tonumber(ARGV[4]) then return 'lost' end
if redis.call('HLEN', KEYS[3]) < tonumber(ARGV[5]) then return 'lost' end
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 'fenced' end

redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('PUBLISH', ARGV[6], string.format(
  '{"t":"hb","at":%.0f,"e":%s,"s":%.0f,"owner":%s}', now, ARGV[3], seq, cjson.encode(ARGV[1])))
return 'ok'
