"""Responses that are raised."""

from __future__ import annotations

from .json_text import member, members, write_json


class Failure(Exception):
    """A response to raise. Its text is the Lambda error of a custom integration: `{"status":404,"body":…,"headers":{}}`."""

    def __init__(self, response: object) -> None:
        """`response` is what a handler would return."""
        body, headers = member(response, "body"), members(member(response, "headers"))
        super().__init__(write_json({"status": member(response, "status"), "body": body, "headers": headers}))
        self.response = response
