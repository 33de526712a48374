from __future__ import annotations

from generated.handlers.python import add_animal as api


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> api.Answer:
    """`POST /animals`"""
    return api.operation.not_implemented()
