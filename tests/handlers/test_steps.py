"""The cards of a command that is built step by step."""

from bot.cards import Card, Phrase
from bot.language import NOT_A_CHOICE
from bot.rights.role import CALLED

GIVEN: list[dict[str, object]] = [
    {"label": "Where", "value": "", "said": "poster.psd"},
    {"label": "Who", "value": "", "said": "王芳 · Li_Lei [old]"},
]
TWO = dict.fromkeys(("choice1", "choice2", "back", "cancel"))
FIVE = TWO | dict.fromkeys(("choice3", "choice4", "choice5"))


def offered(said: str, label: str = "", number: int = 0) -> dict[str, object]:
    return {"said": said, "number": number, "button": {"label": label, "said": said}}


WHERE: dict[str, object] = {
    "command": "grant",
    "question": "Permission for what?",
    "how": "Send a name, a path like Design/poster.psd, or its number from the last list here.",
    "wrong": None,
    "several": False,
    "given": [],
    "offers": [
        offered("poster.psd", number=3),
        offered("a very long name of a folder", number=4),
    ],
}
ROLE: dict[str, object] = {
    **WHERE,
    "question": "Which permission?",
    "how": "Press one, or send its name.",
    "wrong": Phrase(NOT_A_CHOICE),
    "given": GIVEN,
    "offers": [offered(each, each) for each in CALLED.values()],
}
WHO: dict[str, object] = {
    **WHERE,
    "question": "Who gets permission?",
    "how": "Mention people with @, or send a name, a department, this group or everybody.",
    "several": True,
    "given": GIVEN[:1],
    "offers": [offered("王芳 · 设计部", number=1), offered("王芳 · 市场部", number=2)],
}
LINE = "grant ＠王芳 editor Design/poster.psd 7 days"
EXAMPLES = {
    "step": Card("step", WHERE, TWO),
    "step-role": Card("step", ROLE, FIVE),
    "step-several": Card("step", WHO, TWO),
    "step-not-found": Card(
        "step",
        {
            **WHERE,
            "offers": [],
            "wrong": Phrase(
                "No file, folder or space matches that. Similar: %(names)s.",
                {"names": "poster.psd · 海报_2"},
            ),
        },
        {"cancel": None},
    ),
    "steps_ready": Card(
        "steps_ready",
        {
            "command": "grant",
            "line": LINE,
            "given": [
                *GIVEN,
                {"label": "Permission", "value": "can edit", "said": "editor"},
                {"label": "Until", "value": "No end", "said": ""},
            ],
        },
        dict.fromkeys(("run", "back", "cancel")),
    ),
    "steps_over": Card("steps_over", {"command": "grant"}),
    "stopped_asking": Card("stopped_asking", {"command": "grant", "wrong": Phrase(NOT_A_CHOICE)}),
    "stopped_asking-several": Card("stopped_asking", {"command": "", "wrong": None}),
}
