"""Sums grow in threads, in the order of the bytes, and few pieces wait for it."""

import asyncio
import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

from bot.dingtalk.sums import WAITING, Sum

PIECE = bytes(range(256)) * 64


async def test_the_sum_is_that_of_all_bytes_in_their_order() -> None:
    with ThreadPoolExecutor(1) as thread:
        md5 = Sum(thread)
        for number in range(50):
            await md5.add(PIECE[number:])
        whole = b"".join(PIECE[number:] for number in range(50))

        assert await md5.hexdigest() == hashlib.md5(whole, usedforsecurity=False).hexdigest()
        assert await Sum(thread).hexdigest() == hashlib.md5(usedforsecurity=False).hexdigest()


async def test_so_many_pieces_wait_and_no_more_while_the_loop_goes_on() -> None:
    go_on = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(go_on.wait)
        md5 = Sum(thread)
        for _ in range(WAITING):
            await md5.add(PIECE)
        async with asyncio.TaskGroup() as group:
            more = group.create_task(md5.add(PIECE))
            await asyncio.sleep(0)
            waited = not more.done()
            go_on.set()

        assert waited, "one too many waits, and others have their turn meanwhile"
        whole = PIECE * (WAITING + 1)
        assert await md5.hexdigest() == hashlib.md5(whole, usedforsecurity=False).hexdigest()
