from __future__ import annotations

from generated.handlers.python import list_notes as api

from . import store


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> api.Answer:
    """`GET /notes`: The notes, of all tags or of some."""
    wanted = request["query"].get("tag")
    notes = [note for note in store.newest() if wanted is None or set(wanted) & set(note.get("tags", []))]
    return {"status": 200, "body": notes}
