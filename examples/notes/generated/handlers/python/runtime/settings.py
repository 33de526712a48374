"""Settings of stages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .context import AnyContext


class GetPort(Protocol):
    """What reading settings needs of a database: one call, which the project binds to its SDK."""

    def get(self, table: str, key: Mapping[str, str], /) -> Mapping[str, Any] | None:
        """The item of a key; None where there is none."""
        ...


def stage_settings(
    port: GetPort, table: str, seconds: float = 300, now: Callable[[], float] = time.monotonic
) -> Callable[[AnyContext], Mapping[str, Any]]:
    """Reads the settings of a stage: the item of a table whose key is `stage`. They are kept for `seconds`; what could not be read is read again."""
    kept: dict[str, tuple[Mapping[str, Any], float]] = {}

    def settings_of(context: AnyContext) -> Mapping[str, Any]:
        known = kept.get(context.stage)
        if known and known[1] > now():
            return known[0]
        item = port.get(table, {"stage": context.stage})
        if item is None:
            raise LookupError(f"The table {table} has no settings of the stage {context.stage}.")
        kept[context.stage] = (item, now() + seconds)
        return item

    return settings_of
