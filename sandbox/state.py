"""The whole organisation as `GET /sandbox/state` shows it."""

from typing import Any

from sandbox.connections import Connections
from sandbox.people import Conversation, Top, User
from sandbox.views import card_view, conversation_view, space_view, user_view
from sandbox.world import World


def state_view(
    world: World, connections: Connections, viewer: User | None = None
) -> dict[str, Any]:
    """People, conversations, spaces, connections and counters at this moment.

    With a `viewer` the boxes above groups hold what that person sees there.
    """
    world.settle()
    org, app, allowance = world.org, world.app, world.allowance
    return {
        "corpId": org.corp_id,
        "clientId": app.client_id,
        "clientSecret": app.client_secret,
        "robotCode": app.robot_code,
        "now": world.now(),
        "users": [user_view(user) for user in org.users.values()],
        "conversations": [_conversation(world, c, viewer) for c in org.conversations.values()],
        "spaces": [space_view(space, org.spaces) for space in org.spaces],
        "connections": [connection.view() for connection in connections],
        "counters": {
            "api": dict(allowance.api),
            "counted": allowance.counted,
            "streamMessages": allowance.stream_messages,
            "webhookMessages": allowance.webhook_messages,
        },
    }


def _conversation(world: World, conversation: Conversation, viewer: User | None) -> dict[str, Any]:
    """A conversation, with the card in the box above it as long as there is one."""
    view, top = conversation_view(conversation), conversation.top
    if top is None or not top.shown(viewer, world.now()):
        return view
    card = world.org.cards.get(top.out_track_id)
    return view if card is None else view | {"top": card_view(card.face, viewer) | _bounds(top)}


def _bounds(top: Top) -> dict[str, Any]:
    """Until when and for whom, where it is not for ever and for everybody."""
    until = {} if top.expires is None else {"expires": top.expires}
    return until | ({"userIds": list(top.user_ids)} if top.user_ids else {})
