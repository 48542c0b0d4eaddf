"""What a process has when it begins to answer is not searched for garbage again."""

import asyncio
import sys
from asyncio.subprocess import PIPE

BEGINS = """
import gc
from bot.app import spare_what_stays

stays = [[] for _ in range(1000)]
spare_what_stays()
young = [[]]

searched = {id(each) for each in gc.get_objects()}
print(sum(id(each) in searched for each in stays), sum(id(each) in searched for each in young))
print(gc.isenabled(), gc.get_threshold()[0] > 700)
"""


async def test_what_stays_is_not_searched_and_what_comes_is() -> None:
    """In a process of its own, since there is no way back."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", BEGINS, stdout=PIPE)
    output, _ = await process.communicate()

    assert output.decode().split() == ["0", "1", "True", "True"]
