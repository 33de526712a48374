"""The notes of this instance of the function: an example needs no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generated.handlers.python.types import NewNote, Note

_notes: list[Note] = []


def keep(given: NewNote) -> Note:
    """Adds a note and gives it its number."""
    note: Note = {**given, "id": len(_notes) + 1}
    _notes.append(note)
    return note


def newest() -> list[Note]:
    """All notes, the newest first."""
    return _notes[::-1]


def find(number: int) -> Note | None:
    """The note of a number."""
    return next((note for note in _notes if note["id"] == number), None)
