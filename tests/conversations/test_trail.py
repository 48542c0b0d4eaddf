"""What stood before an attempted change and what stood after it is in the trail."""

from bot.audit import Audit
from bot.storage import open_store
from tests.conversations.stage import Stage


async def trail(stage: Stage) -> list[tuple[str, str, str, str]]:
    """Command, outcome, before and after of every entry, oldest first."""
    settings = stage.settings()
    async with open_store(settings.redis_url, settings.client_id) as store:
        kept = await Audit(store, settings.audit_days).last(99)
    entries = [each.entry for each in reversed(kept)]
    return [(each.command, each.outcome, each.before, each.after) for each in entries]


async def test_the_trail_tells_what_was_before_and_after(stage: Stage) -> None:
    async with stage.bot(hold_seconds=3):
        bob = await stage.in_group("manager01")
        await bob.presses(await bob.says("space create Plans"), "Create")
        await bob.presses(await bob.says("space delete Plans"), "Delete")
        await bob.reads("Deleted: Plans")
        await bob.says("admin add staff01")
        await bob.says("yes")
        await bob.says("admin remove staff01")
        await bob.says("pause")
        await bob.says("space create Stopped")
        await bob.says("resume")

        assert await trail(stage) == [
            ("space create", "done", "", "used=0"),
            ("space delete", "planned", "used=0", "used=0"),
            ("space delete", "done", "used=0", ""),
            ("admin add", "done", "", "role=admin"),
            ("admin remove", "done", "role=admin", ""),
            ("pause", "done", "changes=allowed", "changes=stopped"),
            ("space create", "refused: all changes are stopped", "", ""),
            ("resume", "done", "changes=stopped", "changes=allowed"),
        ]


async def test_the_trail_is_read_in_titles_and_sentences(stage: Stage) -> None:
    """No route's words and no id of a conversation: in both languages, wherever it is asked for."""
    async with stage.bot(language="en"):
        bob, alone = await stage.in_group("manager01"), await stage.alone("manager01")
        ann = await stage.alone("staff01")
        await bob.says("operator me")
        await bob.says("watch now 市场部")
        for said in ("alert here", "yes", "admin here", "digest daily 9:00"):
            await bob.says(said)
        await bob.sends("alert mute 2h")  # answered by a text
        await bob.says("whoami")
        for said in ("admin here", "alert here 市场部", "yes"):
            await alone.says(said)
        await ann.says("alert me 市场部")
        await ann.says("space delete 市场部")

        english = "".join([(await alone.says(f"audit page {n}")).text for n in (1, 2)])
        chinese = "".join([(await alone.says(f"审计 第{n}页")).text for n in (1, 2)])
        about_ann = (await alone.says("audit 员工甲")).text

        group = "the group “市场部项目群”"
        for sentence in (
            "管理员甲 turned on alerts in our private chat for chosen spaces: 1",
            "管理员甲 made our private chat the admin conversation",
            f"管理员甲 turned on a daily digest in {group}",
            f"管理员甲 muted alerts in {group}",
        ):
            assert sentence in english
        assert "员工甲 wanted to delete a space · refused" in about_ann
        assert "员工甲 turned on alerts in the private chat with 员工甲 for spaces: 1" in about_ann
        assert "管理员甲 将与机器人的单聊设为管理员会话" in chinese
        for text in (english, chinese, about_ann):
            assert "cid" not in text
            for words in ("alert here", "admin here", "alert mute", "digest daily", "alert me"):
                assert words not in text


async def test_the_trail_is_turned_over_and_repeats_nothing_typed_in_vain(stage: Stage) -> None:
    """Pages by buttons of whoever asked, alone; a refused change is told by its command."""
    async with stage.bot(language="en"):
        bob, ann = await stage.in_group("manager01"), await stage.in_group("staff01")
        for number in range(5):
            await ann.says(f"quota set Engineering{number} {number + 1} TB")
        await ann.says("space create")

        first = await bob.says("audit")
        second = await bob.presses(first, "Next")

        assert "员工甲 wanted to create a space · refused" in first.text
        assert first.text.count("员工甲 wanted to set a soft quota · refused") == 4
        assert "Page 1 of 2 · 6 changes" in first.text
        assert second.text.count("员工甲 wanted to set a soft quota · refused") == 1
        assert "Page 2 of 2 · 6 changes" in second.text
        assert "Engineering" not in first.text + second.text
