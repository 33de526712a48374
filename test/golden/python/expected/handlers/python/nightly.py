from __future__ import annotations

from generated.handlers.python import nightly as api


@api.event.handle
def handler(item: api.Item, context: api.LambdaContext) -> None:
    """Called by the schedule `rate(1 day)`."""
    raise api.event.not_implemented()
