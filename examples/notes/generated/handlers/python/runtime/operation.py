"""Operations as data, and the code that is bound to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeAlias, TypedDict, TypeVar

from .errors import Problem, error_response
from .failure import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NotRequired

    from .around import Middleware
    from .context import AnyContext, Context, LambdaContext
    from .errors import ErrorBody
    from .shape import Shape

Place: TypeAlias = Literal["path", "query", "header", "cookie"]

# A declared parameter and how its text is read.
ParameterSpec = TypedDict(
    "ParameterSpec",
    {
        "name": str,
        "in": Place,
        "shape": "Shape",
        "style": Literal["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "explode": bool,
    },
)


class ContentSpec(TypedDict):
    """A declared media type and how its text is read and written."""

    mediaType: str
    form: Literal["json", "form", "multipart", "text", "binary"]
    shape: NotRequired[Shape]
    """The shapes of the fields of a form, or of the parts of a multipart body; one without is given as bytes."""


class Check(Protocol):
    """What is wrong with a request: violations with `in`, `pointer` and `message`."""

    def __call__(self, request: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
        """`request` has the values by place: `path`, `query`, `headers`, `cookies`, and `body` where one was sent."""
        ...


class TemplatedSpec(TypedDict):
    """What is known of every operation."""

    id: str
    method: str
    path: str


class OperationSpec(TemplatedSpec):
    """The contract of an operation as data."""

    event: Literal["proxy", "custom", "async"]
    """`custom` and `async`: the event of mapping templates; an answer of `async` is never seen."""
    parameters: list[ParameterSpec]
    bodies: list[ContentSpec]
    responses: dict[str, list[ContentSpec]]
    """Media types by declared status: `200`, `4XX`, `default`."""
    headers: NotRequired[dict[str, str]]
    """Headers that every answer has unless the code gives them: those of CORS that the path's preflight promises."""
    errors: NotRequired[dict[str, ErrorBody]]
    """How errors are written that the code does not answer itself, by status or `default`; else as RFC 9457 has it."""
    success: int
    """The status that a custom integration answers unless it is told of an error."""
    check: Check


class Unwritten(TypedDict):
    """The answer of an operation that has no code yet, in the form of the API's errors."""

    status: Literal[501]
    contentType: str
    body: object


Asked = TypeVar("Asked")
Answered = TypeVar("Answered")
Authorized = TypeVar("Authorized")


class OperationHandler:
    """An operation with its code, as `serve` takes it."""

    __slots__ = ("answer", "spec")

    def __init__(self, spec: OperationSpec, answer: Callable[[Any, AnyContext], object]) -> None:
        """`answer` is given requests that were read and checked."""
        self.spec = spec
        self.answer = answer


class Operation(Generic[Asked, Answered, Authorized]):
    """An operation to write code for. `Authorized` is what its authorizer leaves."""

    __slots__ = ("_around", "_spec")

    def __init__(self, spec: OperationSpec, around: Sequence[Middleware] = ()) -> None:
        """`spec` is the contract as the document has it."""
        self._spec = spec
        self._around = around

    def handle(self, code: Callable[[Asked, Context[Authorized]], Answered | Unwritten]) -> OperationHandler:
        """Binds the code that answers the operation. Requests were read and checked before it runs."""
        run: Callable[[Any, AnyContext], object] = code
        for outer in reversed(self._around):
            run = _within(outer, run)
        return OperationHandler(self._spec, run)

    def around(self, *functions: Middleware) -> Operation[Asked, Answered, Authorized]:
        """The same operation with plain functions around its code, the first outermost."""
        return Operation(self._spec, (*self._around, *functions))

    def failure(self, response: Answered) -> Failure:
        """A response to raise, from anywhere below the handler."""
        return Failure(response)

    def not_implemented(self) -> Unwritten:
        """The answer until there is code: 501."""
        problem = Problem(501, "not-implemented", f"{self._spec['id']} has no code yet.")
        answer = error_response(self._spec.get("errors"), problem, self._spec["path"])
        return {"status": 501, "contentType": answer["contentType"], "body": answer["body"]}


def _within(outer: Middleware, inner: Callable[[Any, AnyContext], object]) -> Callable[[Any, AnyContext], object]:
    return lambda request, context: outer(request, context, lambda: inner(request, context))


class AsyncOperation(Generic[Asked, Authorized]):
    """An operation that API Gateway starts without waiting for an answer."""

    __slots__ = ("_spec",)

    def __init__(self, spec: OperationSpec) -> None:
        """`spec` is the contract as the document has it."""
        self._spec = spec

    def handle(self, code: Callable[[Asked, Context[Authorized]], None]) -> OperationHandler:
        """Binds the code that the event is given to."""
        return OperationHandler(self._spec, code)

    def not_implemented(self) -> Exception:
        """To raise: Lambda tries the event again, and keeps it where a destination for failures is configured."""
        return RuntimeError(f"{self._spec['id']} has no code yet.")


class TemplatedHandler:
    """An operation whose event was made by templates of the author's own, as `serve` takes it."""

    __slots__ = ("answer", "spec")

    def __init__(self, spec: TemplatedSpec, answer: Callable[[Any, LambdaContext], object]) -> None:
        """`answer` is given the event as it came."""
        self.spec = spec
        self.answer = answer


class TemplatedOperation(Generic[Asked]):
    """An operation whose mapping templates decide what its code is given and what becomes of its result."""

    __slots__ = ("_spec",)

    def __init__(self, spec: TemplatedSpec) -> None:
        """`spec` names the operation."""
        self._spec = spec

    def handle(self, code: Callable[[Asked, LambdaContext], object]) -> TemplatedHandler:
        """Binds the code that the event is given to."""
        return TemplatedHandler(self._spec, code)

    def not_implemented(self) -> Exception:
        """A Lambda error: its text is what the patterns of the integration's responses are matched against."""
        body = {"code": "not-implemented", "message": f"{self._spec['id']} has no code yet."}
        return Failure({"status": 501, "body": body})
