from __future__ import annotations

from generated.handlers.python import send_photos as api


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> api.Answer:
    """`POST /photos`"""
    return api.operation.not_implemented()
