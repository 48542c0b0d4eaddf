"""What is said to somebody whom DingTalk does not let have a file: that they may ask for it."""

from collections.abc import Sequence

from bot.cards import Card
from bot.cards.encoders import NODES
from bot.files.dentry import Dentry
from bot.files.file_buttons import quoted
from bot.files.meaning import last_files, number_said, reference
from bot.files.paths import FindsFiles
from bot.messages import Command
from bot.sessions import Offer
from bot.shared_buttons import said

LOOK = ("可查看", "can view")
LOAD = ("可下载", "can download")


def file_denied(
    dentry: Dentry,
    role: tuple[str, str],
    language: str,
    could: Sequence[str] = (),
    *,
    is_read: bool = False,
) -> Card:
    """Offer to ask the admins for a role, in words of Chinese and English; without a uuid nothing
    is offered. Who ``could`` give it is named.

    What whoever asks has just read (``is_read``) is found again, and named to the admins; of all
    else they get the link.
    """
    data = {"name": dentry.name, "could": tuple(could)}
    if not dentry.uuid:
        return Card("file_denied", data)
    called = quoted(dentry.name, language)
    line = said(language, "申请权限", "request access", called, said(language, *role))
    which = reference(dentry.space_id, dentry.id) if is_read else f"{NODES}{dentry.uuid}"
    ask = Offer("request access", {"access": f"{which} {role[1]}"}, line)
    return Card("file_denied", data, {"ask": ask})


async def seen_before(svc: FindsFiles, command: Command, which: str) -> Dentry | None:
    """Give what somebody means as their last list had it, where it cannot be read now; by its
    number, its name, the uuid in its link, or what a button says for it.
    """
    last = await last_files(svc, command)
    if last is None:
        return None
    kept = await svc.dentries.kept(last.viewer, last.space_id, last.folder_id, last.order)
    if kept is None:
        return None
    number = number_said(which)
    if number is not None:
        item = last.item(number)
        return kept.get(item.id) if item else None
    by_id = [
        each
        for each in kept.dentries
        if which in {each.uuid or None, reference(last.space_id, each.id)}
    ]
    return kept.named(which) or (by_id[0] if by_id else None)
