"""Connections to Redis whose commands can be cancelled at any time.

redis-py sends each command by ``asyncio.wait_for``, which before Python 3.12 forgets a cancellation
that arrives as the sending ends: whoever ends a loop that way, or gives a turn so much time and no
more, would wait for ever. Here the limit is that of ``asyncio.timeout``, which forgets none; and no
command needs a task of its own.
"""

import asyncio
from collections.abc import Iterable

from redis.asyncio import ConnectionPool
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import TimeoutError as RedisTimeout
from typing_extensions import override


class Cancellable(AbstractConnection):
    """Mixed into a connection of any kind."""

    @override
    async def on_connect(self) -> None:
        """Do nothing: redis-py calls it on a unix socket alone, and then greets as on any other."""

    @override
    async def send_packed_command(
        self, command: bytes | str | Iterable[bytes], check_health: bool = True
    ) -> None:
        """Send within ``socket_timeout`` seconds. Raises what the connection does."""
        limit, self.socket_timeout = self.socket_timeout, None
        try:
            async with asyncio.timeout(limit):
                await super().send_packed_command(command, check_health)
        except TimeoutError:
            await self.disconnect(nowait=True)
            raise RedisTimeout("Timeout writing to socket") from None
        finally:
            self.socket_timeout = limit


def cancellable(pool: ConnectionPool) -> None:
    """Let a pool make its connections of that kind."""
    kind = pool.connection_class
    pool.connection_class = type(f"Cancellable{kind.__name__}", (Cancellable, kind), {})
