"""Calls of what somebody has agreed to the price of: kept until that is over, for nobody else.

Each of them is taken off once it is spent. What is left is let go by whoever ends the work, in the
step that ends it; what nobody ends, since its record was lost, is let go after a week.
"""

from typing import Final

from bot.storage import Store

KEPT_SECONDS: Final = 7 * 24 * 3600

READ_PROMISED: Final = """
local function read_promised(key, now, own)
  local found = {own = nil, others = 0, who = {}}
  local all = redis.call('HGETALL', key)
  for index = 1, #all, 2 do
    local entry = cjson.decode(all[index + 1])
    if all[index] == own then
      found.own = entry
    elseif tonumber(entry['until']) > tonumber(now) then
      found.others = found.others + entry.calls
      for _, field in ipairs(entry.who) do
        found.who[field] = (found.who[field] or 0) + entry.calls
      end
    end
  end
  return found
end
local function keep_promise(key, own, entry, now, seconds)
  entry['until'] = string.format('%.0f', now + seconds * 1000)
  redis.call('HSET', key, own, cjson.encode(entry))
  redis.call('EXPIRE', key, seconds)
end
"""
"""What is promised: to ``own`` work, to all others, and of that to each field of a day."""


def promised_key(store: Store) -> str:
    """Name what is promised, each by the key of the record of what it is for."""
    return store.key("promised")
