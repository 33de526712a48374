"""The same operation behind Powertools' event handler, which checks requests by pydantic where `CHECKED` is set."""

from __future__ import annotations

import os
from typing import Any, Literal

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

CHECKED = os.environ.get("CHECKED") == "1"
app = APIGatewayRestResolver(enable_validation=CHECKED)
ANSWER = {"id": 1, "name": "Rex", "species": "dog"}

if CHECKED:
    from pydantic import BaseModel

    class NewPet(BaseModel):
        name: str
        species: Literal["cat", "dog", "bird"]
        born: str | None = None
        tags: list[str] = []

    def create_checked(pet: NewPet) -> Response[Any]:
        return Response(status_code=201, content_type="application/json", body=ANSWER)

    # The annotation is a text by now, and its name is not one of the module's.
    create_checked.__annotations__["pet"] = NewPet
    create_checked.__annotations__["return"] = Response[Any]
    app.post("/pets")(create_checked)
else:

    @app.post("/pets")
    def create() -> Response[Any]:
        app.current_event.json_body
        return Response(status_code=201, content_type="application/json", body='{"id":1}')


def handler(event: dict[str, Any], context: Any) -> Any:
    return app.resolve(event, context)
