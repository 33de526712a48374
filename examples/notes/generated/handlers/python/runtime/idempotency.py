"""Requests that are repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from .json_text import member, members, read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from .around import Middleware
    from .context import AnyContext


class OncePort(Protocol):
    """What doing something once needs: one call, which the project binds to its SDK."""

    def once(self, key: str, seconds: int, run: Callable[[], str], /) -> str:
        """Runs `run` for the first caller of a key, keeps its text for `seconds`, and gives it to every later one. Nothing is kept of a run that fails."""
        ...


def idempotent(port: OncePort, header: str = "Idempotency-Key", seconds: int = 86_400) -> Middleware:
    """Answers a request that is repeated with the answer of the first, told by a header that the operation declares. A request without it is
    answered like any other, and what is raised is not kept. Bodies are JSON or text: bytes cannot be kept."""

    def around(request: Any, context: AnyContext, following: Callable[[], Any]) -> Any:
        headers = members(member(request, "headers"))
        key = next((value for name, value in headers.items() if name.lower() == header.lower()), None)
        if not isinstance(key, str):
            return following()

        def run() -> str:
            response = following()
            if isinstance(member(response, "body"), (bytes, bytearray)):
                raise TypeError(f"The response of {context.operation} is bytes, which cannot be kept for its key.")
            return write_json(response)

        return read_json(port.once(f"{context.operation} {key}", seconds, run))

    return around
