"""Which of several rules decides."""

from bot.access import Role
from bot.messages import Conversation
from bot.policy.rule import Outcome, PolicyRule, Ruling, Whom, about, decide, group, person
from tests.sweeping import sweep

TEAM = Conversation("cidTEAM==", "group", "Team")
OTHER = Conversation("cidOTHER==", "group", "Other")
ALONE = Conversation("cidALONE==", "single")
ANN = person("staff01")
WRITERS = group(TEAM.id)
MEMBER = Whom("staff01", Role.MEMBER)
WRITER = Whom("staff01", Role.MEMBER, frozenset({TEAM.id}))
ADMIN = Whom("manager01", Role.ADMIN)

Said = tuple[str, str, str, Outcome]


def outcome(words: str, whom: Whom, here: Conversation, *rules: Said) -> str:
    found = about([PolicyRule(*each) for each in rules], words, here)
    return decide(filter(whom.is_meant, found)).outcome


@sweep(
    ("words", "whom", "here", "rules", "then"),
    [
        # one rule, and what it is about
        ("file delete", MEMBER, TEAM, [], "allow"),
        ("file delete", MEMBER, TEAM, [("file delete", "", "", "deny")], "deny"),
        ("file move", MEMBER, TEAM, [("file delete", "", "", "deny")], "allow"),
        ("file delete", MEMBER, TEAM, [("file *", "", "", "deny")], "deny"),
        ("file", MEMBER, TEAM, [("file *", "", "", "deny")], "deny"),
        ("files", MEMBER, TEAM, [("file *", "", "", "deny")], "allow"),
        ("files", MEMBER, TEAM, [("*", "", "", "deny")], "deny"),
        ("files", MEMBER, TEAM, [("files", "role:member", "", "ask")], "ask"),
        ("files", ADMIN, TEAM, [("files", "role:member", "", "ask")], "allow"),
        ("files", ADMIN, TEAM, [("files", "role:admin", "", "ask")], "ask"),
        ("files", MEMBER, TEAM, [("files", "role:admin", "", "ask")], "allow"),
        ("files", MEMBER, TEAM, [("files", ANN, "", "deny")], "deny"),
        ("files", ADMIN, TEAM, [("files", ANN, "", "deny")], "allow"),
        ("files", WRITER, ALONE, [("files", WRITERS, "", "deny")], "deny"),
        ("files", MEMBER, ALONE, [("files", WRITERS, "", "deny")], "allow"),
        ("files", MEMBER, TEAM, [("files", "", TEAM.id, "deny")], "deny"),
        ("files", MEMBER, OTHER, [("files", "", TEAM.id, "deny")], "allow"),
        ("files", MEMBER, OTHER, [("files", "", "kind:group", "deny")], "deny"),
        ("files", MEMBER, ALONE, [("files", "", "kind:group", "deny")], "allow"),
        ("files", MEMBER, ALONE, [("files", "", "kind:single", "deny")], "deny"),
        # the more particular one decides, whatever it says
        ("file", MEMBER, TEAM, [("*", "", "", "deny"), ("file", "", "", "allow")], "allow"),
        ("file", MEMBER, TEAM, [("file *", "", "", "deny"), ("file", "", "", "ask")], "ask"),
        ("file", MEMBER, TEAM, [("file", "", "", "deny"), ("file", ANN, "", "allow")], "allow"),
        ("file", WRITER, TEAM, [("file", WRITERS, "", "deny"), ("file", ANN, "", "ask")], "ask"),
        ("file", MEMBER, TEAM, [("file", "", "", "allow"), ("file", "", TEAM.id, "deny")], "deny"),
        (
            "file",
            MEMBER,
            TEAM,
            [("file", "", "kind:group", "deny"), ("file", "", TEAM.id, "allow")],
            "allow",
        ),
        # neither is more particular than the other: the stricter one decides
        ("file", MEMBER, TEAM, [("file", ANN, "", "allow"), ("file", "", TEAM.id, "deny")], "deny"),
        ("file", MEMBER, TEAM, [("file", ANN, "", "ask"), ("file", "", TEAM.id, "allow")], "ask"),
        ("file", MEMBER, TEAM, [("*", ANN, "", "allow"), ("file", "", "", "deny")], "deny"),
        ("file", MEMBER, TEAM, [("*", ANN, "", "ask"), ("file", "", "", "deny")], "deny"),
        (
            "file",
            MEMBER,
            TEAM,
            [
                ("file", ANN, "", "allow"),
                ("file", "", TEAM.id, "deny"),
                ("file", ANN, TEAM.id, "allow"),
            ],
            "allow",
        ),
        # what is never taken away
        ("help", MEMBER, TEAM, [("*", "", "", "deny"), ("help", "", "", "deny")], "allow"),
        ("policy set", ADMIN, TEAM, [("policy *", "", "", "deny")], "allow"),
        ("undo", MEMBER, TEAM, [("*", "", "", "deny")], "allow"),
        ("", MEMBER, TEAM, [("*", "", "", "deny")], "allow"),
    ],
)
def test_the_most_particular_rule_decides(
    words: str, whom: Whom, here: Conversation, rules: list[Said], then: str
) -> None:
    assert outcome(words, whom, here, *rules) == then
    assert outcome(words, whom, here, *reversed(rules)) == then


def test_the_rule_that_decides_is_named() -> None:
    loose, exact = PolicyRule("*", "", "", "deny"), PolicyRule("file", "", "", "deny")
    other = PolicyRule("*", ANN, "", "deny")

    assert decide([loose, exact]) == decide([exact, loose]) == Ruling("deny", exact)
    assert decide([loose, exact, other]) == decide([other, exact, loose])
    assert decide([]) == Ruling("allow", None)
