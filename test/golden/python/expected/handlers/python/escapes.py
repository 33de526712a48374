from __future__ import annotations

from generated.handlers.python import escapes as api


@api.event.handle
def handler(item: api.Item, context: api.LambdaContext) -> None:
    """Messages of the queue `escapes`. Says \"\"\" so."""
    raise api.event.not_implemented()
