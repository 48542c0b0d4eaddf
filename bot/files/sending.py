"""Sends a file to whoever asked, or into a conversation: once, whatever dies in between.

DingTalk takes no idempotency key. So the intent is written before the call, and where no answer
came a copy is looked for among the group's files; of all else nobody but the person can tell: they
are told so, and nothing is sent a second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.audit import Audit, Entry
from bot.dingtalk.http import DingTalk
from bot.errors import ChangeUncertain, OutcomeUnknown, PlatformError, Refused, Unavailable
from bot.files.dentry import Dentry
from bot.files.sent_copies import SentCopies, WantedCopy
from bot.journal import Intent, Journal
from bot.messages import Command

Way = Literal["me", "copy", "link"]
"""To whoever asked, or into the conversation: a copy, or a link."""

DOWNLOAD: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query"
BY_WAY: Final[Mapping[Way, str]] = {
    "me": "/v1.0/convFile/apps/conversations/files/send",
    "copy": "/v1.0/convFile/conversations/files/send",
    "link": "/v1.0/convFile/conversations/files/links/send",
}


@dataclass(frozen=True, slots=True)
class SentFile:
    """What was sent: its name, and how."""

    name: str
    way: Way


class Sending:
    """Sends files."""

    def __init__(
        self, dingtalk: DingTalk, journal: Journal, audit: Audit, copies: SentCopies
    ) -> None:
        self._copies = copies
        self._dingtalk = dingtalk
        self._journal = journal
        self._audit = audit

    async def before(self, command: Command) -> SentFile | None:
        """Give what an earlier run of this turn has sent; None where none has begun.

        Raises ChangeUncertain where nobody knows whether it came so far.
        """
        if not await self._journal.knows(command.key):
            return None
        intent = await self._journal.intend(command.key, command.unbroken, {})
        sent = SentFile(intent.facts.get("name", ""), intent.facts.get("way", "me"))
        if intent.result is None:
            return await self._looked_up(command, sent, intent)
        return sent

    async def prove(self, viewer: str, dentry: Dentry) -> None:
        """Ask for a file's address as a person, which proves that they may have it: one counted
        call (page `obtains-the-download-information-about-a-file`).

        Raises NotAuthorized, NotCertified, FileBlocked, DentryMissing and kin.
        """
        path = {"spaceId": dentry.space_id, "dentryId": dentry.id}
        answer = await self._dingtalk.call(
            "POST", DOWNLOAD, path=path, query={"unionId": viewer}, body={}
        )
        if not isinstance(answer.body.get("headerSignatureInfo"), dict):
            raise Unavailable("", "a file without an address", answer.request_id)

    async def send(self, command: Command, dentry: Dentry, viewer: str, way: Way) -> SentFile:
        """Send a file: one counted call (pages `sends-a-storage-file-to-a-specified-user`,
        `send-file-to-specified-session`, `send-a-file-link-to-the-specified-session`).

        To the asker DingTalk sends it in nobody's name, so their right has to be proved before.
        Raises Refused as DingTalk does, ChangeUncertain, LeaseLost.
        """
        sent = SentFile(dentry.name, way)
        facts = {
            "name": dentry.name,
            "id": dentry.id,
            "way": way,
            "size": dentry.size,
            "by": viewer,
        }
        intent = await self._journal.intend(command.key, command.unbroken, facts)
        if not intent.new:
            return await self.before(command) or sent
        body = {"spaceId": dentry.space_id, "dentryId": dentry.id}
        if way != "me":
            body["openConversationId"] = command.conversation.id
        try:
            answer = await self._dingtalk.call(
                "POST", BY_WAY[way], query={"unionId": viewer}, body=body, changes=True
            )
        except OutcomeUnknown:
            return await self._looked_up(command, sent, intent)
        except PlatformError as refused:
            await self._refused(command, dentry, refused)
            raise
        await self._conclude(command, sent, dentry.id, answer.request_id)
        return sent

    async def _conclude(
        self, command: Command, sent: SentFile, dentry_id: str, request_id: str = ""
    ) -> None:
        entry = Entry.of(command, "done", dentry_id, sent.name, request_id=request_id)
        line = self._audit.line(command.key, entry)
        await self._journal.conclude(command.key, {"way": sent.way}, line)

    async def _looked_up(self, command: Command, sent: SentFile, intent: Intent) -> SentFile:
        """Take a copy for sent that lies among the group's files. Raises ChangeUncertain."""
        facts, dentry_id = intent.facts, str(intent.facts.get("id", ""))
        wanted = WantedCopy(sent.name, facts.get("size"), str(facts.get("by", "")), intent.at)
        if sent.way != "copy" or not await self._copies.has(command.conversation, wanted):
            raise await self._uncertain(command, sent, dentry_id)
        await self._conclude(command, sent, dentry_id)
        return sent

    async def _refused(self, command: Command, dentry: Dentry, refused: PlatformError) -> None:
        await self._journal.forget(command.key)
        kind = "refused" if isinstance(refused, Refused) else "failed"
        outcome = f"{kind}: {refused.code}"
        entry = Entry.of(command, outcome, dentry.id, dentry.name, request_id=refused.request_id)
        await self._audit.append(command.key, entry, command.fence)

    async def _uncertain(self, command: Command, sent: SentFile, dentry_id: str) -> ChangeUncertain:
        entry = Entry.of(command, "uncertain", dentry_id, sent.name)
        await self._audit.append(command.key, entry, command.fence)
        return ChangeUncertain("send" if sent.way == "me" else "send here", sent.name)
