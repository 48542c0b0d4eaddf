"""Which language a message is answered in."""

from bot.conversations import Conversations
from bot.dispatch.waiting import meaning
from bot.language import language_of
from bot.messages import Message
from bot.routing import Match, Routes
from bot.services import Services
from bot.sessions import Session


class Speaking:
    """Chooses languages."""

    def __init__(
        self, routes: Routes[Services], conversations: Conversations, default: str
    ) -> None:
        """``default`` is spoken when nothing else decides."""
        self._routes = routes
        self._conversations = conversations
        self._default = default

    async def language_for(
        self, message: Message, session: Session, match: Match[Services] | None
    ) -> str:
        """Take the conversation's language if set, else that of the words, else that of the last
        answer, else the default.

        What answers a question may be a name in any language, so the question's goes on.
        """
        chosen = await self._conversations.language(message.conversation.id)
        if chosen is not None:
            return chosen
        asked = session.state
        means = meaning(message.text, asked, match, self._routes) if asked is not None else "leaves"
        if session.language and means == "answers":
            return session.language
        said = match.language if match is not None else None
        return said or language_of(message.text) or session.language or self._default

    async def language_in(self, conversation_id: str, said: str | None) -> str:
        """Take the conversation's language if set, else that of what was said, else the default."""
        chosen = await self._conversations.language(conversation_id)
        return chosen or said or self._default
