"""Functions around everything that a function of Lambda does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .json_text import member

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from .context import LambdaContext
    from .serve import LambdaHandler

    # Given the event and Lambda's context, it calls what follows: reading and checking the event, the code, writing the result. Or it gives a
    # result itself, as API Gateway or the event's service expects it. What it raises is Lambda's error.
    AroundFunction: TypeAlias = Callable[[object, LambdaContext, Callable[[], object]], object]


def around_function(handler: LambdaHandler, around: Sequence[AroundFunction]) -> LambdaHandler:
    """A function with functions around it, the first outermost. What only keeps it warm passes by them."""
    if not around:
        return handler
    within = handler
    for outer in reversed(around):
        within = _within(outer, within)
    return lambda event, context: handler(event, context) if member(event, "apigen") == "keep-warm" else within(event, context)


def _within(outer: AroundFunction, inner: LambdaHandler) -> LambdaHandler:
    return lambda event, context: outer(event, context, lambda: inner(event, context))
