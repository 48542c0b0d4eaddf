"""Who may do what with a file: roles given on it and above it, as page `get-permission-list` says.

Where no page says what is there at the start: a team's space belongs to its owner, admins manage
it and everybody on the staff edits in it; a group's files are edited by its members; an app's and
a person's space belong to whom it was made for.
"""

from collections.abc import Iterator

from sandbox.people import User
from sandbox.spaces import Space
from sandbox.storage.dentry import Dentry
from sandbox.storage.grants import PRIVILEGES, ROLES, Grant, Grants, Member
from sandbox.world import World

_NEVER_BLOCKED = ROLES.index("MANAGER")


class Rights:
    """Looks up roles."""

    def __init__(self, world: World) -> None:
        self._world = world

    def given(self, space: Space, dentry: Dentry) -> Grants:
        """The roles given on this file or folder itself."""
        if dentry.grants is not None:
            return dentry.grants
        return {} if dentry.parent is not None else self._first(space)

    def give(self, space: Space, dentry: Dentry, member: Member, grant: Grant) -> None:
        """Give a role, in the place of the one before."""
        dentry.grants = {**self.given(space, dentry), member: grant}
        self._world.org.spaces.tree(space).noted()

    def take(self, space: Space, dentry: Dentry, member: Member) -> None:
        """Take a role away; none that was not given is missed."""
        dentry.grants = {m: g for m, g in self.given(space, dentry).items() if m != member}
        self._world.org.spaces.tree(space).noted()

    def leave(self, user: User) -> None:
        """Take away what somebody who leaves was given with the corpId (page
        `add-permissions-file`); what was given without it stays.
        """
        gone = Member("USER", user.user_id)
        for space in self._world.org.spaces:
            held = () if space.tree is None else space.tree.root.below()
            for dentry in [each for each in held if gone in (each.grants or {})]:
                if self.given(space, dentry)[gone].corp_id:
                    self.take(space, dentry, gone)

    def own(self, space: Space, dentry: Dentry, user: User) -> None:
        """Make whoever made a file its owner."""
        if self.role(user, space, dentry) != "OWNER":
            member = Member("USER", user.user_id)
            dentry.grants = {**self.given(space, dentry), member: Grant("OWNER")}

    def may(self, user: User, space: Space, dentry: Dentry, privilege: str) -> bool:
        """Whether somebody has a privilege."""
        role = self.role(user, space, dentry)
        return role is not None and privilege in PRIVILEGES[role]

    def sees(self, user: User, space: Space, row: Dentry) -> bool:
        """Whether a row of a folder that somebody may list is shown to them."""
        plain = row.grants is None and row.passes_on
        return plain or self.may(user, space, row, "INFO")

    def role(self, user: User, space: Space, dentry: Dentry) -> str | None:
        """The highest role here; below a break only owners and managers keep theirs."""
        best = ROLES.index("MANAGER") if user.is_admin and space.kind == "team" else -1
        blocked = False
        for here in dentry.upwards():
            rank = self._rank(user, self.given(space, here))
            best = max(best, -1 if blocked and rank < _NEVER_BLOCKED else rank)
            blocked = blocked or not here.passes_on
        return None if best < 0 else ROLES[best]

    def all(self, space: Space, dentry: Dentry) -> Iterator[tuple[Dentry, Member, Grant]]:
        """Every role that is good on a file or folder, with where it was given, from here up."""
        now, blocked = self._world.now(), False
        for here in dentry.upwards():
            for member, grant in self.given(space, here).items():
                kept = not blocked or ROLES.index(grant.role) >= _NEVER_BLOCKED
                if kept and grant.holds(now):
                    yield here, member, grant
            blocked = blocked or not here.passes_on

    def _rank(self, user: User, grants: Grants) -> int:
        now = self._world.now()
        held = (g for m, g in grants.items() if self._is(user, m) and g.holds(now))
        return max((ROLES.index(grant.role) for grant in held), default=-1)

    def _is(self, user: User, member: Member) -> bool:
        org = self._world.org
        match member.kind:
            case "USER":
                return member.member_id == user.user_id
            case "ORG":
                return member.member_id == org.corp_id and user.staff_id is not None
            case "DEPT":
                return org.is_in(user, member.member_id)
            case "CONVERSATION":
                conversation = org.conversations.get(member.member_id)
                return conversation is not None and user.user_id in conversation.members
            case _:
                return False

    def _first(self, space: Space) -> Grants:
        org = self._world.org
        owner = org.user_by_union_id(space.owner)
        closed = space.kind == "chat" and not self._world.settings.copy_chat_files
        if space.owner_type == "APP" or closed:
            return {}
        grants = {} if owner is None else {Member("USER", owner.user_id): Grant("OWNER")}
        if space.kind == "team":
            grants[Member("ORG", org.corp_id)] = Grant("EDITOR")
        if space.kind == "group":
            grants[Member("CONVERSATION", space.conversation_id)] = Grant("EDITOR")
        return grants
