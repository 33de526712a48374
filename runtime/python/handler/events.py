"""Functions that other services call."""

from __future__ import annotations

import base64
import sys
import traceback
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast
from urllib.parse import unquote_plus

from .json_text import items, member, members, read_json, text, texts, write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from .context import LambdaContext

    # What Lambda calls for events of other services.
    EventHandler: TypeAlias = Callable[[object, LambdaContext], object]

Item = TypeVar("Item")
Result = TypeVar("Result")
Sent = TypeVar("Sent")


class EventFunction(Generic[Item, Result]):
    """A function to write code for, which is called with one `Item` of an event at a time."""

    __slots__ = ("_id", "_run")

    def __init__(self, id: str, run: Callable[[Callable[[Any], Any], object], object]) -> None:
        """`run` is given the code, bound to Lambda's context, and an event."""
        self._id = id
        self._run = run

    def handle(self, code: Callable[[Item, LambdaContext], Result]) -> EventHandler:
        """Binds the code that an item is given to."""

        def handler(event: object, lambda_context: LambdaContext) -> object:
            # What only keeps a function warm is answered before any code of the user's.
            if member(event, "apigen") == "keep-warm":
                return None
            return self._run(lambda item: code(item, lambda_context), event)

        return handler

    def not_implemented(self) -> Exception:
        """To raise as long as there is no code: Lambda tries the event again, and keeps it where a destination for failures is configured."""
        return RuntimeError(f"{self._id} has no code yet.")


class S3Change(NamedTuple):
    """A change of an object in a bucket."""

    name: str
    """Such as `ObjectCreated:Put`."""
    time: str
    bucket: str
    key: str
    """As it is, decoded."""
    size: int | None
    """Bytes; None for a deletion."""
    version_id: str | None
    record: object


class SqsMessage(NamedTuple, Generic[Sent]):
    """A message of a queue."""

    id: str
    body: Sent
    """Parsed; a text where it is no JSON. It was not checked."""
    attributes: Mapping[str, str]
    record: object


class SnsMessage(NamedTuple, Generic[Sent]):
    """A message of a topic."""

    id: str
    topic_arn: str
    subject: str | None
    body: Sent
    """Parsed; a text where it is no JSON. It was not checked."""
    time: str
    record: object


class KinesisRecord(NamedTuple, Generic[Sent]):
    """A record of a stream."""

    sequence_number: str
    partition_key: str
    data: Sent
    """Parsed; a text where it is no JSON. It was not checked."""
    record: object


class BusEvent(NamedTuple, Generic[Sent]):
    """An event of a bus; of a schedule where `source` is `aws.events`."""

    id: str
    source: str
    type: str
    time: str
    resources: Sequence[str]
    detail: Sent
    """As it was sent. It was not checked."""
    event: object


class DirectCall(NamedTuple, Generic[Sent]):
    """What somebody sent who knows the function's name: `{"metadata": …, "data": …}`."""

    metadata: Mapping[str, object]
    data: Sent
    """As it was sent. It was not checked."""
    event: object


def on_s3(id: str) -> EventFunction[S3Change, None]:
    """A function of changes in a bucket: one that fails fails the event, which Lambda tries again."""
    return EventFunction(id, lambda code, event: _each(code, map(_s3_change, _records(event))))


def on_sns(id: str) -> EventFunction[SnsMessage[Any], None]:
    """A function of messages of a topic: one that fails fails the event, which Lambda tries again."""
    return EventFunction(id, lambda code, event: _each(code, map(_sns_message, _records(event))))


def on_sqs(id: str) -> EventFunction[SqsMessage[Any], None]:
    """A function of messages of a queue, which answers which of them failed (`ReportBatchItemFailures`): only those come again. In a FIFO queue
    nothing overtakes a message that failed, so those behind it count as failed, too."""

    def run(code: Callable[[Any], Any], event: object) -> object:
        failed: list[str] = []
        for record in _records(event):
            message = _sqs_message(record)
            is_blocked = bool(failed) and text(member(record, "eventSourceARN")).endswith(".fifo")
            if is_blocked or not _succeeds(code, message, message.id):
                failed.append(message.id)
        return _failures(failed)

    return EventFunction(id, run)


def on_kinesis(id: str) -> EventFunction[KinesisRecord[Any], None]:
    """A function of records of a stream: it ends at the first that fails, and Lambda begins there again."""

    def run(code: Callable[[Any], Any], event: object) -> object:
        for record in _records(event):
            read = _kinesis_record(record)
            if not _succeeds(code, read, read.sequence_number):
                return _failures([read.sequence_number])
        return _failures([])

    return EventFunction(id, run)


def on_bus(id: str) -> EventFunction[BusEvent[Any], None]:
    """A function of events of a bus or of a schedule."""
    return EventFunction(id, lambda code, event: code(_bus_event(event)))


def on_call(id: str) -> EventFunction[DirectCall[Any], object]:
    """A function that is called by its name, and whose result goes back to whoever waits for it."""
    return EventFunction(id, lambda code, event: code(DirectCall(members(member(event, "metadata")), member(event, "data"), event)))


def _each(code: Callable[[Any], Any], found: map[Any]) -> None:
    for item in found:
        code(item)


def _succeeds(code: Callable[[Any], Any], item: object, id: str) -> bool:
    try:
        code(item)
    except Exception as error:  # noqa: BLE001
        stack = "".join(traceback.format_exception(error))
        said = {"name": type(error).__name__, "message": str(error), "stack": stack}
        print(write_json({"level": "error", "message": "record failed", "id": id, "error": said}), file=sys.stderr, flush=True)
        return False
    return True


def _failures(ids: Sequence[str]) -> object:
    return {"batchItemFailures": [{"itemIdentifier": id} for id in ids]}


def _records(event: object) -> Sequence[object]:
    records = items(member(event, "Records"))
    if records is None:
        raise LookupError("The event has no `Records`: another service than the declared one called this function.")
    return records


def _s3_change(record: object) -> S3Change:
    s3 = member(record, "s3")
    changed = member(s3, "object")
    size = member(changed, "size")
    return S3Change(
        name=text(member(record, "eventName")),
        time=text(member(record, "eventTime")),
        bucket=text(member(member(s3, "bucket"), "name")),
        # Keys come as in forms: a blank is a plus.
        key=unquote_plus(text(member(changed, "key"))),
        size=size if isinstance(size, int) else None,
        version_id=_text_or_none(member(changed, "versionId")),
        record=record,
    )


def _sqs_message(record: object) -> SqsMessage[Any]:
    body = _parsed(text(member(record, "body")))
    return SqsMessage(text(member(record, "messageId")), body, texts(member(record, "attributes")), record)


def _sns_message(record: object) -> SnsMessage[Any]:
    sns = member(record, "Sns")
    return SnsMessage(
        id=text(member(sns, "MessageId")),
        topic_arn=text(member(sns, "TopicArn")),
        subject=_text_or_none(member(sns, "Subject")),
        body=_parsed(text(member(sns, "Message"))),
        time=text(member(sns, "Timestamp")),
        record=record,
    )


def _kinesis_record(record: object) -> KinesisRecord[Any]:
    kinesis = member(record, "kinesis")
    data = _parsed(base64.b64decode(text(member(kinesis, "data"))).decode("utf-8-sig", "replace"))
    return KinesisRecord(text(member(kinesis, "sequenceNumber")), text(member(kinesis, "partitionKey")), data, record)


def _bus_event(event: object) -> BusEvent[Any]:
    return BusEvent(
        id=text(member(event, "id")),
        source=text(member(event, "source")),
        type=text(member(event, "detail-type")),
        time=text(member(event, "time")),
        resources=[text(one) for one in items(member(event, "resources")) or ()],
        detail=member(event, "detail"),
        event=event,
    )


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _parsed(written: str) -> Any:
    """What was sent as a text: JSON where it is any."""
    try:
        return cast("Any", read_json(written))
    except (ValueError, RecursionError):
        return written
