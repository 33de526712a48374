from __future__ import annotations

from generated.handlers.python import feed as api


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> None:
    """`PUT /animals`"""
    raise api.operation.not_implemented()
