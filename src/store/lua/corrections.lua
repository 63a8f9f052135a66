-- Puts corrections back that were forgotten, under the fence of a leader, among those that are there: the newest first.
-- KEYS: meta, corrections. ARGV: channel, fence, the lowest revision afterwards, then the corrections as JSON.
-- Returns "ok", "fenced" or "lost".
local known = redis.call('HMGET', KEYS[1], 'fence', 'seq', 'orders')
local fence, held = tonumber(known[1] or '0'), tonumber(ARGV[2])
if fence > held then return 'fenced' end
if fence < held then return 'lost' end

-- As many as order.lua keeps; a list that is full has lost none.
local most = 200
local all, has = {}, {}
local function add(text)
  -- What cannot be read is shown by nobody, and must not keep the others away.
  local isRead, one = pcall(cjson.decode, text)
  if not isRead or type(one) ~= 'table' then return end
  -- Not by the text: who read it from a file writes the same one in other words.
  local name = tostring(one.item)
  for _, field in ipairs({ 'at', 'from', 'to' }) do
    name = name .. ' ' .. string.format('%.0f', tonumber(one[field]) or 0)
  end
  if has[name] then return end
  has[name] = true
  all[#all + 1] = { at = tonumber(one.at) or 0, text = text }
end

if #ARGV > 3 and redis.call('LLEN', KEYS[2]) < most then
  for _, text in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do add(text) end
  for at = 4, #ARGV do add(ARGV[at]) end
  table.sort(all, function(a, b) return a.at > b.at end)
  redis.call('DEL', KEYS[2])
  for at = math.min(#all, most), 1, -1 do redis.call('LPUSH', KEYS[2], all[at].text) end
end

-- Who has heard the orders of the present revision must read them again.
local revision = string.format('%.0f', math.max(tonumber(known[3] or '0') + 1, tonumber(ARGV[3])))
redis.call('HSET', KEYS[1], 'orders', revision)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('PUBLISH', ARGV[1], string.format(
  '{"t":"put","at":%.0f,"e":%s,"s":%s,"orders":%s,"items":[]}', now, ARGV[2], known[2] or '0', revision))
return 'ok'
