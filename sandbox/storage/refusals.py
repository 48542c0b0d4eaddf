"""Storage's refusals, each with the status that the page of the called API prints."""

from sandbox.call import Call
from sandbox.errors import ApiRefusal


class StorageRefusal(ApiRefusal):
    """A refusal; `meant` is what it would be called if the page had a code for it."""

    def __init__(self, status: int, code: str, message: str, *, meant: str) -> None:
        super().__init__(status, code, message)
        self.meant = meant


def refused(call: Call, *codes: str) -> ApiRefusal:
    """The first of `codes` that the page of this API knows; `unknownError` where it knows none.

    The pages leave the text of messages open (`%s`).
    """
    known = {code: int(status) for status, _, code in _documented(call)}
    code = next((code for code in codes if code in known), "unknownError")
    return StorageRefusal(known.get(code, 500), code, code, meant=codes[0])


def meant(refusal: ApiRefusal) -> str:
    """What a row of several says of a refusal: no page lists what may stand there."""
    return refusal.meant if isinstance(refusal, StorageRefusal) else refusal.code


def wrong(call: Call, member: str = "") -> ApiRefusal:
    """A bad or missing argument, named where the page has a code for it."""
    return refused(call, *([f"paramError.{member}"] if member else []), "paramError")


def denied(call: Call) -> ApiRefusal:
    """The user lacks the right."""
    return refused(call, "permissionDenied", "paramError")


def _documented(call: Call) -> list[tuple[str, str, str]]:
    return [refusal.partition(" ") for refusal in call.endpoint.refusals]
