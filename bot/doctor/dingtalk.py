"""Whether DingTalk can be reached, knows the app, and lets it do its work.

Only calls that change nothing are made, each once. Two of them eat of the monthly allowance, and
only when somebody is named to ask as (page `notice-optimization-payment-metering`).
"""

from collections.abc import AsyncIterator, Callable, Iterator
from email.utils import parsedate_to_datetime

import httpx
from pydantic import SecretStr

from bot.dingtalk.auth import TOKEN_PATH
from bot.dingtalk.contacts import Contact, Contacts
from bot.dingtalk.gate import decoded
from bot.dingtalk.http import DingTalk
from bot.dingtalk.payload import Malformed
from bot.dingtalk.stream import Listener
from bot.doctor.finding import PERMISSIONS, ROBOT, Finding, refused
from bot.drive.spaces import QUERY, SMALL_PAGE, SPACES, page_of
from bot.errors import BadCredentials, NotAuthorized, PlatformError, Refused, UserUnknown

NOBODY = "spacekeeper-doctor-asks-for-nobody"
NO_SPACE = "0"
SKEW_SECONDS = 60

READ_PEOPLE = "qyapi_get_member"
READ_SPACES = "Drive.Space.Read"
MANAGE_SPACES = "Drive.SpaceManage.Read"
SHOW_CARDS = "Card.Instance.Write"
UNTRIED = {
    "Drive.Space.Write": "creates and deletes; trying it would do so",
    "Storage.Org.Read": "tells how full the organisation as a whole is; needs the corpId",
    "Storage.Event.Write": "lets files tell of changes; trying it would switch that on",
    "qyapi_base": "uploads drawn trends; trying it would upload something",
    "qyapi_robot_sendmsg": "sends text where no card can be shown; trying it would do so",
    SHOW_CARDS: "shows cards; --card USERID tries it",
}


async def examine_reach(
    client: httpx.AsyncClient, api_base: str, now: Callable[[], int]
) -> list[Finding]:
    """Reach DingTalk's host and compare clocks; ``now`` gives milliseconds since 1970."""
    try:
        response = await client.get(api_base, follow_redirects=False)
    except httpx.HTTPError as error:
        advice = f"let this machine out to {api_base}, and by websocket to *.dingtalk.com:443"
        return [Finding("DingTalk", "failed", type(error).__name__, advice)]
    reached = Finding("DingTalk", "ok", f"{api_base} answers")
    return [reached, clock(response.headers.get("date", ""), now())]


def clock(date: str, now: int) -> Finding:
    """Compare the date of an answer with this machine's time, in milliseconds since 1970."""
    try:
        skew = round(now / 1000 - parsedate_to_datetime(date).timestamp())
    except ValueError:
        return Finding("clock", "warning", "DingTalk's answer has no date to compare with")
    if abs(skew) <= SKEW_SECONDS:
        return Finding("clock", "ok", f"within {SKEW_SECONDS} s of DingTalk's")
    where = "ahead of" if skew > 0 else "behind"
    detail = f"{abs(skew)} s {where} DingTalk's"
    return Finding("clock", "warning", detail, "switch time synchronisation on, on this machine")


async def examine_credentials(
    client: httpx.AsyncClient, api_base: str, client_id: str, secret: SecretStr
) -> Finding:
    """Ask for an access token, as the bot does; a token that lives is not changed by it."""
    body = {"appKey": client_id, "appSecret": secret.get_secret_value()}
    try:
        decoded(await client.post(api_base + TOKEN_PATH, json=body, follow_redirects=False))
    except PlatformError as error:
        return refused("Client ID and Secret", error)
    except httpx.HTTPError as error:
        return Finding("Client ID and Secret", "failed", type(error).__name__, "try again")
    return Finding("Client ID and Secret", "ok", "DingTalk gives a token for them")


async def examine_gateway(listener: Listener) -> Finding:
    """Ask for a connection, which is then not used: the bot keeps all messages."""
    try:
        await listener.open_connection()
    except BadCredentials as error:
        return refused("Stream gateway", error)
    except Refused as error:
        return Finding("Stream gateway", "failed", refused("", error).detail, ROBOT)
    except PlatformError as error:
        return refused("Stream gateway", error)
    except (Malformed, httpx.HTTPError) as error:
        return Finding("Stream gateway", "failed", type(error).__name__, "try again")
    return Finding("Stream gateway", "ok", "gives connections to this app")


def untried(*, card: bool) -> Iterator[Finding]:
    """Name the scopes that no harmless call tries; ``card`` tells that a card tries the one."""
    advice = f"see that it is on the list at {PERMISSIONS}"
    for scope, why in UNTRIED.items():
        if not (card and scope == SHOW_CARDS):
            yield Finding(scope, "unknown", why, advice)


_ROLES = {
    True: "is an admin of the organisation",
    False: "is no admin of the organisation",
    None: "may be an admin: DingTalk did not say",
}


class Rights:
    """What the app may call, found out as nobody or as one person."""

    def __init__(self, dingtalk: DingTalk, contacts: Contacts) -> None:
        self._dingtalk = dingtalk
        self._contacts = contacts

    async def examine(self, user_id: str | None) -> AsyncIterator[Finding]:
        """Try every scope that can be tried as ``user_id`` without changing anything."""
        person, found = await self._person(user_id)
        yield found
        if person is None:
            for scope in (READ_SPACES, MANAGE_SPACES):
                yield Finding(scope, "unknown", "tried only as somebody: --as USERID (an admin)")
        else:
            yield await self._listing(person)
            yield await self._query(person)

    async def _person(self, user_id: str | None) -> tuple[Contact | None, Finding]:
        try:
            person = await self._contacts.person(user_id or NOBODY, 0)
        except UserUnknown as error:
            if user_id is not None:
                return None, refused(READ_PEOPLE, error)
            return None, Finding(READ_PEOPLE, "ok", "may look people up")
        except PlatformError as error:
            return None, refused(READ_PEOPLE, error, READ_PEOPLE)
        return person, Finding(READ_PEOPLE, "ok", f"{person.user_id} {_ROLES[person.is_admin]}")

    async def _listing(self, person: Contact) -> Finding:
        query = {"unionId": person.union_id, "spaceType": "org", "maxResults": SMALL_PAGE}
        try:
            page = page_of(await self._dingtalk.call("GET", SPACES, query=query, hurried=True))
        except NotAuthorized:
            return Finding(READ_SPACES, "warning", f"{person.user_id} may not list spaces")
        except PlatformError as error:
            return refused(READ_SPACES, error, READ_SPACES)
        more = " and more" if page.following else ""
        sees = f"{person.user_id} sees {len(page.spaces)} spaces{more}"
        if page.unread:
            return Finding(READ_SPACES, "warning", f"{sees}; {page.unread} could not be read")
        return Finding(READ_SPACES, "ok", sees)

    async def _query(self, person: Contact) -> Finding:
        """Ask for a space that is not there; the bot lists instead where this is refused."""
        body = {"spaceIds": [NO_SPACE], "unionId": person.union_id}
        try:
            await self._dingtalk.call("POST", QUERY, body=body, hurried=True)
        except NotAuthorized:
            detail = f"{person.user_id} may not; the list is read instead, for more calls"
            return Finding(MANAGE_SPACES, "warning", detail)
        except PlatformError as error:
            found = refused(MANAGE_SPACES, error, MANAGE_SPACES)
            return Finding(found.what, "warning", found.detail, found.advice)
        return Finding(MANAGE_SPACES, "ok", "may look single spaces up")
