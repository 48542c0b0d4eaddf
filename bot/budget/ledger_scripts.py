"""The scripts of the ledger: each reads, decides and counts in one step."""

from bot.audit import APPEND
from bot.budget.promised import READ_PROMISED

BEGIN = """
local ask = cjson.decode(ARGV[1])
local since, month, messages, day = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local function number(key, field) return tonumber(redis.call('HGET', key, field) or '0') end
local function keep()
  redis.call('EXPIRE', month, ask.month_seconds)
  redis.call('EXPIRE', messages, ask.month_seconds)
  redis.call('EXPIRE', day, ask.day_seconds)
end
if redis.call('HSETNX', since, 'since', ask.now) == 1 then
  redis.call('HSET', month, ask.founding.kind, ask.founding.calls)
  redis.call('HSET', messages, ask.founding.kind, ask.founding.messages)
  keep()
end
"""

USED = """
local reserved, promises = KEYS[5], KEYS[6]
local promised = read_promised(promises, ask.now, ask.promise)
local used = number(month, 'total') + number(month, 'before')
  + redis.call('SCARD', reserved) * ask.reserved_each + promised.others
"""
"""What the month has had, and what of it is kept for others."""

SPEND = (
    READ_PROMISED
    + BEGIN
    + USED
    + """
-- A call that an earlier run of the turn was booked for is its person's no second time.
local turn = KEYS[7]
local fresh = not turn or ask.number > tonumber(redis.call('GET', turn) or '0')
local own = promised.own
local function verdict()
  if ask.forced or (own and (own.calls > 0 or not fresh)) then return '' end
  if ask.waits and redis.call('HEXISTS', month, 'stopped') == 1 then return 'stopped' end
  if ask.waits then used = used + number(month, 'assumed') end
  if used >= ask.ceiling then return used >= ask.share and 'share' or 'kept' end
  if not fresh then return '' end
  for _, limit in ipairs(ask.limits) do
    local spoken_for = promised.who[limit.field] or 0
    if number(day, limit.field) + spoken_for >= limit.calls then return limit.why end
  end
  return ''
end
local why = verdict()
local counts = why == '' and not ask.only_asks and 1 or 0
if counts == 1 then
  after(function()
    for _, field in ipairs(ask.fields) do redis.call('HINCRBY', month, field, 1) end
    if fresh then
      for _, field in ipairs(ask.who) do redis.call('HINCRBY', month, field, 1) end
      for _, limit in ipairs(ask.daily) do redis.call('HINCRBY', day, limit, 1) end
      if turn then redis.call('SET', turn, ask.number, 'EX', ask.turn_seconds) end
      if own then
        own.calls = math.max(own.calls - 1, 0)
        keep_promise(promises, ask.promise, own, ask.now, ask.promised_seconds)
      end
    end
    if ask.name ~= '' then redis.call('HSET', month, ask.name_field, ask.name) end
    keep()
  end)
end
local total = number(month, 'total') + number(month, 'before') + counts
local said = number(messages, 'total') + number(messages, 'before')
local stopped = redis.call('HEXISTS', month, 'stopped')
return {why, total, said, stopped, fresh and 1 or 0}, why ~= ''
"""
)

PROMISE = (
    READ_PROMISED
    + BEGIN
    + USED
    + """
if redis.call('EXISTS', KEYS[7]) == 1 then return 0 end
local calls = math.max(math.min(ask.calls, ask.ceiling - used), 0)
keep_promise(promises, ask.promise, {calls = calls, who = ask.who}, ask.now, ask.promised_seconds)
return calls
"""
)
"""Keeps so many calls, as far as there are, unless the work they are for has begun already."""

TODAY = (
    READ_PROMISED
    + """
local promised, counted = read_promised(KEYS[2], ARGV[1], ''), {}
for index = 2, #ARGV do
  local had = tonumber(redis.call('HGET', KEYS[1], ARGV[index]) or '0')
  counted[#counted + 1] = had + (promised.who[ARGV[index]] or 0)
end
return counted
"""
)

PRESSED = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], 60000) end
return count > tonumber(ARGV[1]) and redis.call('PTTL', KEYS[1]) or 0
"""

UNPRESSED = """
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
return 1
"""

GIVE_BACK = """
local ask = cjson.decode(ARGV[1])
if redis.call('HGET', KEYS[1], 'total') == false then return 0 end
for _, field in ipairs(ask.fields) do redis.call('HINCRBY', KEYS[1], field, -1) end
if not ask.booked then return 1 end
for _, field in ipairs(ask.who) do redis.call('HINCRBY', KEYS[1], field, -1) end
if KEYS[4] and redis.call('GET', KEYS[4]) == tostring(ask.number) then
  redis.call('SET', KEYS[4], ask.number - 1, 'KEEPTTL')
end
local promised = redis.call('HGET', KEYS[3], ask.promise)
if promised then
  promised = cjson.decode(promised)
  promised.calls = promised.calls + 1
  redis.call('HSET', KEYS[3], ask.promise, cjson.encode(promised))
end
for _, field in ipairs(ask.daily) do
  if redis.call('HEXISTS', KEYS[2], field) == 1 then redis.call('HINCRBY', KEYS[2], field, -1) end
end
return 1
"""

READ = (
    APPEND
    + READ_PROMISED
    + BEGIN
    + """
local stated = ask.stated
if KEYS[7] and append(KEYS[7], KEYS[8], ask.line, 1) == 0 then stated = nil end
if stated then
  local before = math.max(0, stated - number(month, 'total'))
  local said = math.floor(before * ask.messages_to_calls)
  redis.call('HDEL', month, 'assumed')
  redis.call('HDEL', messages, 'assumed')
  redis.call('HSET', month, 'before', before)
  redis.call('HSET', messages, 'before', said)
  keep()
end
local used = number(month, 'total') + number(month, 'before')
for percent, level in pairs(ask.levels) do
  if used >= level then redis.call('HSETNX', month, 'crossed:' .. percent, ask.now) end
end
local function all(key) return redis.call('HGETALL', key) end
local kept = redis.call('SCARD', KEYS[5]) * ask.reserved_each
  + read_promised(KEYS[6], ask.now, '').others
return {redis.call('HGET', since, 'since'), all(month), all(messages), kept}
"""
)

SAY = """
local ask = cjson.decode(ARGV[1])
for field, count in pairs(ask.fields) do redis.call('HINCRBY', KEYS[1], field, count) end
redis.call('EXPIRE', KEYS[1], ask.month_seconds)
return 1
"""
