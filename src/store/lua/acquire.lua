-- Takes the lease where it is free, and raises the fence: every write of this term names it, and none before it counts.
-- KEYS: lease, meta. ARGV: owner, lease in ms, highest epoch seen, its sequence number, "patient" or "now",
-- channel.
-- Returns {"held", fence}, {"busy"}, or {"behind"}: less is known here than the caller has seen elsewhere.
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return { 'busy' } end

local known = redis.call('HMGET', KEYS[2], 'fence', 'seq')
local fence, seq = tonumber(known[1] or '0'), tonumber(known[2] or '0')
local seen, seenSeq = tonumber(ARGV[3]), tonumber(ARGV[4])
if ARGV[5] == 'patient' and (fence < seen or (fence == seen and seq < seenSeq)) then return { 'behind' } end

-- The floor keeps the order of readings rising through a lost state and a clock that was set back.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local nextFence = string.format('%.0f', math.max(fence + 1, seen + 1, now))
redis.call('HSET', KEYS[2], 'fence', nextFence, 'seq', '0', 'schema', '1')
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('PUBLISH', ARGV[6], string.format(
  '{"t":"hb","at":%.0f,"e":%s,"s":0,"owner":%s}', now, nextFence, cjson.encode(ARGV[1])))
return { 'held', nextFence }
