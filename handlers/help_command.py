"""One command, explained: how it is said, who may say it, what it does and what it costs."""

from dataclasses import dataclass

from bot.access import Role
from bot.cards import Card
from bot.errors import BadArgument
from bot.i18n import N_
from bot.language import normalise, unquoted
from bot.messages import Command
from bot.policy.shown import row_of
from bot.requests.request import ASKS_FOR
from bot.routing import Router, WishTexts
from bot.services import Services, Usage

router = Router[Services]()

NO_COMMAND = N_("This is not a command.")
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class CommandWords:
    """The words of a command, in either language."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give what was typed, without a slash."""
        return unquoted(text).lstrip("/／ ")

    def could_be(self, text: str) -> bool:
        """Tell whether it is short enough for a command's words."""
        words = normalise(text)
        return len(words.split()) <= MOST_WORDS and len(words) <= 40  # noqa: PLR2004 - the longest


WHICH = CommandWords("command")
_STORE = "store"


@router.command(
    "help command",
    "帮助命令",
    "命令说明",
    usage="help command [command]",
    takes=(WHICH,),
    phrases=("help {command}", "帮助 {command}", "how does the command {command} work"),
    looks=True,
    label=N_("Explain a command"),
    wish=WishTexts(value=N_("Explain the command %(value)s.")),
)
async def explain(cmd: Command, svc: Services) -> Card:
    """Explain one command: what it does, who may use it, and what it costs."""
    said = normalise(cmd[WHICH])
    if not said:
        return await svc.run(cmd, "help more", {})
    routes = [each for each in svc.commands() if said in map(normalise, each.names)]
    routes = routes or _begun_so(said, svc)
    if not routes:
        raise BadArgument(WHICH.name, cmd[WHICH], NO_COMMAND)
    route = routes[0]
    needs = route.needs(group=cmd.conversation.is_group)
    data = {
        "words": route.called(cmd.language),
        "usage": route.usage,
        "text": route.help,
        "others": _others(route),
        "for_admins": needs is Role.ADMIN,
        "calls": route.calls,
        "sentences": route.phrases_of(cmd.language)[:2],
        "rule": await _rule(route.words, cmd, svc),
        "most": svc.transfers.limits.most if route.words == _STORE else None,
    }
    if route.words in ASKS_FOR:
        data["decides"] = await _rule(ASKS_FOR[route.words], cmd, svc)
    return Card("help_command", data)


def _begun_so(said: str, svc: Services) -> list[Usage]:
    """Give the only command that people say in words that begin so: *upload* is *upload a file*."""
    found = [each for each in svc.commands() if _says(each, said)]
    return found if len(found) == 1 else []


def _says(route: Usage, said: str) -> bool:
    phrases = (*route.phrases_of("en"), *route.phrases_of("zh"))
    return any(normalise(each).startswith(said) for each in phrases)


async def _rule(words: str, cmd: Command, svc: Services) -> dict[str, object] | None:
    """Give the rule that says something of a command for whoever asks here; None for none."""
    found = (await svc.policy.verdicts([words], cmd.sender, cmd.conversation)).get(words)
    if found is None or found.rule is None:
        return None
    return row_of(found.rule, cmd.conversation.id, svc.commands(), cmd.language)


def _others(route: Usage) -> tuple[str, ...]:
    return tuple(name for name in route.names if name != route.words)[:6]
