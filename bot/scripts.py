"""Parts of scripts that run as one, so that they are one trip to Redis and one step there.

Each module writes its own part and names its own keys; storage joins them. A part is the body of a
Lua function of ``KEYS`` and ``ARGV``, so that any script is one. What it may do besides:

- ``return answer, true`` stops: what comes after it is not run;
- ``after(function() ... end)`` is done at the end, unless a part has stopped. What only writes so
  writes only where all parts let it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_BEGIN = """
local answers, last, sizes = {}, {}, cjson.decode(ARGV[#ARGV])
local function after(work) last[#last + 1] = work end
local parts = {
"""

_END = """
}
local key, argument = 0, 0
for i, part in ipairs(parts) do
  local keys, arguments = {}, {}
  for j = 1, sizes[i][1] do keys[j] = KEYS[key + j] end
  for j = 1, sizes[i][2] do arguments[j] = ARGV[argument + j] end
  key, argument = key + sizes[i][1], argument + sizes[i][2]
  local answer, stops = part(keys, arguments)
  answers[i] = answer or false
  if stops then return {answers, 0} end
end
for _, work in ipairs(last) do work() end
return {answers, 1}
"""


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """One part, with its keys and arguments."""

    source: str
    keys: Sequence[str]
    arguments: Sequence[Any] = ()


@lru_cache(maxsize=256)
def source_of(*parts: str) -> str:
    """Join the sources of some parts into that of one script; it answers with their answers, up to
    that of the part that stopped, and with 1 where none did.
    """
    functions = (f"function(KEYS, ARGV)\n{part}\nend,\n" for part in parts)
    return f"{_BEGIN}{''.join(functions)}{_END}"


def keys_of(parts: Iterable[ScriptPart]) -> list[str]:
    """Give the keys of a joined script."""
    return [key for part in parts for key in part.keys]


def arguments_of(parts: Sequence[ScriptPart]) -> list[Any]:
    """Give the arguments of a joined script."""
    sizes = json.dumps([[len(part.keys), len(part.arguments)] for part in parts])
    return [*(each for part in parts for each in part.arguments), sizes]
