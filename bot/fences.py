"""Scripts that check a fence first: whoever has lost a lease, or the end of a hold, writes nothing.

A process that was frozen goes on when it thaws as if no time had passed. What it does then must
find that another run has taken over, in the very step that would write.
"""

from bot.messages import Fence

LOST = "LEASELOST"
"""What the error of such a script says."""

FENCED = f"""
local function fenced(key, field, value)
  if key == '' then return end
  local held
  if field == '' then held = redis.call('GET', key) else held = redis.call('HGET', key, field) end
  if held ~= value then error('{LOST}') end
end
"""
"""A function for the scripts of other modules; what it gets are :func:`key_of` and the two of
:func:`arguments_of`. It ends the script with an error, so it has to come before any write.
"""

RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
"""
"""Gives back a key that holds one's own token; that of another run stays."""


def key_of(fence: Fence | None) -> str:
    """Name the key that a script reads; empty where there is no fence."""
    return "" if fence is None else fence.key


def arguments_of(fence: Fence | None) -> tuple[str, str]:
    """Give the field and the value that must stand there."""
    return ("", "") if fence is None else (fence.field, fence.value)
