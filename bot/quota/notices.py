"""What the watch tells the admins unasked: troubles that they can mend, and the allowance's end."""

from dataclasses import asdict
from functools import partial

import structlog

from bot.access import Organisation, Place
from bot.budget import Crossing, Governor, Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Delivery, Target, card_id
from bot.errors import PlatformError
from bot.quota.progress import Progress, ProgressStore, Trouble
from bot.sessions import Conversations

log = structlog.get_logger()


class Notices:
    """Tells each thing once, in the admins' conversation; without one it waits for one."""

    def __init__(
        self,
        *,
        delivery: Delivery,
        organisation: Organisation,
        conversations: Conversations,
        governor: Governor,
        progress: ProgressStore,
        language: str,
    ) -> None:
        """``language`` is spoken where the conversation has chosen none."""
        self._delivery = delivery
        self._organisation = organisation
        self._conversations = conversations
        self._governor = governor
        self._progress = progress
        self._language = language

    async def tell(self) -> None:
        """Tell what is new; what cannot be told now is told another time."""
        place = await self._organisation.admins_place()
        if place is None:
            return
        for kind, trouble in (await self._progress.load()).troubles.items():
            if not trouble.told and await self._told(
                _card(kind, trouble), f"{kind}:{trouble.at}", place
            ):
                await self._progress.update(partial(Progress.told, kind=kind))
        for crossing in await self._governor.crossings():
            if await self._told(_warning(crossing), f"{crossing.what}:{crossing.until}", place):
                await self._governor.told(crossing)

    async def _told(self, card: Card, what: str, place: Place) -> bool:
        """Show a card; a rerun finds the same one, for its name follows from what is told."""
        chosen = await self._conversations.language(place.conversation.id)
        turn = f"notice:{what}"
        target = Target(
            out_track_id=card_id(turn, "notice", place.conversation.id),
            conversation=place.conversation,
            asker="",
            asker_user_id=place.user_id,
            language=chosen or self._language,
            turn=turn,
        )
        try:
            with paying(Payer(Purpose.ALERTS, conversation=place.conversation.id)):
                await self._delivery.show(card, target)
        except PlatformError as trouble:
            log.warning("notice_not_delivered", what=what, code=trouble.code)
            return False
        return True


def _card(kind: str, trouble: Trouble) -> Card:
    return Card("watch_trouble", {"kind": kind, "code": trouble.code, "at": trouble.at})


def _warning(crossing: Crossing) -> Card:
    return Card("budget_crossing", asdict(crossing))
