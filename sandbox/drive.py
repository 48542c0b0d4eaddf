"""Drive: the four space APIs and the organisation's capacity.

Who may do what is documented only as "the user lacks the right": here everybody on the staff
sees and creates spaces, a space's owner and the organisation's admins delete it, and management
calls and the capacity are for admins unless `managementForMembers` is set.
"""

from collections.abc import Mapping
from typing import Any

from sandbox.call import Call, Reply, whole_number
from sandbox.errors import ApiRefusal
from sandbox.people import User
from sandbox.spaces import UNLIMITED, Space, page_token, read_page_token
from sandbox.views import drive_space
from sandbox.world import World

MAX_IDS = 30
MINUTES = "%Y-%m-%dT%H:%MZ"
"""The form of times that page `retrieves-the-space-list-on-the-management-side` prints."""
ORGANISATION_BYTES = 100 * (1 << 30)


class Drive:
    """Drive of the organisation."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create_space(self, call: Call) -> Reply:
        """`POST /v1.0/drive/spaces` (page `new-space`)."""
        body = call.json_object()
        user = self._actor(body)
        name = _text(body, "name", empty=True)
        longest = self._world.settings.name_max_length
        if not name.strip() or (longest and len(name) > longest):
            raise ApiRefusal(400, "name.invalid", "Space name is invalid.")
        space = self._add(name, user)
        self._world.events.state()
        return Reply(drive_space(space, self._world.org.spaces))

    def delete_space(self, call: Call) -> Reply:
        """`DELETE /v1.0/drive/spaces/{spaceId}` (page `delete-a-space`)."""
        user = self._actor(call.query)
        space = self._world.org.spaces.get(call.path["spaceId"])
        if space is None:
            raise _invalid()
        if space.built_in:
            raise ApiRefusal(400, "unsupported.operation", "Does not support the operation")
        if not user.is_admin and space.owner != user.union_id:
            raise _not_authorised(400)
        self._world.org.spaces.remove(space)
        self._world.events.state()
        return Reply()

    def list_spaces(self, call: Call) -> Reply:
        """`GET /v1.0/drive/spaces` (page `queries-a-space-list`)."""
        self._actor(call.query)
        count = _number(call.query.get("maxResults"))
        if count > self._world.settings.max_results:
            raise ApiRefusal(400, "param.error.maxresults", "Too Large MaxResults")
        if _text(call.query, "spaceType") != "org":
            raise _not_authorised(400) if call.query["spaceType"] == "personal" else _invalid()
        start = _start(call.query.get("nextToken", ""))
        return Reply(self._page(call, start, count))

    def query_spaces(self, call: Call) -> Reply:
        """`POST /v1.0/drive/managements/spaces/query`."""
        body = call.json_object()
        user = self._actor(body, refused=500)
        wanted = _ids(body.get("spaceIds"))
        self._require_manager(user, _not_authorised(500))
        spaces = self._world.org.spaces
        known = [space for space_id in wanted if (space := spaces.get(space_id)) is not None]
        if len(known) < len(wanted) and self._world.settings.unknown_ids == "error":
            raise _invalid()
        found = known[1:] if call.faulty("omit-id") else known
        return Reply({"spaces": [drive_space(space, spaces, MINUTES) for space in found]})

    def capacity(self, call: Call) -> Reply:
        """`GET /v1.0/storage/orgs/{corpId}`, in bytes."""
        union_id = call.query.get("unionId", "")
        corp_id = call.path["corpId"]
        if not union_id or corp_id != self._world.org.corp_id:
            raise ApiRefusal(400, "paramError", "paramError")
        denied = ApiRefusal(403, "permissionDenied", "permissionDenied")
        user = self._world.org.user_by_union_id(union_id)
        if user is None:
            raise denied
        self._require_manager(user, denied)
        used = self._world.org.spaces.total_used
        quota = {"used": used, "max": ORGANISATION_BYTES, "type": "SHARE"}
        partition = {"partitionType": "PUBLIC_OSS_PARTITION", "quota": quota}
        return Reply({"org": {"corpId": corp_id, "partitions": [partition]}})

    def _page(self, call: Call, start: int, count: int) -> dict[str, Any]:
        spaces = self._world.org.spaces
        if call.faulty("skip-page"):
            start = spaces.page(start, count)[1] or start
        found, following = spaces.page(start, count)
        if call.faulty("repeat-page"):
            following = start
        shown = found[1:] if call.faulty("omit-id") else found
        return {
            "spaces": [drive_space(space, spaces) for space in shown],
            "nextToken": "" if following is None else page_token(following),
        }

    def _add(self, name: str, user: User) -> Space:
        org, now = self._world.org, self._world.now()
        owner = user.union_id or ""
        space = Space(org.new_space_id(), name, owner, UNLIMITED, created=now, modified=now)
        org.spaces.add(space)
        return space

    def _actor(self, source: Mapping[str, Any], refused: int = 400) -> User:
        user = self._world.org.user_by_union_id(_text(source, "unionId"))
        if user is None:
            raise _not_authorised(refused)
        return user

    def _require_manager(self, user: User, refusal: ApiRefusal) -> None:
        if not user.is_admin and not self._world.settings.management_for_members:
            raise refusal


def _invalid() -> ApiRefusal:
    return ApiRefusal(400, "param.error", "Invalid Param")


def _not_authorised(status: int) -> ApiRefusal:
    return ApiRefusal(status, "no.priviledge", "You are not authorized to perform this operation.")


def _text(source: Mapping[str, Any], name: str, *, empty: bool = False) -> str:
    value = source.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise _invalid()
    return value


def _number(text: str | None) -> int:
    number = whole_number(text or "")
    if not number:
        raise _invalid()
    return number


def _start(token: str) -> int:
    try:
        return read_page_token(token) if token else 0
    except ValueError as error:
        raise _invalid() from error


def _ids(value: Any) -> list[str]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_IDS:
        raise _invalid()
    if not all(isinstance(space_id, str) for space_id in value):
        raise _invalid()
    return list(dict.fromkeys(value))
