"""Each answer and push, wrong in every way: read as what it surely says, or as nothing."""

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

import httpx
import pytest
from pydantic import SecretStr

from bot.dingtalk.auth import Tokens
from bot.dingtalk.cards import CardCalls
from bot.dingtalk.codes import Answer
from bot.dingtalk.contacts import Contacts
from bot.dingtalk.directory import Directory
from bot.dingtalk.files import Files
from bot.dingtalk.frames import read_frame
from bot.dingtalk.gate import Gate
from bot.dingtalk.http import DingTalk
from bot.dingtalk.media import upload
from bot.dingtalk.messages import RobotCalls
from bot.dingtalk.opening import ask_for_address
from bot.dingtalk.payload import Malformed
from bot.dingtalk.wire import message_from, tap_from
from bot.drive.capacity import read_capacity
from bot.drive.spaces import page_of
from bot.errors import DeliveryFailed, PlatformError, Unavailable
from bot.messages import Conversation, File, Tap
from bot.quota.events import FileEvents, Switched
from bot.rights.permissions import Permissions
from bot.storage import Store
from sandbox.malform import Place
from tests.bot.unknown.documents import (
    ANSWERS,
    EVENT,
    FRAME,
    FULL,
    OTHER,
    PUSHES,
    QUOTA,
    REFUSALS,
    TAP,
    cases,
    said,
)
from tests.sweeping import sweep

HERE = Conversation("cid", "group")
BASE = "http://127.0.0.1"


@dataclass
class Desk:
    """Answers every call in the same words, which go through the decoder as any answer does."""

    document: object

    async def call(self, *_: object, **__: object) -> Answer:
        return said(self.document)

    async def post(self, *_: object) -> Answer:
        return said(self.document)

    @property
    def dingtalk(self) -> DingTalk:
        return cast("DingTalk", self)


@pytest.mark.parametrize("api", [api for api in ANSWERS if "spaces" in ANSWERS[api]])
def test_one_broken_member_of_a_list_costs_its_row_at_most(api: str) -> None:
    document = ANSWERS[api]
    whole = page_of(Answer(document, ""))
    for place, way, wrong in cases(document):
        try:
            page = page_of(said(wrong))
        except PlatformError:
            # What is no list, or goes on nobody knows where, is none.
            assert place in {(), ("spaces",), ("nextToken",)}, (place, way)
            continue
        untouched = [space for row, space in enumerate(whole.spaces) if place[1:2] != (row,)]
        if place != ("spaces",):
            assert set(untouched) <= set(page.spaces), (place, way)
        lost = len(document["spaces"]) - len(page.spaces)
        assert page.unread or lost <= (way == "absent" and len(place) == 2), (place, way)
        _nothing_is_made_up(page.spaces, place, way)


def _nothing_is_made_up(spaces: tuple[Any, ...], place: Place, way: str) -> None:
    """A broken number is the one that was meant, or not known; the rest of the row is kept."""
    for space in spaces:
        row = {"1001": FULL, "1002": OTHER}.get(space.id)
        if row is None or way in {"number", "huge"}:
            continue
        assert space.used in {row["usedQuota"], None}, (place, way)
        assert space.quota in {row["quota"], None}, (place, way)
        if row is FULL:
            assert (space.quota is None) == (not space.quota_known), (place, way)


async def test_a_capacity_is_what_was_said_or_not_known() -> None:
    for place, way, wrong in cases(ANSWERS["GET /v1.0/storage/orgs/{corpId}"]):
        try:
            read = await read_capacity(Desk(wrong).dingtalk, "ding1", "union1")
        except PlatformError:
            assert "quota" not in place, (place, way)
            continue
        if way in {"number", "huge"} and place[-1:] in {("used",), ("max",)}:
            continue
        assert read.used in {QUOTA["used"], None}, (place, way)
        assert read.total in {QUOTA["max"], None}, (place, way)
        assert read.total is not None or not read.total_known, (place, way)


@pytest.mark.parametrize("api", [api for api in ANSWERS if "/card/" in api])
async def test_a_card_is_shown_or_not_or_nobody_knows(api: str) -> None:
    for place, way, wrong in cases(ANSWERS[api]):
        cards, outcome = CardCalls(Desk(wrong).dingtalk), "shown"
        try:
            await _card(cards, api)
        except DeliveryFailed:
            outcome = "failed"
        except Unavailable:
            outcome = "unknown"
        assert outcome != "failed", (place, way)
        hurt = (
            place[-1:] == ("success",) and len(place) > 1 and way not in {"text", "flag", "extra"}
        )
        if hurt or (place == () and not api.startswith("PUT")):
            assert outcome == "unknown", (place, way)


async def _card(cards: CardCalls, api: str) -> None:
    if api.startswith("PUT"):
        await cards.update("card1", {})
    elif api.endswith("createAndDeliver"):
        await cards.create_and_deliver(
            "card1", "t", {}, conversation=HERE, user_id="ann", robot_code="r", preview="p"
        )
    else:
        await cards.deliver("card1", conversation=HERE, user_id="ann", robot_code="r")


@pytest.mark.parametrize("api", [api for api in ANSWERS if "/robot/" in api and "File" not in api])
async def test_a_message_by_the_robot_left_or_is_an_error_of_ours(api: str) -> None:
    for place, _, wrong in cases(ANSWERS[api]):
        robot = RobotCalls(Desk(wrong).dingtalk, robot_code="r", api_base=BASE)
        try:
            await robot.send_person("ann", "t", "m")
        except PlatformError:
            assert place == () or str(place[0]).endswith("List") or place == ("errcode",), place


async def test_a_file_and_a_picture_have_an_address_or_there_is_none() -> None:
    for _, _, wrong in cases(ANSWERS["POST /media/upload"]):
        try:
            media_id = await upload(Desk(wrong).dingtalk, "image", ("a", b"", "image/png"))
        except PlatformError:
            continue
        assert media_id == "@lAL1"
    for place, way, wrong in cases(ANSWERS["POST /v1.0/robot/messageFiles/download"]):
        desk = Desk(wrong).dingtalk
        files = Files(desk, RobotCalls(desk, robot_code="r", api_base=BASE), _nowhere(), BASE)
        with pytest.raises(PlatformError):
            await files.fetch(File("a.zip", "d", "r"))
        assert way or place is not None


async def test_a_ticket_is_the_one_given_or_there_is_none() -> None:
    for place, way, wrong in cases(ANSWERS["POST /v1.0/gateway/connections/open"]):
        try:
            address = (await ask_for_address(_client(wrong), "https://x", {})).get_secret_value()
        except (Malformed, PlatformError):
            continue
        number = {"number", "negative", "huge", "text", "unknown"}
        assert address == "wss://x/connect?ticket=t" or (place == ("ticket",) and way in number)


@sweep("family", REFUSALS)
def test_a_refusal_is_an_error_of_ours_however_it_is_written(family: str) -> None:
    for place, way, wrong in cases(REFUSALS[family]):
        for status in (400, 500):
            with pytest.raises(PlatformError):
                said(wrong, status)
        with_errcode = isinstance(wrong, dict) and "errcode" in wrong
        if with_errcode and way != "extra" and place == ("errcode",) and way == "null":
            with pytest.raises(Unavailable):
                said(wrong)


@sweep("kind", PUSHES)
def test_a_message_is_answered_if_it_says_who_and_where(kind: str) -> None:
    whole = message_from(PUSHES[kind])
    for place, way, wrong in cases(PUSHES[kind]):
        try:
            read = message_from(wrong)
        except Malformed:
            assert place in {(), ("conversationId",)}, (place, way)
            continue
        if place[:1] not in {("senderStaffId",), ("senderId",)}:
            assert read.sender.key == whole.sender.key, (place, way)
        if place[:1] != ("conversationId",):
            assert read.conversation.id == whole.conversation.id
        assert read.at in {whole.at, 0} or place == ("createAt",), (place, way)
        assert {*read.mentions} <= {*whole.mentions} or place[0] == "atUsers", (place, way)
        is_said = way in {"flag", "text", "extra"} or place != ("isAdmin",)
        assert read.sender.is_admin is (True if is_said else None), (place, way)


def test_a_tap_is_of_whoever_pressed_or_of_nobody() -> None:
    whole = tap_from(TAP)
    for place, way, wrong in cases(TAP):
        try:
            tap = tap_from(wrong)
        except Malformed:
            continue
        if place and place[0] in {"outTrackId", "userId", "corpId"}:
            assert way in {"text", "number", "negative", "huge", "unknown", "extra"}, (place, way)
        else:
            assert isinstance(tap, Tap)
            assert tap.user_id == whole.user_id


def test_a_frame_is_read_or_says_what_is_wrong_with_it() -> None:
    for place, way, wrong in cases(FRAME):
        frame = read_frame(json.dumps(wrong))
        assert frame.fault or (frame.kind and frame.topic), (place, way)
    assert json.loads(read_frame(json.dumps(FRAME)).data) == EVENT


def _nowhere() -> httpx.AsyncClient:
    return _client({})


def _client(document: object) -> httpx.AsyncClient:
    """A client that is answered in these words."""
    return httpx.AsyncClient(
        transport=httpx.MockTransport(lambda _: httpx.Response(200, json=document))
    )


async def test_a_person_is_an_admin_if_dingtalk_says_so_and_none_if_it_says_that(
    store: Store,
) -> None:
    for number, (place, way, wrong) in enumerate(cases(ANSWERS["POST /topapi/v2/user/get"])):
        try:
            person = await Contacts(Desk(wrong).dingtalk, store).person(f"ann{number}", 0)
        except PlatformError:
            continue
        assert person.is_admin in {True, None}, (place, way)
        assert person.union_id == "union1" or place[-1:] == ("unionid",), (place, way)


async def test_a_name_leads_to_what_surely_has_it() -> None:
    directory = "/v1.0/contact/users/search", "POST /topapi/v2/department/listparentbyuser"
    for place, way, wrong in cases(ANSWERS[f"POST {directory[0]}"]):
        try:
            found = await Directory(Desk(wrong).dingtalk).people("a")
        except PlatformError:
            continue
        assert found.more or set(found.ids) >= {"ann", "bob"} or "list" in place, (place, way)
        assert "ann" in found.ids or found.more or place[-1:] == (0,), (place, way)
    for place, way, wrong in cases(ANSWERS[directory[1]]):
        try:
            above = await Directory(Desk(wrong).dingtalk).above("ann")
        except PlatformError:
            continue
        assert above == (("101", "1"),) or len(place) > 2 or way == "list", (place, way)


async def test_a_role_is_the_one_given_or_not_all_is_known() -> None:
    roles = "/v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
    for place, way, wrong in cases(ANSWERS[f"POST {roles}/query"]):
        try:
            rights = await Permissions(Desk(wrong).dingtalk, corp).query("ann", "aB3kf9Lm2")
        except PlatformError:
            continue
        known = {each.member.id: each.role for each in rights.rows}
        is_other = len(place) < 3 or place[-1:] == ("id",)
        is_told = known == {"ann": "OWNER", "bob": "EDITOR"} or not rights.is_whole
        assert is_told or is_other, (place, way)
    for place, way, wrong in cases(ANSWERS[f"GET {roles}/inheritances"]):
        with suppress(PlatformError):
            inherits = await Permissions(Desk(wrong).dingtalk, corp).inherits("ann", "aB3kf9Lm2")
            assert inherits is not True, (place, way)


async def corp() -> str:
    return "ding1"


async def test_a_token_is_the_one_given_or_there_is_none(store: Store) -> None:
    tokens = Tokens(
        client_id="c",
        client_secret=SecretStr("s"),
        api_base="https://x",
        store=store,
        gate=Gate(store, rate=20, block_seconds=0),
    )
    readable = {"text", "number", "negative", "huge", "unknown"}
    for place, way, wrong in cases(ANSWERS["POST /v1.0/oauth2/accessToken"]):
        try:
            token = await tokens.keep(httpx.Response(200, json=wrong))
        except PlatformError:
            continue
        assert token == "secret" or (place == ("accessToken",) and way in readable), (place, way)


async def test_an_event_marks_the_space_it_names_or_none(store: Store) -> None:
    events = FileEvents(Desk({"success": True}).dingtalk, store)
    await events.switch_on("ding1", "union1", Switched("Ann", 1))
    for place, way, wrong in cases(EVENT):
        if isinstance(wrong, dict):
            await events.note("storage_dentry_create", wrong)
            marked = await events.marked()
            assert marked <= {"1001"} or place == ("spaceId",), (place, way)
            await events.looked_at(marked)
