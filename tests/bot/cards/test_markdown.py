"""Without cards a face is a message to read, its buttons commands to type."""

from bot.cards import Button, Rendered, as_markdown


def test_buttons_become_commands_to_type() -> None:
    face = Rendered(
        "Spaces", "body", (Button("Next", "normal", "next"), Button("Undo", "danger", "undo"))
    )

    assert as_markdown(face, {"next": "spaces 2"}) == "#### Spaces\n\nbody\n\nNext → spaces 2"


def test_title_and_commands_are_text_and_nothing_else() -> None:
    face = Rendered("*[x](y)", "body", (Button("Delete", "danger", "delete"),))

    text = as_markdown(face, {"delete": "delete @所有人 `x`"})

    assert text == "#### \\*[x］(y)\n\nbody\n\nDelete → delete ＠所有人 \\`x\\`"


def test_a_picture_stands_under_the_body() -> None:
    assert as_markdown(Rendered("t", "b", picture="@media"), {}) == "#### t\n\nb\n\n![](@media)"
