"""The command that measures the sandbox."""

from sandbox.bench import rig


async def test_it_measures_pages_single_spaces_and_pushes() -> None:
    async with rig(calls=20) as sandbox:
        assert "120 spaces, seeded in" in await sandbox.seed(120)
        for measured in (await sandbox.pages(), await sandbox.singles(), await sandbox.pushes()):
            assert measured.calls == 20
            assert measured.clock > 0
            assert "20 calls" in measured.row("20 calls", 1_000)


async def test_it_measures_pages_of_files() -> None:
    async with rig(calls=20) as sandbox:
        assert "70 files, seeded in" in await sandbox.fill(70)
        assert (await sandbox.files()).calls == 20
