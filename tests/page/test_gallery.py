"""The gallery: every card of the bot in both languages, drawn as in the chat."""

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox import page as served
from tests.page.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

GALLERY = "/page/gallery.html"
GOLDEN = Path(__file__).parents[1] / "cards"


async def test_every_card_is_drawn_in_both_languages(visit: Visit) -> None:
    faces = [
        face
        for path in sorted(GOLDEN.glob("*.json"))
        for face in json.loads(path.read_text("utf-8")).values()
    ]
    person = await visit(path=GALLERY)
    cards = person.page.locator("#cards .card")

    await expect(cards).to_have_count(len(faces))
    titles = await person.page.locator("#cards .card-title").all_text_contents()
    labels = await person.page.locator("#cards .card-button").all_text_contents()
    assert titles == [face["title"] for face in faces if face["title"]]
    assert labels == [button["label"] for face in faces for button in face["buttons"]]
    assert faces


async def test_one_comes_to_the_gallery_from_the_chat_and_goes_back(visit: Visit) -> None:
    person = await visit()

    await person.page.get_by_role("link", name="All cards of the bot").click()
    await expect(person.page.get_by_role("heading", name="Cards", exact=True)).to_be_visible()
    await person.page.get_by_role("link", name="Back to the chat").click()

    await expect(person.page.locator("#person")).to_be_visible()


async def test_cards_are_found_by_words_and_shown_in_one_language(visit: Visit) -> None:
    person = await visit(path=GALLERY)
    cards = person.page.locator("#cards .card")

    await person.page.get_by_role("searchbox").fill("spaces-second-page")
    await expect(cards).to_have_count(2)
    await expect(person.page.locator("#shown")).to_contain_text("1 of ")
    await person.button("中文").click()
    await expect(cards).to_have_count(1)
    await expect(cards).to_contain_text("空间列表")
    await person.page.get_by_role("searchbox").fill("nothing is called so")

    await expect(person.page.locator("#cards")).to_have_text("No card has these words.")


async def test_a_button_of_the_gallery_says_what_it_would_send(visit: Visit) -> None:
    person = await visit(path=f"{GALLERY}#card-spaces")
    card = person.page.locator("#card-spaces").get_by_label("Spaces")
    await expect(card).to_be_in_viewport()

    await card.get_by_role("button", name="Next").click()

    await expect(person.page.locator(".notice")).to_contain_text("“next”")


async def test_the_gallery_fits_a_phone(visit: Visit) -> None:
    person = await visit(360, 720, path=GALLERY)

    await expect(person.page.locator("#card-spaces")).to_be_attached()

    assert await person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    width = "document.querySelector('#cards').scrollWidth <= document.querySelector('#cards').clientWidth"
    assert await person.page.evaluate(width)


async def test_a_gallery_without_cards_says_why(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "GOLDEN", tmp_path / "nowhere")

    person = await visit(path=GALLERY)

    await expect(person.page.locator("#cards")).to_contain_text("No cards lie beside this sandbox")


async def test_a_file_that_is_no_card_is_named_and_hides_no_other(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "GOLDEN", tmp_path)
    (tmp_path / "broken.json").write_text("{")
    face = {"title": "Hello", "body": "", "buttons": [], "preview": ""}
    (tmp_path / "whole.json").write_text(json.dumps({"en": face}))

    person = await visit(path=GALLERY)

    await expect(person.page.locator("#card-broken")).to_contain_text("cannot be read")
    await expect(person.page.locator("#card-whole .card")).to_have_text("Hello")
