"""The dentryUuid of a file or folder, worked out from spaceId and dentryId and back.

Nothing is kept for it, so that a million files need no second table, and the same seed gives the
same uuids without drawing any.
"""

import string

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
LENGTH = 32
"""Characters, as in the samples of page `search-for-files`."""
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_MODULUS = 1 << 190
"""The largest power of two that 32 of these digits can write."""
_FACTOR = 0x2545F4914F6CDD1D9E3779B97F4A7C15F39CC0605CEDC835
_INVERSE = pow(_FACTOR, -1, _MODULUS)
_SHIFT = 10**19
"""More than any dentryId: what is above it is the spaceId."""


def uuid_of(space_id: str, dentry_id: str) -> str:
    """The uuid of a dentry; both ids are decimal digits."""
    number = (int(f"1{space_id}") * _SHIFT + int(dentry_id)) * _FACTOR % _MODULUS
    written = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(DIGITS))
        written.append(DIGITS[digit])
    return "".join(written)


def ids_of(uuid: str) -> tuple[str, str] | None:
    """The spaceId and dentryId behind a uuid, none for text that is no uuid."""
    if len(uuid) != LENGTH or not _VALUES.keys() >= set(uuid):
        return None
    number = 0
    for digit in reversed(uuid):
        number = number * len(DIGITS) + _VALUES[digit]
    space, dentry = divmod(number * _INVERSE % _MODULUS, _SHIFT)
    return str(space)[1:], str(dentry)
