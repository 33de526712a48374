from __future__ import annotations

from generated.handlers.python import get_note as api

from . import store


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> api.Answer:
    """`GET /notes/{id}`: One note."""
    note = store.find(request["path"]["id"])
    if note is None:
        return {"status": 404, "body": {"message": f"There is no note {request['path']['id']}."}}
    return {"status": 200, "contentType": "application/json", "body": note}
