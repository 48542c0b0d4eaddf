"""Drive: spaces made, listed, looked up and deleted.

Who may do what is documented only as "the user lacks the right": here everybody on the staff
sees and creates spaces, a space's owner and the organisation's admins delete it, and management
calls and the capacity are for admins unless `managementForMembers` is set.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.call import Call, Reply
from sandbox.drive_fields import (
    identifiers,
    invalid,
    not_authorised,
    page_size,
    start,
    text,
    unsupported,
)
from sandbox.errors import ApiRefusal
from sandbox.people import User
from sandbox.spaces import UNLIMITED, Space, page_token
from sandbox.views import drive_space
from sandbox.world import World

MINUTES = "%Y-%m-%dT%H:%MZ"
"""The form of times that page `retrieves-the-space-list-on-the-management-side` prints."""
PERSONAL_BYTES = 2 * (1 << 30)
"""What a person's own drive starts with (page `ding-drive-overview`)."""
LONGEST_IDENTIFIER, LONGEST_BIZ_TYPE = 9, 7
"""Characters; both must be shorter than ten and eight (page `new-custom-space`, withdrawn)."""
ENDLESS = ("empty-pages", "same-pages", "new-pages")
"""Faults by which the list never ends."""


class Drive:
    """The spaces of the organisation."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create_space(self, call: Call) -> Reply:
        """`POST /v1.0/drive/spaces` (page `new-space`)."""
        body = call.json_object()
        user = self.actor(body)
        name = text(body, "name", empty=True)
        longest = self._world.settings.name_max_length
        if not name.strip() or (longest and len(name) > longest):
            raise ApiRefusal(400, "name.invalid", "Space name is invalid.")
        return self._shown(self._add(name, user))

    def create_custom_space(self, call: Call) -> Reply:
        """`POST /v1.0/drive/spaces/customSpaces`: one hidden space a name and business."""
        body = call.json_object()
        user = self.actor(body)
        identifier, business = text(body, "identifier"), text(body, "bizType")
        mode = text(body, "permissionMode")
        too_long = len(identifier) > LONGEST_IDENTIFIER or len(business) > LONGEST_BIZ_TYPE
        if too_long or mode not in {"acl", "custom"}:
            raise invalid()
        known = self._known(self._world.org.custom.get((business, identifier)))
        if known is not None:
            return Reply(drive_space(known, self._world.org.spaces))
        made = self._add(identifier, user, hidden=True, kind="app", permission_mode=mode)
        self._world.org.custom[business, identifier] = made.space_id
        return self._shown(made)

    def my_space(self, call: Call) -> Reply:
        """`GET /v1.0/drive/mySpaces`: the user's own space, made when first asked for."""
        user = self.actor(call.query)
        personal, owner = self._world.org.personal, user.union_id or ""
        own = self._known(personal.get(owner))
        if own is None:
            own = self._add(
                user.name,
                user,
                quota=PERSONAL_BYTES,
                type="personal",
                kind="personal",
                hidden=True,
                built_in=True,
            )
            personal[owner] = own.space_id
        return Reply(drive_space(own, self._world.org.spaces))

    def one_space(self, call: Call) -> Reply:
        """`GET /v1.0/drive/spaces/{spaceId}` (page `obtain-space-information`)."""
        user = self.actor(call.query)
        space = self._world.org.spaces.get(call.path["spaceId"])
        if space is None:
            raise invalid()
        if space.type == "personal" and space.owner != user.union_id:
            raise not_authorised()
        return Reply(drive_space(space, self._world.org.spaces))

    def delete_space(self, call: Call) -> Reply:
        """`DELETE /v1.0/drive/spaces/{spaceId}` (page `delete-a-space`)."""
        user = self.actor(call.query)
        space = self._world.org.spaces.get(call.path["spaceId"])
        if space is None:
            raise invalid()
        if space.built_in:
            raise unsupported()
        if not user.is_admin and space.owner != user.union_id:
            raise not_authorised()
        self._world.org.spaces.remove(space)
        self._world.events.state()
        return Reply()

    def list_spaces(self, call: Call) -> Reply:
        """`GET /v1.0/drive/spaces` (page `queries-a-space-list`)."""
        self.actor(call.query)
        count = page_size(call.query.get("maxResults"))
        if count > self._world.settings.max_results:
            raise ApiRefusal(400, "param.error.maxresults", "Too Large MaxResults")
        if text(call.query, "spaceType") != "org":
            raise not_authorised() if call.query["spaceType"] == "personal" else invalid()
        return Reply(self._page(call, start(call.query.get("nextToken", "")), count))

    def query_spaces(self, call: Call) -> Reply:
        """`POST /v1.0/drive/managements/spaces/query`."""
        body = call.json_object()
        user = self.actor(body, refused=500)
        wanted = identifiers(body.get("spaceIds"))
        self.require_manager(user, not_authorised(500))
        known = self.known_of(wanted)
        found = known[1:] if call.faulty("omit-id") else known
        return Reply({"spaces": self.views(found)})

    def actor(self, source: Mapping[str, Any], refused: int = 400) -> User:
        """The user a call acts as; `refused` is the status when there is no such person."""
        user = self._world.org.user_by_union_id(text(source, "unionId"))
        if user is None:
            raise not_authorised(refused)
        return user

    def require_manager(self, user: User, refusal: ApiRefusal) -> None:
        """Raise `refusal` for somebody whom management calls are not for."""
        if not user.is_admin and not self._world.settings.management_for_members:
            raise refusal

    def known_of(self, space_ids: list[str]) -> list[Space]:
        """Those that exist; the others are left out, or refused, as `unknownIds` says."""
        spaces = self._world.org.spaces
        known = [space for space_id in space_ids if (space := spaces.get(space_id)) is not None]
        if len(known) < len(space_ids) and self._world.settings.unknown_ids == "error":
            raise invalid()
        return known

    def views(self, found: list[Space]) -> list[dict[str, Any]]:
        """`DriveSpace` objects as the management side writes them."""
        return [drive_space(space, self._world.org.spaces, MINUTES) for space in found]

    def _page(self, call: Call, place: int, count: int) -> dict[str, Any]:
        spaces = self._world.org.spaces
        if call.faulty("skip-page"):
            place = spaces.page(place, count)[1] or place
        found, following = spaces.page(place, count)
        if call.faulty("repeat-page"):
            following = place
        shown = found[1:] if call.faulty("omit-id") else found
        rows = [drive_space(space, spaces) for space in shown]
        if any(call.faulty(each) for each in ENDLESS):
            rows, following = rows or self._endless(call, place, count), place + count
        return {
            "spaces": rows,
            "nextToken": "" if following is None else page_token(following),
        }

    def _endless(self, call: Call, place: int, count: int) -> list[dict[str, Any]]:
        """Give a page behind the end of a list: an empty one, the first one again, or one of
        spaces that are nowhere else.
        """
        if call.faulty("empty-pages"):
            return []
        spaces = self._world.org.spaces
        first = [drive_space(space, spaces) for space in spaces.page(0, count)[0]]
        if call.faulty("same-pages"):
            return first
        ids = range(10**12 + place, 10**12 + place + count)
        return [{**first[0], "spaceId": str(each), "spaceName": str(each)} for each in ids]

    def _known(self, space_id: str | None) -> Space | None:
        return None if space_id is None else self._world.org.spaces.get(space_id)

    def _add(self, name: str, user: User, **more: Any) -> Space:
        org, now = self._world.org, self._world.now()
        space = Space(
            org.new_space_id(), name, user.union_id or "", UNLIMITED, created=now, modified=now
        )
        made = replace(space, **more)
        org.spaces.add(made)
        return made

    def _shown(self, space: Space) -> Reply:
        self._world.events.state()
        return Reply(drive_space(space, self._world.org.spaces))
