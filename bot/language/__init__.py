"""Reading what people type: command words, phrases, and the arguments between them."""

from bot.language.agreeing import declines, is_no, is_yes
from bot.language.all_or_off import ALL_WORDS, OFF_WORDS, is_all, is_off
from bot.language.arguments import (
    NO_UNIT,
    NOT_A_CHOICE,
    NOT_A_PAGE,
    NOT_A_SIZE,
    TOO_LARGE,
    TOO_LONG,
    TOO_SMALL,
    AskedLater,
    Choice,
    Formed,
    Page,
    Person,
    Size,
    Text,
    Which,
    paged,
)
from bot.language.conditions import NEARLY_FULL, Kind, Narrowing, Sorting
from bot.language.copying import copies_instead
from bot.language.courtesy import plain, plain_name
from bot.language.departments import are_called_alike, in_other_language
from bot.language.let_in import let_in
from bot.language.more import more_said, says_more
from bot.language.narrowing import Narrowed, share_said
from bot.language.numerals import (
    CHINESE,
    ENGLISH,
    NUMBER,
    ORDINALS,
    english_in_digits,
    in_digits,
    number,
)
from bot.language.orders import count_said, order_said
from bot.language.patterns import Pattern
from bot.language.quantities import SHARE, SIZE, share, share_of, size_of
from bot.language.renaming import (
    called_instead,
    called_right,
    name_put_forward,
    owner_in,
    size_in,
    without_size,
)
from bot.language.rows import named_or_row, row_said
from bot.language.several import not_among, numbers_said, ranges_said
from bot.language.spelling import near
from bot.language.typed import (
    Reading,
    is_number,
    language_of,
    normalise,
    split,
    trim,
    unquoted,
)

__all__ = [
    "ALL_WORDS",
    "CHINESE",
    "ENGLISH",
    "NEARLY_FULL",
    "NOT_A_CHOICE",
    "NOT_A_PAGE",
    "NOT_A_SIZE",
    "NO_UNIT",
    "NUMBER",
    "OFF_WORDS",
    "ORDINALS",
    "SHARE",
    "SIZE",
    "TOO_LARGE",
    "TOO_LONG",
    "TOO_SMALL",
    "AskedLater",
    "Choice",
    "Formed",
    "Kind",
    "Narrowed",
    "Narrowing",
    "Page",
    "Pattern",
    "Person",
    "Reading",
    "Size",
    "Sorting",
    "Text",
    "Which",
    "are_called_alike",
    "called_instead",
    "called_right",
    "copies_instead",
    "count_said",
    "declines",
    "english_in_digits",
    "in_digits",
    "in_other_language",
    "is_all",
    "is_no",
    "is_number",
    "is_off",
    "is_yes",
    "language_of",
    "let_in",
    "more_said",
    "name_put_forward",
    "named_or_row",
    "near",
    "normalise",
    "not_among",
    "number",
    "numbers_said",
    "order_said",
    "owner_in",
    "paged",
    "plain",
    "plain_name",
    "ranges_said",
    "row_said",
    "says_more",
    "share",
    "share_of",
    "share_said",
    "size_in",
    "size_of",
    "split",
    "trim",
    "unquoted",
    "without_size",
]
