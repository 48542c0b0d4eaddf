"""Who may do what: members look, admins change, and every attempt is on record."""

from tests.conversations.stage import Stage
from tests.conversations.watching import CREATE, LIST, PERSON, spent
from tests.sandbox_server import SandboxHandle
from tests.sweeping import tried

ADMINS_ONLY = (
    "space create X",
    "space delete Finance",
    "/admin list",
    "/admin add staff01",
    "/admin remove manager02",
    "/admin here",
    "/pause",
    "/resume",
    "/status",
    "/audit",
)
FOR_MEMBERS = ("help", "spaces", "space Finance", "use Finance", "pending", "undo", "whoami")


async def test_a_member_is_refused_what_only_admins_may(stage: Stage) -> None:
    async with stage.bot():
        for text in ADMINS_ONLY:
            with tried(text):
                ann = await stage.in_group("staff01")

                refused = await ann.says(text)

                assert refused.title == "You don't have permission"
                assert refused.labels == (("Ask an admin",) if text == "space create X" else ())
                assert LIST not in await spent(stage)


async def test_a_member_may_look(stage: Stage) -> None:
    async with stage.bot():
        for text in FOR_MEMBERS:
            with tried(text):
                ann = await stage.in_group("staff01")

                assert (await ann.says(text)).title != "You don't have permission"


async def test_an_admin_named_here_may_change_until_the_name_is_taken_back(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        ann = await stage.in_group("staff01")

        shown = await bob.says("/admin add staff01")
        added = await bob.presses(shown, "Make admin")
        named = await bob.says("/admin list")
        asked = await ann.says("space create By Ann")
        made = await ann.presses(asked, "Create")
        removed = await bob.says("/admin remove staff01")
        refused = await ann.says("space create Again")
        again = await bob.says("/admin remove staff01")

        assert "员工甲" in added.title
        assert "员工甲" in named.text
        assert "管理员甲" in named.text
        assert made.title == "Created: By Ann"
        assert "员工甲" in removed.title
        assert refused.title == "You don't have permission"
        assert again.title == "Nothing to remove"


async def test_a_role_taken_back_after_the_card_was_shown_counts(stage: Stage) -> None:
    """A click is judged by who clicked, at that moment: DingTalk is asked again."""
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create No longer")
        await _change(stage.sandbox, "manager01", isAdmin=False)
        before = (await stage.sandbox.state())["counters"]["api"].get(PERSON, 0)

        refused = await bob.presses(asked, "Create")

        assert refused.title == "You don't have permission"
        assert "No longer" not in await stage.names()
        assert (await stage.sandbox.state())["counters"]["api"][PERSON] == before + 1


async def test_a_role_taken_back_counts_when_the_answer_is_typed(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("space create No longer")
        await _change(stage.sandbox, "manager01", isAdmin=False)

        refused = await bob.says("yes")

        assert refused.title == "You don't have permission"
        assert CREATE not in await spent(stage)


async def test_an_admin_of_the_settings_is_one_whatever_dingtalk_says(stage: Stage) -> None:
    async with stage.bot(admins=["staff02"]):
        dan = await stage.in_group("staff02")
        bob = await stage.in_group("manager01")

        asked = await dan.says("space create By settings")
        made = await dan.presses(asked, "Create")
        named = await bob.says("/admin list")
        refused = await bob.says("/admin remove staff02")

        assert made.title == "Created: By settings"
        assert "staff02" in named.text
        assert refused.title == "Nothing to remove"


async def test_nobody_outside_becomes_an_admin(stage: Stage) -> None:
    async with stage.bot():
        for who in ("nobody01", "guest01"):
            with tried(who):
                bob = await stage.in_group("manager01")

                refused = await bob.says(f"/admin add {who}")
                named = await bob.says("/admin list")

                assert refused.title == "Person not found"
                assert refused.buttons == ()
                assert who not in named.text


async def test_everybody_learns_what_they_are(stage: Stage) -> None:
    async with stage.bot(language="en"):
        group = await stage.in_group("staff01")
        alone = await stage.alone("manager01")
        users = {user["userId"]: user for user in stage.state["users"]}

        public = await group.says("whoami")
        private = await alone.says("whoami")

        assert "role: member" in public.text
        assert users["staff01"]["unionId"] not in public.text
        assert "role: admin" in private.text
        assert users["manager01"]["unionId"] in private.text


async def test_refused_and_done_changes_are_in_the_audit_trail(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        ann = await stage.in_group("staff01")
        await ann.says("space delete Finance")
        asked = await bob.says("space create On record")
        await bob.presses(asked, "Create")
        await bob.says("/admin add staff02")
        await bob.says("yes")

        everything = await bob.says("/audit")
        by_space = await bob.says("/audit On record")
        by_nick = await bob.says("/audit 员工甲")
        by_id = await bob.says("/audit staff01")
        nothing = await bob.says("/audit Nobody")

        assert "管理员甲 created the space “On record”" in by_space.text
        assert "员工甲" not in by_space.text
        assert "员工甲 wanted to delete a space · refused" in by_nick.text
        assert by_nick.text.splitlines()[0] == by_id.text.splitlines()[0]
        for words in ("On record", "refused", "made 员工乙 an admin"):
            assert words in everything.text
        assert "No changes found" in nothing.text


async def test_the_audit_trail_names_dingtalks_own_request(stage: Stage) -> None:
    """With that id the developer console finds the call."""
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Traced")
        await bob.presses(asked, "Create")

        row = await bob.says("/audit Traced")

        told, _, request_id = row.text.splitlines()[0].partition(" · Request ID: ")
        assert told.endswith("created the space “Traced”")
        assert request_id.count("-") >= 4


async def test_every_step_of_a_deletion_is_on_record(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("space delete Finance")
        await bob.says("Finance")
        await bob.says("undo")

        rows = (await bob.says("/audit Finance")).text

        taken, planned = (
            "undid the deletion of “Finance”",
            "scheduled the deletion of the space “Finance”",
        )
        assert planned in rows
        assert rows.index(taken) < rows.index(planned)


async def _change(sandbox: SandboxHandle, user: str, **changed: object) -> None:
    response = await sandbox.client.patch(f"/sandbox/users/{user}", json=changed)
    response.raise_for_status()


async def test_who_is_no_member_is_offered_nothing(stage: Stage) -> None:
    async with stage.bot(language="en"):
        guest = await stage.in_group("guest01")
        ann = await stage.in_group("staff01")

        refused = await guest.says("help")
        first = await ann.says("help")

        assert refused.title == "Only for members"
        assert "**help**" not in refused.text
        assert "**help**" in first.text
