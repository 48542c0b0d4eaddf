"""What a conversation is in the middle of."""

from dataclasses import dataclass

import pytest

from bot.conversations import Called, Conversations
from bot.messages import Conversation, ConversationKey
from bot.sessions import Asking, Offer, Session, Sessions
from bot.storage import Store
from bot.tagged_union import TaggedUnion

PLACE = ConversationKey("cid1", "manager01")


@dataclass(frozen=True, slots=True)
class Naming:
    name: str


class Faces:
    """Which face each card shows, and which turn moved it there."""

    def __init__(self) -> None:
        self.shown = {"card1": (2, "earlier turn")}

    async def of(self, card: str, turn: str) -> int | None:
        face, by = self.shown.get(card, (None, ""))
        return face - 1 if face is not None and by == turn else face


@pytest.fixture
def faces() -> Faces:
    return Faces()


@pytest.fixture
def sessions(store: Store, faces: Faces) -> Sessions:
    return Sessions(store, TaggedUnion([Naming, Asking]), faces.of)


async def kept(store: Store, sessions: Sessions, session: Session) -> None:
    await store.redis.set(sessions.key(PLACE), sessions.dump(session), ex=60)


async def test_nothing_is_asked_of_somebody_new(sessions: Sessions) -> None:
    assert await sessions.load(PLACE, "turn") == Session()


@pytest.mark.parametrize(
    "session",
    [
        Session(),
        Session(last_list="list1"),
        Session(Naming("市场部"), "card1", 2, "list1"),
        Session(Asking("space create", {"name": "a"}, "name"), "card1", 2),
        Session(Naming("市场部"), "card1", 2, pending=(Offer("who", {"place": "a"}, "who a"),)),
    ],
)
async def test_a_session_comes_back_as_it_was(
    store: Store, sessions: Sessions, session: Session
) -> None:
    await kept(store, sessions, session)

    assert await sessions.load(PLACE, "turn") == session


async def test_a_part_of_a_sentence_is_answered_once(store: Store, sessions: Sessions) -> None:
    """Else a turn that leaves the session as it was would have it answered again and again."""
    await kept(store, sessions, Session(last_list="list1", onward="who can see it"))

    assert await sessions.load(PLACE, "turn") == Session(last_list="list1")


async def test_what_waits_for_a_question_ends_with_it(store: Store, sessions: Sessions) -> None:
    await kept(store, sessions, Session(pending=(Offer("who", {"place": "a"}, "who a"),)))
    over = await sessions.load(PLACE, "turn")
    await kept(store, sessions, Session(Naming("a"), "card1", 1, pending=over.pending))

    assert (await sessions.load(PLACE, "turn")).pending == ()


async def test_people_and_conversations_are_kept_apart(sessions: Sessions) -> None:
    keys = {sessions.key(ConversationKey(c, p)) for c in ("c1", "c2") for p in ("p1", "p2")}

    assert len(keys) == 4


async def test_a_state_is_over_once_its_card_shows_another_face(
    store: Store, sessions: Sessions, faces: Faces
) -> None:
    await kept(store, sessions, Session(Naming("a"), "card1", 2, "list1"))
    faces.shown["card1"] = (3, "a click")

    assert await sessions.load(PLACE, "turn") == Session(last_list="list1")


async def test_a_state_is_over_once_its_card_is_gone(store: Store, sessions: Sessions) -> None:
    await kept(store, sessions, Session(Naming("a"), "gone", 2))

    assert await sessions.load(PLACE, "turn") == Session()


async def test_a_turn_that_runs_twice_starts_from_the_same_session(
    store: Store, sessions: Sessions, faces: Faces
) -> None:
    """The first run has retired the card that asked, and died before it could end the turn."""
    session = Session(Naming("a"), "card1", 2)
    await kept(store, sessions, session)
    faces.shown["card1"] = (3, "turn")

    assert await sessions.load(PLACE, "turn") == session
    assert await sessions.load(PLACE, "next turn") == Session()


@pytest.mark.parametrize("types", [[], [Asking]])
async def test_a_state_of_another_release_waits_for_nothing(
    store: Store, sessions: Sessions, faces: Faces, types: list[type]
) -> None:
    await kept(store, sessions, Session(Naming("a"), "card1", 2, "list1"))
    older = Sessions(store, TaggedUnion(types), faces.of)

    assert (await older.load(PLACE, "turn")).state is None
    assert (await older.load(PLACE, "turn")).last_list == "list1"


async def test_a_session_of_another_shape_waits_for_nothing(
    store: Store, sessions: Sessions
) -> None:
    await store.redis.set(sessions.key(PLACE), "{}", ex=60)

    assert await sessions.load(PLACE, "turn") == Session()


async def test_a_conversation_keeps_what_it_chose(store: Store) -> None:
    conversations = Conversations(store)
    assert await conversations.language("c1") is None
    assert await conversations.default_space("c1") is None

    await conversations.choose_language("c1", "en")
    await conversations.choose_space("c1", "sp1")

    assert await conversations.language("c1") == "en"
    assert await conversations.default_space("c1") == "sp1"
    assert await conversations.language("c2") is None

    await conversations.forget_space("c1")

    assert await conversations.default_space("c1") is None
    assert await conversations.language("c1") == "en"


async def test_somebody_is_met_once(store: Store) -> None:
    conversations = Conversations(store)

    assert not await conversations.met("manager01")
    await conversations.meet("manager01")
    assert await conversations.met("manager01")
    assert not await conversations.met("staff01")


async def test_conversations_in_which_something_was_answered_are_known(store: Store) -> None:
    conversations = Conversations(store)
    assert await conversations.visited([]) == frozenset()

    await conversations.visit(Conversation("c1", "group", "Old"), "Ann")
    await conversations.visit(Conversation("c1", "group", "Team"), "Bob")

    assert await conversations.visited(["c1", "c2"]) == {"c1"}
    called = await conversations.called(["c1", "c1", "c2"])
    assert called == {"c1": Called(is_group=True, title="Team", who="Bob")}
    assert await conversations.called([]) == {}


async def test_a_visit_of_an_older_release_names_nothing(store: Store) -> None:
    await store.redis.set(store.key("visited", "c1"), 1, ex=60)

    assert await Conversations(store).called(["c1"]) == {}


async def test_who_was_turned_away_comes_back_once_however_often_that_turn_runs(
    store: Store,
) -> None:
    conversations = Conversations(store)
    assert not await conversations.comes_back("cid1", "ann", "turn 1")
    await conversations.turn_away("cid1", "ann")

    assert not await conversations.comes_back("cid2", "ann", "turn 1")
    assert not await conversations.comes_back("cid1", "bob", "turn 1")
    assert await conversations.comes_back("cid1", "ann", "turn 1")
    assert await conversations.comes_back("cid1", "ann", "turn 1")
    assert not await conversations.comes_back("cid1", "ann", "turn 2")
    assert await store.redis.ttl(store.key("turned-away", "cid1", "ann")) > 0


async def test_the_language_of_a_single_chat_is_known_by_its_person(store: Store) -> None:
    conversations, here = Conversations(store), Conversation("c1", "single")
    await conversations.visit(here, "Ann", "staff01", "en")
    spoken = await conversations.language_with("staff01")
    await conversations.choose_language("c1", "zh")

    assert (spoken, await conversations.language_with("staff01")) == ("en", "zh")
    assert await conversations.language_with("staff02") is None
