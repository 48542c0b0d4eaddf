"""Files that nobody manages any more, as each admin may see them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.access import Role
from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.rights.leavers import SeeOrphans
from bot.rights.member import Member
from bot.rights.orphans import MOST_LOOKS, Orphan, OrphanLook
from bot.routing import Router
from bot.services import Services
from bot.sessions import Offer

router = Router[Services]()

BUTTONS = ("first", "second", "third")


@router.command(
    "orphans",
    "无人管理",
    "files without a manager",
    role=Role.ADMIN,
    calls=N_("1 for each file, at most 10"),
    phrases=("which files have no manager", "哪些文件没有管理者", "哪些文件无人管理"),
    looks=True,
    label=N_("Files nobody manages"),
)
async def show_orphans(cmd: Command, svc: Services) -> Card:
    """List files and folders that nobody manages any more, as far as I know."""
    viewer = await svc.viewer(cmd)
    known = await svc.orphans.all()
    looks = [(each, await svc.orphans.look(viewer, each.place)) for each in known[:MOST_LOOKS]]
    for each, look in looks:
        if look.seen in {"managed", "gone"}:
            await svc.orphans.drop(each.place.uuid)
    found = [(each, look) for each, look in looks if look.seen == "orphan"]
    found.sort(key=lambda each: not each[1].successors)  # the buttons are for the first
    data = {
        "rows": [
            {**_row(each), "successors": await _called(look.successors, svc)}
            for each, look in found
        ],
        "unseen": sum(look.seen in {"unseen", "unknown"} for _, look in looks),
        "more": max(0, len(known) - MOST_LOOKS),
        "at": svc.now(),
    }
    first = found[0] if found else None
    successors = first[1].successors if first else ()
    data["successors"] = await _called(successors, svc)
    return Card("orphans", data, _offers(first) if first else {})


@router.action(SeeOrphans, role=Role.ADMIN, whose="anybody", words="orphans", looks=True)
async def see_orphans(_: SeeOrphans, cmd: Command, svc: Services) -> Card:
    """Show them to whoever presses, in a message of their own."""
    return replace(await svc.run(cmd, "orphans", {}), apart=True)


async def _called(members: Sequence[Member], svc: Services) -> list[str]:
    return list(await svc.directory.apart([(each.id, each.name or each.id) for each in members]))


def _row(orphan: Orphan) -> dict[str, object]:
    return {
        "name": orphan.place.name,
        "folder": orphan.place.is_folder,
        "space": orphan.place.names[0],
        "path": "/".join(orphan.place.names),
        "left": orphan.left,
    }


def _offers(found: tuple[Orphan, OrphanLook]) -> dict[str, object]:
    """Give a button for each who could manage the first: what it does is asked about, and is
    DingTalk's to refuse to whoever presses.
    """
    orphan, look = found
    place = f"file:{orphan.place.space_id}/{orphan.place.dentry_id}"
    return {
        name: Offer(
            "grant",
            {"person": each.id, "role": "manager", "place": place},
            f"grant {each.id} manager {place}",
        )
        for name, each in zip(BUTTONS, look.successors, strict=False)
    }
