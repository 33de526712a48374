"""Lines of JSON that name the request."""

from __future__ import annotations

import traceback
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from .json_text import write_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from .context import AnyContext


class Logger:
    """A logger whose lines name the operation, the request, the stage and whether the function has just started."""

    __slots__ = ("_context", "_write")

    def __init__(self, context: AnyContext, write: Callable[[str], object] = print) -> None:
        """`write` takes a line; by default it goes to standard output."""
        self._context = context
        self._write = write

    def debug(self, message: str, **more: object) -> None:
        """Says what only helps to find a fault."""
        self._line("debug", message, more)

    def info(self, message: str, **more: object) -> None:
        """Says what happened."""
        self._line("info", message, more)

    def warn(self, message: str, **more: object) -> None:
        """Says what may be wrong."""
        self._line("warn", message, more)

    def error(self, message: str, **more: object) -> None:
        """Says what went wrong."""
        self._line("error", message, more)

    def _line(self, level: str, message: str, more: dict[str, object]) -> None:
        known = {
            "level": level,
            "message": message,
            "time": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "operation": self._context.operation,
            "requestId": self._context.request_id,
            "stage": self._context.stage,
            "coldStart": self._context.cold_start,
        }
        try:
            line = write_json({**known, **{name: _shown(value) for name, value in more.items()}})
        except (TypeError, ValueError, RecursionError) as error:
            # What JSON cannot hold costs a line its details, never the request.
            line = write_json({**known, "unwritten": f"{type(error).__name__}: {error}"})
        self._write(line)


def _shown(value: object) -> object:
    if isinstance(value, BaseException):
        stack = "".join(traceback.format_exception(value))
        return {"name": type(value).__name__, "message": str(value), "stack": stack}
    return value
