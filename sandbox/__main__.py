"""The command line: `python -m sandbox`."""

from pathlib import Path
from typing import Annotated

import typer

from sandbox.app import build_app
from sandbox.server import SandboxServer, address, listen


def main(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 8800,
    seed: Annotated[int, typer.Option(help="The same seed gives the same organisation.")] = 1,
    supervisor: Annotated[
        Path | None, typer.Option(help="Unix socket that can kill and restart the bot.")
    ] = None,
) -> None:
    """Run a DingTalk organisation in a box."""
    try:
        listener = listen(port)
    except OSError as error:
        raise typer.BadParameter(f"port {port} cannot be used: {error.strerror}") from error
    sandbox = build_app(seed, supervisor=supervisor)
    server = SandboxServer(sandbox, loop="auto")
    app = sandbox.world.app
    typer.echo(f"Sandbox listening on {address(listener)}")
    typer.echo(f"Your bot's client id is {app.client_id}, its secret {app.client_secret}")
    server.run(sockets=[listener])


if __name__ == "__main__":
    typer.run(main)
