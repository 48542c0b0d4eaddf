"""Stopping a process for good, although a cancel may be lost."""

import asyncio
import sys

STUBBORN = """
import asyncio
import bot.__main__ as command_line

command_line.CANCEL_AGAIN_SECONDS = 0.05

async def loses_two_cancels():
    for _ in range(3):
        try:
            print("waiting", flush=True)
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            lost = True

command_line._run_until_stopped(loses_two_cancels())
"""


async def test_one_sigterm_ends_a_process_that_loses_a_cancel() -> None:
    """On Python 3.11 a cancel that meets a write to Redis may be lost."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STUBBORN, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"waiting\n"

    process.terminate()

    async with asyncio.timeout(20):
        assert await process.wait() == 0
