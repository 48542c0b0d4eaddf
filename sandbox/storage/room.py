"""Whether there is room: in the space, its scene, the app and the organisation. Sizes are bytes."""

from sandbox.call import Call
from sandbox.spaces import Space
from sandbox.storage.desk import Desk
from sandbox.storage.refusals import refused


def check_room(desk: Desk, call: Call, space: Space, grown: int) -> None:
    """Refuse a call after which something would hold more than it may, the smallest first."""
    if grown <= 0:
        return
    for code, limit, used in _levels(desk, space):
        if 0 <= limit < used + grown:
            raise refused(call, code, "paramError")


def _levels(desk: Desk, space: Space) -> list[tuple[str, int, int]]:
    """The refusal of each level, what it may hold (-1 for any) and what it holds."""
    org, settings = desk.world.org, desk.world.settings
    used = org.spaces.used
    levels = [("spaceQuotaInsufficient", space.quota, used(space))]
    if space.kind == "app":
        apps = [each for each in org.spaces if each.kind == "app"]
        scene = sum(used(each) for each in apps if each.scene == space.scene)
        levels += [
            ("sceneQuotaInsufficient", settings.scene_quota, scene),
            ("appQuotaInsufficient", settings.app_quota, sum(map(used, apps))),
        ]
    return [*levels, ("orgQuotaInsufficient", org.capacity, org.spaces.total_used)]
