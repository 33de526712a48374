from __future__ import annotations

from generated.handlers.python import count as api


@api.event.handle
def handler(item: api.Item, context: api.LambdaContext) -> object:
    """Called by its name."""
    raise api.event.not_implemented()
