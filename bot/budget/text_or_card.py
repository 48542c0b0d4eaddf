"""Whether a plain answer is cheaper as a text by the session webhook or as a card by a call.

Both come out of an allowance: the webhook's text out of that of messages, the card out of that of
calls. Cards are nicer, so they are the rule until half of the calls are gone; from then on the
allowance of which more is left is drawn upon. Each answer tips the balance a little, so the choice
stands until it is clearly wrong.
"""

HALF = 0.5
FAR = 0.2
"""How much further gone the calls must be than the messages before texts begin."""
NEAR = 0.1
"""How close they must have come again before texts end."""


def is_text_cheaper(calls: float, messages: float, *, was: bool) -> bool:
    """Choose by the parts of the two shares that are gone; ``was`` is the choice so far."""
    return calls >= HALF and calls - messages > (NEAR if was else FAR)
