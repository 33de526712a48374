"""Answers questions about generated Python, one JSON line each: what shape texts have, and what happens when a project is imported."""

import ast
import builtins
import importlib
import json
import pathlib
import re
import sys
import tokenize
from io import BytesIO

# What Python, a type checker, a linter or a formatter obeys in a comment.
DIRECTIVE = re.compile(r"coding[:=]|\b(type|pyright|mypy|fmt|isort|pylint|ruff|flake8|yapf|pragma|black)[:=]|\bno(qa|sec)\b", re.IGNORECASE)
OURS = ("# noqa: BLE001",)


def shape(text):
    data = text.encode("utf-8", "surrogatepass")
    try:
        tree = ast.parse(data)
        comments = [token.string for token in tokenize.tokenize(BytesIO(data).readline) if token.type == tokenize.COMMENT]
    except (SyntaxError, ValueError, UnicodeError, tokenize.TokenError) as error:
        return f"!does not parse: {error}"
    told = [one for one in comments if DIRECTIVE.search(one) and not one.startswith(OURS)]
    if told:
        return f"!directs tools: {told[0][:100]}"
    return show(tree)


def show(node):
    if isinstance(node, list):
        return ",".join(filter(None, map(show, node)))
    if not isinstance(node, ast.AST):
        return ""
    if isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and is_text(node.value)):
        return ""
    declared = typed_dict(node)
    if declared is not None:
        return f"typed({','.join(map(show, declared))})"
    if isinstance(node, ast.Subscript) and is_typing(node.value, "Required"):
        return show(node.slice)
    if isinstance(node, ast.Subscript) and is_typing(node.value, "Union"):
        return f"union({show(node.slice.elts)})"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return f"union({','.join(map(show, alternatives(node)))})"
    if isinstance(node, ast.Name) or is_text(node):
        return "."
    if isinstance(node, ast.Constant):
        return type(node.value).__name__
    inner = [shown for _, value in ast.iter_fields(node) if (shown := show(value))]
    return f"{type(node).__name__}({','.join(inner)})"


def typed_dict(node):
    """The types of a class's fields, however it is declared: a name that no class can have is said in a call."""
    if isinstance(node, ast.ClassDef) and node.bases and is_typing(node.bases[0], "TypedDict"):
        return [field.annotation for field in node.body if isinstance(field, ast.AnnAssign)]
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and is_typing(node.value.func, "TypedDict"):
        return node.value.args[1].values
    return None


def alternatives(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*alternatives(node.left), *alternatives(node.right)]
    return [node]


def is_typing(node, name):
    return isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.value, ast.Name) and node.value.id == "typing"


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def run(folder):
    root = pathlib.Path(folder)
    sys.path.insert(0, folder)
    problems = []
    for file in sorted(root.rglob("*.py")):
        name = ".".join(file.relative_to(root).with_suffix("").parts)
        try:
            importlib.import_module(name)
        except BaseException as error:
            problems.append(f"{name} does not load: {error!r}"[:300])
    sys.path.remove(folder)
    ours = [name for name in sys.modules if name.split(".")[0] in ("generated", "handlers")]
    for name in ours:
        if hasattr(sys.modules[name], "APIGEN_PWNED"):
            problems.append(f"{name}: text became code")
        del sys.modules[name]
    if hasattr(builtins, "APIGEN_PWNED"):
        problems.append("text became code")
    return problems if ours else [*problems, "nothing was imported"]


for line in sys.stdin:
    question = json.loads(line)
    answer = run(question["run"]) if "run" in question else [shape(text) for text in question["shapes"]]
    print(json.dumps(answer), flush=True)
