"""Saves a card and notes that it is being sent, in the very step in which its call leaves."""

from typing import Any

from bot.errors import LeaseLost, Overtaken
from bot.scripts import ScriptPart

SENT = frozenset({"sent", "trying"})
"""Outcomes after which DingTalk may know a card."""

LEAVE = """
local function held()
  if ARGV[4] == '' then return redis.call('GET', KEYS[2]) end
  return redis.call('HGET', KEYS[2], ARGV[4])
end
if KEYS[2] ~= '' and held() ~= ARGV[5] then return -1, true end
local face = tonumber(redis.call('HGET', KEYS[1], 'face') or '0')
if face ~= tonumber(ARGV[1]) then return 0, true end
after(function()
  redis.call('HSET', KEYS[1], 'face', ARGV[2], 'record', ARGV[3])
  redis.call('HSETNX', KEYS[1], 'quiet', '0')
  redis.call('PEXPIRE', KEYS[1], ARGV[6])
  if ARGV[7] ~= '' then redis.call('HSET', KEYS[1], 'outcome', ARGV[7]) end
end)
return 1
"""


class Leaving:
    """Saves a card in the step in which the call that shows it leaves."""

    def __init__(self, step: ScriptPart, outcome: str) -> None:
        """``outcome`` is what became of sending it until now."""
        self._step = step
        self.outcome = outcome
        self.is_saved = False

    def step(self) -> ScriptPart:
        return self._step

    async def stopped(self, answer: Any) -> None:
        """Raise Overtaken when the card shows another face by now, LeaseLost when the fence is
        broken.
        """
        raise LeaseLost if answer == -1 else Overtaken

    def granted(self, _: Any) -> None:
        self.is_saved = True
