"""Transfers, from what somebody says to the card that tells what came of it.

A long file takes longer than a turn may, so a task carries it: a few at a time in each process, the
others wait their turn. The card follows from the record.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.audit import Audit, Entry
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Delivery, Target
from bot.errors import (
    ChangeUncertain,
    LeaseLost,
    NameTaken,
    OutcomeUnknown,
    PlatformError,
    SpacekeeperError,
    UserError,
)
from bot.files.dentry import Folder
from bot.files.storing import Storing
from bot.files.transfer import EDITS, OVER, Clash, Transfer, UploadLimits
from bot.files.transfer_store import TransferStore
from bot.messages import Command, Fence
from bot.shared_buttons import CommandButton, said
from bot.storage import RedisError
from bot.tagged_union import TaggedUnion
from bot.tasks import Tasks

log = structlog.get_logger()

TASK: Final = "transfer"
SOON_MILLIS: Final = 1000
LATEST_MILLIS: Final = 60 * 1000
GIVE_UP_MILLIS: Final = 3600 * 1000
PRICED: Final = 5
"""From so many calls on a price is said."""
_OUTCOMES: Final = {"stored": "done", "stopped": "undone", "failed": "failed"}


@dataclass(frozen=True, slots=True)
class StopTransfer(CommandButton):
    """The button that ends a transfer."""

    command = "停止保存", "stop storing"
    transfer: str


@dataclass(frozen=True, slots=True)
class SettleUpload:
    """The button that says what becomes of a name that is taken."""

    transfer: str
    clash: Clash

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        words = {
            "keep": ("都保留", "keep both"),
            "replace": ("新版本", "new version"),
        }
        chinese, english = words.get(self.clash, ("不保存", "do not store"))
        return said(language, chinese, english)


Store = Callable[[Callable[[Transfer], Awaitable[Transfer]], "TransferProgress"], Storing]


class Transfers:
    """Begins transfers, carries them, and tells of them."""

    def __init__(
        self,
        store: TransferStore,
        tasks: Tasks,
        delivery: Delivery,
        types: TaggedUnion,
        audit: Audit,
        *,
        storing: Store,
        group_space: Callable[[str, str], Awaitable[str]],
        clock: Callable[[], Awaitable[int]],
        passed: Callable[[], int],
        limits: UploadLimits,
    ) -> None:
        """``group_space`` asks as a unionId for the spaceId of a conversation; ``clock`` gives
        the time that all replicas share, ``passed`` this machine's, both in milliseconds since
        1970: what is asked for each piece that passes must not take a way.
        """
        self.store = store
        self.group_space = group_space
        self._tasks = tasks
        self._delivery = delivery
        self._types = types
        self._audit = audit
        self._storing = storing
        self._clock = clock
        self.passed = passed
        self.limits = limits
        self._running: set[str] = set()

    async def begin(
        self, command: Command, transfer: Transfer, folder: Folder, viewer: str
    ) -> Transfer:
        """Let a file be stored in a folder, as somebody (a unionId); a rerun changes nothing."""
        begun = replace(
            transfer,
            stage="begun",
            folder=folder,
            viewer=viewer,
            card=command.card,
            turn=command.key,
            language=command.language,
            begun=await self._clock(),
        )
        return await self._answered(command, begun, "asked")

    async def settle(self, command: Command, transfer: Transfer, clash: Clash) -> Transfer:
        """Let a file go on whose name is taken, or be dropped."""
        settled = replace(
            transfer,
            stage="begun",
            clash=clash,
            card=command.card,
            turn=command.key,
            language=command.language,
            shown=False,
        )
        return await self._answered(command, settled, "clash")

    async def stop(self, command: Command, transfer: Transfer) -> Transfer:
        """End a transfer, unless it is over: a task clears up, and tells."""
        stopped = replace(
            transfer,
            clash="drop",
            card=command.card,
            turn=command.key,
            language=command.language,
        )
        return await self._answered(command, stopped, "begun")

    async def _answered(self, command: Command, transfer: Transfer, before: str) -> Transfer:
        if await self.store.turn(transfer, before):
            await self._wake(transfer)
            return transfer
        there = await self.store.find(transfer.id) or transfer
        if there.turn == command.key:  # an earlier run of this turn has said so
            await self._wake(there)
        return there

    async def work(self, transfer_id: str) -> None:
        """Carry a transfer; the task calls this."""
        if len(self._running) >= self.limits.at_once or transfer_id in self._running:
            await self._later(transfer_id, SOON_MILLIS)
            return
        self._running.add(transfer_id)
        try:
            await self._resumed(transfer_id)
        except LeaseLost:
            log.info("transfer_overtaken", transfer=transfer_id)
        finally:
            self._running.discard(transfer_id)

    async def _resumed(self, transfer_id: str) -> None:
        """Go on with a transfer from where it stands, new or left there by a process that died."""
        taken = await self.store.take(transfer_id)
        if taken is None:
            return
        transfer, fence = taken
        payer = Payer(
            Purpose.PEOPLE,
            transfer.asker.key,
            transfer.asker.nick,
            transfer.conversation.id,
            begun=True,
            turn=f"{TASK}:{transfer.id}",
        )
        with structlog.contextvars.bound_contextvars(transfer=transfer.id), paying(payer):
            if transfer.stage == "begun":
                transfer = await self._carried(transfer, fence)
            if not transfer.shown:
                await self._show(transfer, fence)

    async def _carried(self, transfer: Transfer, fence: Fence) -> Transfer:
        """Carry it to its end, and write what came of it."""
        latest = transfer

        async def save(now: Transfer) -> Transfer:
            nonlocal latest
            latest = await self.store.save(now, fence)
            return latest

        storing = self._storing(save, TransferProgress(self, fence))
        try:
            if transfer.clash == "drop":
                left = await storing.drop(transfer)
                ended = replace(left, stage="stored" if left.dentry else "stopped")
            else:
                ended = replace(await storing.store(transfer), stage="stored")
        except (LeaseLost, RedisError):
            raise
        except NameTaken:
            ended = replace(latest, stage="clash", shown=False, asks=latest.card)
        except (UserError, PlatformError, ChangeUncertain) as failure:
            log.info("transfer_failed", kind=type(failure).__name__)
            ended = _failed(latest, failure)
        if ended.stage in OVER:
            await self._note(ended)
        if ended.stage == "stored" and ended.folder is not None:
            await self.store.keep_place(ended.asker.key, ended.folder)
        return await self.store.end(ended, fence)

    async def _note(self, transfer: Transfer) -> None:
        """Write its line in the trail: once, however often this runs."""
        outcome = _OUTCOMES[transfer.stage]
        if transfer.template == ChangeUncertain.template:
            outcome = "uncertain"
        command = Command(
            "store",
            transfer.asker,
            transfer.conversation,
            transfer.language,
            f"{TASK}:{transfer.id}",
            transfer.begun,
        )
        entry = Entry.of(command, outcome, transfer.dentry, transfer.called)
        await self._audit.append(command.key, entry, None)

    async def _show(self, transfer: Transfer, fence: Fence) -> None:
        """Show on its card what came of it, once the turn that began it has shown that."""
        now = await self._clock()
        if not await self._is_shown(transfer) and now - transfer.begun < LATEST_MILLIS:
            await self._later(transfer.id, SOON_MILLIS)
            return
        try:
            await self._delivery.show(card_of(transfer), self._target(transfer, fence))
        except (LeaseLost, RedisError):
            raise
        except PlatformError as silent:
            log.warning("transfer_not_shown", code=silent.code)
            if now - transfer.begun < GIVE_UP_MILLIS:
                await self._later(transfer.id, LATEST_MILLIS)
            return
        await self.store.end(replace(transfer, shown=True), fence)

    async def edit(self, transfer: Transfer, fence: Fence) -> None:
        """Show how far it is; failing to is no reason to stop."""
        if await self._is_shown(transfer):
            with suppress(SpacekeeperError):
                await self._delivery.show(
                    card_of(transfer), self._target(transfer, fence), in_words=False
                )

    async def progress(self, transfer: Transfer, fence: Fence) -> None:
        """Write how far it is. Raises LeaseLost when it was stopped."""
        await self.store.save(transfer, fence)

    async def give_way(self) -> None:
        """Let those go first who wait for an answer."""
        await self._tasks.give_way()

    async def now(self) -> int:
        return await self._clock()

    async def _is_shown(self, transfer: Transfer) -> bool:
        """Tell whether the turn has painted the card: else it would paint over this."""
        record = await self._delivery.records.load(transfer.card)
        if record is None:
            return False
        if record.turn == f"{TASK}:{transfer.id}:{transfer.turn}":
            return True
        meanings = map(self._types.load, record.actions.values())
        return any(
            isinstance(each, StopTransfer) and each.transfer == transfer.id for each in meanings
        )

    def _target(self, transfer: Transfer, fence: Fence) -> Target:
        sender = transfer.asker
        return Target(
            out_track_id=transfer.card,
            conversation=transfer.conversation,
            asker=sender.key,
            asker_user_id=sender.user_id,
            language=transfer.language,
            turn=f"{TASK}:{transfer.id}:{transfer.turn}",
            nick=sender.nick,
            fence=fence,
        )

    async def _wake(self, transfer: Transfer) -> None:
        key = f"{TASK}:{transfer.id}:{transfer.turn}"
        await self._tasks.add(TASK, transfer.id, key=key)

    async def _later(self, transfer_id: str, millis: int) -> None:
        """Look again later: a task cannot queue itself under the key it runs under."""
        at = await self._clock() + millis
        await self._tasks.add(TASK, transfer_id, key=f"{TASK}:{transfer_id}:{at}", at=at)


class TransferProgress:
    """Hears of bytes that have passed, and now and then writes and shows it: each time after twice
    the wait, so that the few edits there are last for a long way. A run that follows goes on.
    """

    def __init__(self, transfers: Transfers, fence: Fence) -> None:
        self._transfers = transfers
        self._fence = fence
        self._written = 0

    async def seen(self, transfer: Transfer) -> Transfer:
        """Give the transfer with what was told of it. Raises LeaseLost when it was stopped."""
        await self._transfers.give_way()
        here, millis = self._transfers.passed(), self._transfers.limits.edit_millis
        self._written = self._written or here
        if here - self._written < millis:
            return transfer
        self._written, now = here, await self._transfers.now()
        since = max(transfer.edited, transfer.begun)
        is_due = transfer.edits < EDITS and now - since >= millis << transfer.edits
        if is_due:
            transfer = replace(transfer, edits=transfer.edits + 1, edited=now)
        await self._transfers.progress(transfer, self._fence)
        if is_due:
            await self._transfers.edit(transfer, self._fence)
        return transfer


def card_of(transfer: Transfer) -> Card:
    """Draw a transfer as it is."""
    if transfer.stage == "failed":
        return Card(transfer.template, transfer.data)
    folder = transfer.folder
    data = {
        "name": transfer.called,
        "sent_as": transfer.file.name,
        "names": folder.names if folder else (),
        "size": transfer.size,
        "sent": transfer.sent,
        "calls": calls_of(transfer),
        "is_version": transfer.clash == "replace",
    }
    actions: dict[str, object] = {}
    match transfer.stage:
        case "clash":
            actions = {
                "keep": SettleUpload(transfer.id, "keep"),
                "replace": SettleUpload(transfer.id, "replace"),
                "cancel": SettleUpload(transfer.id, "drop"),
            }
        case "asked" | "begun":
            actions = {"stop": StopTransfer(transfer.id)}
        case _:
            pass
    template = {"clash": "upload_clash", "stored": "upload_stored", "stopped": "upload_stopped"}
    return Card(template.get(transfer.stage, "upload_running"), data, actions)


def calls_of(transfer: Transfer) -> int:
    """Tell how many calls storing it takes, 0 while they are too few to be said."""
    copied = bool(transfer.file.file_id) and not transfer.no_copy
    parts = 1 if transfer.upload and transfer.upload.part else 0
    moved = 2 if transfer.waits_in else 0
    calls = 1 if copied else 3 + parts + moved
    return calls if calls >= PRICED else 0


def _failed(transfer: Transfer, failure: SpacekeeperError) -> Transfer:
    template, data = failure.template, failure.data()
    if isinstance(failure, OutcomeUnknown):
        uncertain = ChangeUncertain("upload", transfer.called)
        template, data = uncertain.template, uncertain.data()
    return replace(transfer, stage="failed", template=template, data=data)
