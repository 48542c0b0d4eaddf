"""The whole organisation as `GET /sandbox/state` shows it."""

from typing import Any

from sandbox.connections import Connections
from sandbox.people import Conversation
from sandbox.views import card_view, conversation_view, space_view, user_view
from sandbox.world import World


def state_view(world: World, connections: Connections) -> dict[str, Any]:
    """People, conversations, spaces, connections and counters at this moment."""
    org, app, allowance = world.org, world.app, world.allowance
    return {
        "corpId": org.corp_id,
        "clientId": app.client_id,
        "clientSecret": app.client_secret,
        "robotCode": app.robot_code,
        "now": world.now(),
        "users": [user_view(user) for user in org.users.values()],
        "conversations": [_conversation(world, each) for each in org.conversations.values()],
        "spaces": [space_view(space, org.spaces) for space in org.spaces],
        "connections": [connection.view() for connection in connections],
        "counters": {
            "api": dict(allowance.api),
            "counted": allowance.counted,
            "streamMessages": allowance.stream_messages,
            "webhookMessages": allowance.webhook_messages,
        },
    }


def _conversation(world: World, conversation: Conversation) -> dict[str, Any]:
    """A conversation, with the card in the box above it as long as there is one."""
    view, top = conversation_view(conversation), conversation.top
    card = world.org.cards.get(top.out_track_id) if top else None
    over = top is not None and top.expires is not None and top.expires <= world.now()
    return view if card is None or over else view | {"top": card_view(card.face)}
