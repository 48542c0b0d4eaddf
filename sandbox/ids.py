"""Identifiers that look like DingTalk's and come out the same for the same seed."""

import base64
import random
import time


class Ids:
    """A seeded source of identifiers, one method a kind."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same seed must give the same ids

    def hexadecimal(self, digits: int = 32) -> str:
        """Lower-case hexadecimal."""
        return f"{self._random.getrandbits(digits * 4):0{digits}x}"

    def decimal(self, digits: int = 10) -> str:
        """Decimal without a leading zero, as spaceIds and dentryIds are."""
        return str(self._random.randrange(10 ** (digits - 1), 10**digits))

    def word(self, size: int = 12) -> str:
        """Base64, with the `/`, `+` and `=` that DingTalk's ids really hold."""
        return base64.b64encode(self._random.randbytes(size)).decode()

    def union_id(self) -> str:
        """A unionId: letters and digits, ending in `iE` as DingTalk's do."""
        return base64.b64encode(self._random.randbytes(12), altchars=b"Az").decode() + "iE"

    def conversation_id(self) -> str:
        """An openConversationId."""
        return f"cid{self.word(16)}"

    def encrypted_id(self) -> str:
        """An encrypted person's id, `$:LWCP_v1:$…`."""
        return f"$:LWCP_v1:${self.word(15)}"

    def message_id(self) -> str:
        """A msgId, which several deliveries of one message share.

        It begins with the time: DingTalk never gives one twice, and a bot that remembers the last
        day's would take what is said after a restart of the same seed for a repetition.
        """
        now = time.time_ns().to_bytes(8)
        return "msg" + base64.b64encode(now + self._random.randbytes(8)).decode()

    def uuid(self) -> str:
        """A lower-case UUID."""
        digits = self.hexadecimal()
        return "-".join(
            (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]),
        )
