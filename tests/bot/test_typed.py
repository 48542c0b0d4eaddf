"""The copy of what was typed, made at once or sign by sign."""

from bot.language.typed import Reading


def test_what_has_one_sign_for_each_is_read_as_all_else() -> None:
    """Beside a sign that cannot be seen, each character is looked at by itself."""
    ranges = (range(0x21, 0x7F), range(0xFF01, 0xFF5F), range(0x4E00, 0xA000))
    signs = "".join(chr(number) for each in ranges for number in each)
    text = f"{signs} 、。《》「」『』“”‘’ Ａ b"
    usual, other = Reading(text), Reading(f"{text}\u200b")

    assert usual.copy == other.copy
    for start in range(0, len(text), 500):
        assert usual.raw_between(start, start + 3) == other.raw_between(start, start + 3)
    assert usual.raw_between(3, len(usual.copy)) == text[3:]
