from __future__ import annotations

from generated.handlers.python import add_note as api

from . import store


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> api.Answer:
    """`POST /notes`: Keeps a note."""
    note = store.keep(request["body"])
    return {"status": 201, "headers": {"Location": f"/notes/{note['id']}"}, "body": note}
