"""What the ports of the run time need of AWS, bound to boto3, which Lambda has. It is imported when it is first called."""

from __future__ import annotations

import json
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Functions:
    """Calls functions by their names: `invoke_price(Functions(), order)`."""

    def __init__(self, alias: str | None = None) -> None:
        """`alias` is that of a stage; without it a function is called as it was last uploaded."""
        self._alias = alias

    def invoke(self, name: str, payload: object, /) -> object:
        """What the function returned. Raises what it failed with."""
        wanted = {"FunctionName": name, "Payload": json.dumps(payload).encode(), **({"Qualifier": self._alias} if self._alias else {})}
        answer = _boto3().client("lambda").invoke(**wanted)
        text = answer["Payload"].read().decode()
        if "FunctionError" in answer:
            raise RuntimeError(f"The function {name} failed: {text}")
        return json.loads(text)


class Tables:
    """Reads items of DynamoDB: `stage_settings(Tables(), "settings")`."""

    def get(self, table: str, key: Mapping[str, str], /) -> Mapping[str, Any] | None:
        """The item of a key; None where there is none."""
        item: Mapping[str, Any] | None = _boto3().resource("dynamodb").Table(table).get_item(Key=dict(key)).get("Item")
        return item


# As long as a function can run, in seconds.
_LONGEST_RUN = 900


class Once:
    """Keeps answers in a table of DynamoDB whose key is `id`, and whose attribute of time to live is `until`: `idempotent(Once("answers"))`."""

    def __init__(self, table: str) -> None:
        """`table` is its name."""
        self._name = table

    def once(self, key: str, seconds: int, run: Callable[[], str], /) -> str:
        """Runs `run` for the first caller of a key, and gives its text to every later one. Raises for one that comes while the first still runs."""
        table = _boto3().resource("dynamodb").Table(self._name)
        now = int(time.time())
        try:
            table.put_item(
                Item={"id": key, "until": now + min(seconds, _LONGEST_RUN)},
                ConditionExpression="attribute_not_exists(id) OR #until < :now",
                ExpressionAttributeNames={"#until": "until"},
                ExpressionAttributeValues={":now": now},
            )
        except table.meta.client.exceptions.ConditionalCheckFailedException:
            text = table.get_item(Key={"id": key}, ConsistentRead=True).get("Item", {}).get("text")
            if not isinstance(text, str):
                raise RuntimeError("The first request of this key is still being answered.") from None
            return text
        try:
            answer = run()
        except BaseException:
            table.delete_item(Key={"id": key})
            raise
        table.put_item(Item={"id": key, "until": now + seconds, "text": answer})
        return answer


def _boto3() -> Any:
    return import_module("boto3")
