"""The sender's side of functions that are called by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Data = TypeVar("Data", contravariant=True)


class InvokePort(Protocol):
    """What a sender needs of Lambda: one call, which the project binds to its SDK."""

    def invoke(self, name: str, payload: object, /) -> object:
        """What the function returned, parsed."""
        ...


class Sender(Protocol[Data]):
    """Calls a function of the project by its name."""

    def __call__(self, port: InvokePort, data: Data, metadata: Mapping[str, object] | None = None) -> object:
        """What the function returned."""
        ...


def sender(name: str) -> Sender[Any]:
    """Calls a function by its name, with the event that `on_call` reads."""

    def send(port: InvokePort, data: Any, metadata: Mapping[str, object] | None = None) -> object:
        return port.invoke(name, {"metadata": metadata or {}, "data": data})

    return send
