"""The command line: run the bot, or see what is missing to run it."""

import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
from pydantic import ValidationError

from bot.settings import Settings
from bot.variables import no_setting, problems, unknown_here

CANCEL_AGAIN_SECONDS = 3

cli = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)


@cli.command()
def run() -> None:
    """Listen to DingTalk and answer, until SIGTERM or Ctrl-C."""
    settings = _settings()
    _log_as(settings.log_format)
    _run_until_stopped(_run(settings))


@cli.command()
def storage(
    data: Annotated[Path, typer.Option(help="Folder of the embedded Valkey")] = Path(
        ".spacekeeper"
    ),
) -> None:
    """Run the embedded Valkey alone and print its URL, for several bots on one machine."""
    _run_until_stopped(_storage(data))


@cli.command()
def remember() -> None:
    """Take in what others saw of spaces before this bot, from standard input: for a demo alone."""
    settings = _settings()
    if not settings.is_sandbox:
        typer.echo("Only a bot of the sandbox may be given a past.", err=True)
        raise typer.Exit(2)
    _run_until_stopped(_remember(settings, sys.stdin.read()))


@cli.command()
def doctor(
    user: Annotated[str | None, typer.Option("--as", help="userId of an admin to ask as")] = None,
    card: Annotated[
        str | None, typer.Option(help="userId whose chat gets a card with a button to press")
    ] = None,
    wait: Annotated[float, typer.Option(help="Seconds to wait for the press")] = 60,
) -> None:
    """Check what the bot needs, and say what to switch on where.

    Stop the bot before `--card`: DingTalk gives a press to one listener of the app, and it may be
    the bot. `--as` makes two counted calls. The exit code is 1 when something failed.
    """
    from rich.console import Console  # noqa: PLC0415 - only the doctor prints so

    with _nothing_thrown_away():
        from bot.doctor import Diagnosis, Finding, Wishes, examine, unset  # noqa: PLC0415 - as below

    report = Diagnosis(Console())
    _log_as("console", logging.CRITICAL)

    async def visit(settings: Settings) -> None:
        async for finding in examine(settings, Wishes(user, card, wait)):
            report.print(finding)

    for name, near in unknown_here():
        report.print(Finding("settings", "warning", f"{name}: {no_setting(near)}"))
    try:
        _run_until_stopped(visit(Settings.model_validate({})))
    except ValidationError as wrong:
        for problem in problems(wrong):
            report.print(unset(problem))
    raise typer.Exit(report.failed)


@cli.command()
def version() -> None:
    """Print the version."""
    with _nothing_thrown_away():
        from bot.app import VERSION  # noqa: PLC0415 - a word need not load the whole bot

    typer.echo(VERSION)


@contextlib.contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Look for no garbage while modules load, a sixth of a start: all that they make stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def _run(settings: Settings) -> None:
    with _nothing_thrown_away():
        from bot.app import open_app, spare_what_stays  # noqa: PLC0415 - as above

    async with open_app(settings) as app:
        spare_what_stays()
        await app.run()


async def _remember(settings: Settings, past: str) -> None:
    from bot.quota.past import Past, remember  # noqa: PLC0415 - as above
    from bot.storage import open_store  # noqa: PLC0415 - as above

    async with open_store(settings.redis_url, settings.client_id) as store:
        typer.echo(await remember(Past.model_validate_json(past), store))


async def _storage(data: Path) -> None:
    from bot.storage import embedded  # noqa: PLC0415 - as above

    async with embedded(data) as url:
        typer.echo(url)
        sys.stdout.flush()
        await asyncio.Event().wait()


def _settings() -> Settings:
    for name, near in unknown_here():
        typer.echo(f"{name}: {no_setting(near)}", err=True)
    try:
        return Settings.model_validate({})
    except ValidationError as wrong:
        for problem in problems(wrong):
            typer.echo(problem, err=True)
        typer.echo("Nothing was started. docs/settings.md lists every setting.", err=True)
        raise typer.Exit(2) from None


def _run_until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run until the work ends, or SIGTERM or Ctrl-C ends it; a taken port or folder is one
    sentence.
    """

    async def main() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None  # noqa: S101 - inside asyncio.run there is one
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _stop, loop, task)
        with contextlib.suppress(asyncio.CancelledError):
            await work

    try:
        with asyncio.Runner(loop_factory=quick_loop()) as runner:
            runner.run(main())
    except BlockingIOError:
        typer.echo("Another process uses this data folder already; nothing was started.", err=True)
        raise typer.Exit(1) from None
    except OSError as trouble:
        typer.echo(f"Nothing was started: {trouble}", err=True)
        raise typer.Exit(1) from None


def quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Give uvloop's event loop where the platform has it; without it all runs the same, slower."""
    try:
        import uvloop  # noqa: PLC0415 - not everywhere
    except ImportError:
        return None
    return uvloop.new_event_loop


def _stop(loop: asyncio.AbstractEventLoop, *tasks: asyncio.Task[None]) -> None:
    """Cancel, and later everything that is still there: on Python 3.11 a cancel that meets a write
    to Redis is sometimes lost.
    """
    for task in tasks:
        task.cancel()
    loop.call_later(CANCEL_AGAIN_SECONDS, lambda: _stop(loop, *asyncio.all_tasks(loop)))


def _log_as(kind: str, level: int = logging.INFO) -> None:
    """Write one line an event: for people in a terminal, else JSON."""
    as_console = sys.stderr.isatty() if kind == "auto" else kind == "console"
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if as_console else structlog.processors.JSONRenderer()
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "docket"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


if __name__ == "__main__":
    cli()
