"""English words as they are compared: without their endings."""

from functools import lru_cache

_ENDINGS = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s")
_SHORTEST = 3


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Cut the ending off a word: ``deleted`` and ``deleting`` are ``delet``, as ``delete`` is."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            if ending == "s" and word.endswith("ss"):
                break
            word = word[: -len(ending)] + ("y" if ending in {"ied", "ies"} else "")
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        word = word[:-1]
    return word[:-1] if len(word) > _SHORTEST and word.endswith("e") else word
