"""Where transfers are kept: one record each, which only its newest run may change."""

import hashlib
import secrets
from typing import Final

from pydantic import TypeAdapter

from bot.fences import FENCED, arguments_of
from bot.files.dentry import Folder
from bot.files.transfer import Transfer
from bot.messages import Command, Fence, File, Message
from bot.storage import Store

KEPT_SECONDS: Final = 7 * 24 * 3600
PLACE_SECONDS: Final = 90 * 24 * 3600
OFFERED_SECONDS: Final = 24 * 3600

_SAVE = (
    FENCED
    + """
fenced(KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[1], 'record', ARGV[3])
return 1
"""
)
_MOVE = """
if redis.call('HGET', KEYS[1], 'stage') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'stage', ARGV[2], 'record', ARGV[3])
redis.call('HDEL', KEYS[1], 'owner')
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""
_END = (
    FENCED
    + """
fenced(KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[1], 'stage', ARGV[4], 'record', ARGV[3])
return 1
"""
)

_STORED: TypeAdapter[Transfer] = TypeAdapter(Transfer)
_FOLDERS: TypeAdapter[Folder] = TypeAdapter(Folder)


class TransferStore:
    """Keeps transfers for a week, and where each person stored something last."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._save = store.script(_SAVE)
        self._move = store.script(_MOVE)
        self._end = store.script(_END)

    async def ask(self, command: Command, file: File) -> Transfer:
        """Keep a file that was sent, until somebody says where to; a rerun finds the same."""
        made = Transfer(
            id_of(command.key),
            command.key,
            command.sender,
            command.conversation,
            command.language,
            file,
        )
        key, offered = self.key(made.id), self._offered(command)
        known = await self.find(made.id)
        if known is None:
            items: list[str] = ["stage", made.stage, "record", _dump(made)]
            await self._store.redis.hset(key, items=items)
            await self._store.redis.expire(key, KEPT_SECONDS)
        await self._store.redis.set(offered, made.id, ex=OFFERED_SECONDS)
        self._store.touched(key, offered)
        return known or made

    async def offered(self, command: Command) -> Transfer | None:
        """Give the file that this person sent here last and that waits for a place, or got it from
        an earlier run of this turn.
        """
        transfer = await self.last_sent(command)
        if transfer is None or (transfer.stage != "asked" and transfer.turn != command.key):
            return None
        return transfer

    async def last_sent(self, said: Command | Message) -> Transfer | None:
        """Give the file that this person sent here last, whatever came of it; None for none."""
        found = await self._store.get(self._offered(said))
        return await self.find(found) if found else None

    async def find(self, transfer_id: str) -> Transfer | None:
        """Give a transfer as it is; None for one that nothing is known of."""
        key = self.key(transfer_id)
        return self._store.read(_STORED, await self._store.redis.hget(key, "record"), key)

    async def turn(self, transfer: Transfer, before: str) -> bool:
        """Write that a transfer goes on, or ends, because somebody said so; False where it is in
        another stage than ``before`` by now.
        """
        key = self.key(transfer.id)
        members = [before, transfer.stage, _dump(transfer), KEPT_SECONDS]
        done = await self._move([key], members)
        self._store.touched(key)
        return bool(done)

    async def take(self, transfer_id: str) -> tuple[Transfer, Fence] | None:
        """Begin a run of it: those before write nothing any more."""
        key, owner = self.key(transfer_id), secrets.token_hex(8)
        transfer = await self.find(transfer_id)
        if transfer is None:
            return None
        await self._store.redis.hset(key, "owner", owner)
        return transfer, Fence(key, owner, "owner")

    async def save(self, transfer: Transfer, fence: Fence) -> Transfer:
        """Write how far it is. Raises LeaseLost when it was stopped or is another run's."""
        await self._save([self.key(transfer.id)], [*arguments_of(fence), _dump(transfer)])
        return transfer

    async def end(self, transfer: Transfer, fence: Fence) -> Transfer:
        """Write what came of it, in another stage. Raises as :meth:`save` does."""
        members = [*arguments_of(fence), _dump(transfer), transfer.stage]
        await self._end([self.key(transfer.id)], members)
        return transfer

    async def last_place(self, person: str) -> Folder | None:
        """Give the folder in which this person stored something last."""
        key = self._store.key("place", person)
        return self._store.read(_FOLDERS, await self._store.get(key), key)

    async def keep_place(self, person: str, folder: Folder) -> None:
        key = self._store.key("place", person)
        await self._store.redis.set(key, _FOLDERS.dump_json(folder), ex=PLACE_SECONDS)
        self._store.touched(key)

    async def remembered(self, name: str, space_id: str) -> str | None:
        """Give what is remembered for a day of a space; None for nothing."""
        return await self._store.get(self._store.key(name, space_id))

    async def remember(self, name: str, space_id: str, value: str) -> None:
        key = self._store.key(name, space_id)
        await self._store.redis.set(key, value, ex=24 * 3600)
        self._store.touched(key)

    def key(self, transfer_id: str) -> str:
        return self._store.key("transfer", transfer_id)

    def _offered(self, said: Command | Message) -> str:
        return self._store.key("sent", said.conversation.id, said.sender.key)


def id_of(key: str) -> str:
    """Name the transfer of a message: the same however often it is delivered."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _dump(transfer: Transfer) -> str:
    return _STORED.dump_json(transfer).decode()
