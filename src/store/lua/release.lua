-- Gives the lease up where it is still the caller's, and tells those who wait for it.
-- KEYS: lease. ARGV: owner, channel.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[2], '{"t":"free"}')
return 1
