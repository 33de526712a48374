from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generated.handlers.python.runtime.around_function import AroundFunction

around: Sequence[AroundFunction] = []
"""Stands around every function of this folder, the first outermost: `lambda event, context, following: following()`."""
