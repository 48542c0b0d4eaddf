"""How a request is approved with less: *they get 30, not 50*, *make it 30*, *half is enough*."""

import re
from typing import Final

ONLY: Final = "(?:only|just|at most|no more than|maximum|max|not more than)"
HIM: Final = "(?:him|her|them|it|'em)"
HALF_EN: Final = "half(?: (?:of )?(?:it|that|the amount|what they (?:asked|want|wanted)(?: for)?))?"
ENOUGH: Final = (
    "(?: (?:is|are|will be|has to be|must be|ought to be) (?:enough|plenty|all|the most|fine)"
    "(?: (?:they|he|she|it) gets?| there is)?| (?:must|will|should|has to|ought to) (?:do|suffice)"
    "| it is)"
)
IS_SIZE: Final = f"(?={ONLY}|about |up to |[0-9]|half(?![a-z]))"
SIZES_GIVEN: Final = (
    re.compile(
        "(?P<led>)(?P<sized>)(?P<who>he|she|they|it|[^,.;:!?]{1,30}?)"
        "(?:(?:'ll| will| can| may| should)?(?: only| just)? gets?"
        "|(?: can| may| could| should)(?: only| just)? have)(?: only| just)? "
        f"(?:away with )?{IS_SIZE}(?P<tail>.*)(?P<yes>)"
    ),
    re.compile(
        "(?P<led>)(?P<sized>)(?P<yes>)"
        f"(?P<tail>(?:make (?:it|that) |give |with |{ONLY} )+{IS_SIZE}.*)"
    ),
    re.compile(
        "(?P<led>)(?P<sized>)(?P<yes>)(?P<tail>(?:[0-9][^,;!?]{0,12}?|half)"
        f"(?:{ENOUGH}| max(?:imum)?| at most| only)[.! ]*)"
    ),
    re.compile(
        "(?P<led>)(?P<sized>)(?P<yes>)(?P<tail>[0-9][^,;!?]{0,12}?,? (?:not|instead of) [0-9].*)"
    ),
)
"""Who says so after a yes approves, if that is a size: ``sized`` tells that it has to be one."""
