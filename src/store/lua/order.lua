-- Gives, ends or restores an order, or gives a correction, and announces the reading that it makes as any other, so that whoever serves
-- readers obeys with no leader alive.
-- KEYS: meta, state, spark, detail, orders, what was accepted, and where an operator asks the log and the corrections.
-- ARGV: channel, item, the order as it is expected to stand, the order to write (each as JSON, or empty text for none),
-- how the held reading is expected to begin (empty text: none is held; "*": whatever it is), the draft as a JSON object
-- (empty text: it shows what it did, and what stands does), sparkline and detail as JSON (empty text: none from now on),
-- fence of a leader (empty text for an operator), the lowest revision afterwards, the line for the log as JSON, the
-- correction and the acceptance as JSON or empty text.
-- Returns {"ok", fence, sequence number}, {"moved"} where something expected is not so, {"fenced"} or {"lost"}.
local known = redis.call('HMGET', KEYS[1], 'fence', 'seq', 'orders')
local fence, seq = tonumber(known[1] or '0'), tonumber(known[2] or '0')
if ARGV[9] ~= '' then
  local leader = tonumber(ARGV[9])
  if fence > leader then return { 'fenced' } end
  if fence < leader then return { 'lost' } end
end

local id = ARGV[2]
if (redis.call('HGET', KEYS[5], id) or '') ~= ARGV[3] then return { 'moved' } end
local held = redis.call('HGET', KEYS[2], id) or ''
if ARGV[5] == '' and held ~= '' then return { 'moved' } end
if ARGV[5] ~= '*' and string.sub(held, 1, #ARGV[5]) ~= ARGV[5] then return { 'moved' } end

-- A leader puts back what was forgotten, not what an operator has replaced since.
if ARGV[13] ~= '' and ARGV[9] ~= '' and redis.call('HGET', KEYS[6], id) then return { 'moved' } end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
-- Nobody ever led, or it was forgotten: the clock stands above what readers hold, as it does when a lease is taken.
if fence == 0 then fence = now end
seq = seq + 1
local e, s = string.format('%.0f', fence), string.format('%.0f', seq)
local revision = string.format('%.0f', math.max(tonumber(known[3] or '0') + 1, tonumber(ARGV[10]), now))
-- Before anything else is written: whoever may not write the log gives no order. As many lines as anybody looks back
-- on; the files of the workers keep more.
if KEYS[7] then
  redis.call('XADD', KEYS[7], 'MAXLEN', '~', '1000', '*', 'given', ARGV[11], 'revision', revision)
  if ARGV[12] ~= '' then
    redis.call('LPUSH', KEYS[8], ARGV[12])
    redis.call('LTRIM', KEYS[8], 0, 199)
  end
end
if ARGV[13] ~= '' then
  redis.call('HSET', KEYS[6], id, ARGV[13])
elseif KEYS[7] and ARGV[12] == '' then
  -- Whatever an operator says of the item afterwards stands above what he agreed to before.
  redis.call('HDEL', KEYS[6], id)
end

if ARGV[6] == '' then
  redis.call('HSET', KEYS[1], 'orders', revision)
  redis.call('PUBLISH', ARGV[1], string.format('{"t":"put","at":%.0f,"e":%s,"s":%s,"orders":%s,"items":[]}',
    now, known[1] or '0', known[2] or '0', revision))
  return { 'ok', known[1] or '0', known[2] or '0' }
end
redis.call('HSET', KEYS[1], 'fence', e, 'seq', s, 'schema', '1', 'orders', revision)

if ARGV[4] == '' then redis.call('HDEL', KEYS[5], id) else redis.call('HSET', KEYS[5], id, ARGV[4]) end

local reading = string.format('{"e":%s,"s":%s,', e, s) .. string.sub(ARGV[6], 2)
redis.call('HSET', KEYS[2], id, reading)
local item = '{"reading":' .. reading
for index, name in ipairs({ 'spark', 'detail' }) do
  local given = ARGV[6 + index]
  if given == '' then
    redis.call('HDEL', KEYS[2 + index], id)
  else
    redis.call('HSET', KEYS[2 + index], id, given)
    item = item .. ',"' .. name .. '":' .. given
  end
end
redis.call('PUBLISH', ARGV[1], string.format('{"t":"put","at":%.0f,"e":%s,"s":%s,"orders":%s,"items":[',
  now, e, s, revision) .. item .. '}]}')
return { 'ok', e, s }
