-- Writes all changes or none, each with the next sequence number, and announces them as whole items.
-- KEYS: meta, state, spark, detail, orders. ARGV: channel, fence, expected sequence number, then for each change its id, its
-- draft as a JSON object, its sparkline and its detail as JSON, or empty text where what is held stays.
-- Returns {"ok", sequence number}, {"fenced"}, {"lost"}, {"ordered", items…}: an operator's order stands against these, or
-- {"moved"}: something was written since that the writer has not read.
local known = redis.call('HMGET', KEYS[1], 'fence', 'seq')
local fence, seq = tonumber(known[1] or '0'), tonumber(known[2] or '0')
local held = tonumber(ARGV[2])
if fence > held then return { 'fenced' } end
if fence < held or seq < tonumber(ARGV[3]) then return { 'lost' } end

-- Checked here and not by the writer alone: one that has not heard of the order yet must not undo it.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local ordered = { 'ordered' }
for at = 4, #ARGV, 4 do
  local text = redis.call('HGET', KEYS[5], ARGV[at])
  local till = text and cjson.decode(text).order['until']
  if text and not (till and till <= now) then ordered[#ordered + 1] = ARGV[at] end
end
if #ordered > 1 then return ordered end

-- Nobody but operators writes under a leader's fence: the mark of a correction must not be written over by one who has
-- not read it.
if seq > tonumber(ARGV[3]) then return { 'moved' } end

local function kept(key, id, given)
  if given == '' then return redis.call('HGET', key, id) end
  redis.call('HSET', key, id, given)
  return given
end

local items = {}
for at = 4, #ARGV, 4 do
  local id = ARGV[at]
  seq = seq + 1
  -- The draft stays the text that the worker wrote: decoding it here would turn an empty list into an object.
  local reading = string.format('{"e":%s,"s":%.0f,', ARGV[2], seq) .. string.sub(ARGV[at + 1], 2)
  redis.call('HSET', KEYS[2], id, reading)
  local item = '{"reading":' .. reading
  local spark = kept(KEYS[3], id, ARGV[at + 2])
  if spark then item = item .. ',"spark":' .. spark end
  local detail = kept(KEYS[4], id, ARGV[at + 3])
  if detail then item = item .. ',"detail":' .. detail end
  items[#items + 1] = item .. '}'
end

local last = string.format('%.0f', seq)
redis.call('HSET', KEYS[1], 'seq', last)
redis.call('PUBLISH', ARGV[1], string.format('{"t":"put","at":%.0f,"e":%s,"s":%s,"items":[', now, ARGV[2], last)
  .. table.concat(items, ',') .. ']}')
return { 'ok', last }
