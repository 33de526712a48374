import { pythonModule } from '../../base/python-names.ts'
import type { NewProject, ProjectLanguage } from './project.ts'

/** Without `__init__.py` the folders are packages all the same; mypy wants to be told. */
const PYPROJECT = `[tool.mypy]
strict = true
explicit_package_bases = true

[tool.pyright]
typeCheckingMode = "strict"
`

/** A new project whose handlers are Python. */
export const pythonProject: ProjectLanguage = {
  runtime: 'python3.14',
  scripts: { check: 'apigen generate --check && mypy generated handlers' },
  settings: () => [{ path: 'pyproject.toml', text: PYPROJECT }],
  ignored: ['__pycache__/', '.venv/'],
  comments: {
    generate: "types, handlers' frames, checks, policies, clients, the gateway document",
    dev: 'the API at http://127.0.0.1:3000',
    test: 'calls the handler as Lambda does',
    check: 'in CI: are the generated files fresh, and do the types fit? (pip install mypy)',
  },
  first: (project) => ({
    files: [
      { path: 'handlers/python/greet.py', text: HANDLER },
      { path: 'tests/test_api.py', text: testOf(project) },
    ],
    test: 'python3 -m unittest discover tests',
  }),
}

const HANDLER = `from __future__ import annotations

from generated.handlers.python import greet as api


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> api.Answer:
    """\`GET /greetings/{name}\`: Greets somebody."""
    return {"status": 200, "body": {"text": f"Hello, {request['path']['name']}!"}}
`

function testOf({ name }: NewProject): string {
  const module = pythonModule(`${name.slice(0, 32).replace(/-$/, '')}-greet`)
  return `import json
import unittest

from generated.handlers.python.functions.${module} import handler


class Context:
    """What Lambda tells a function, as far as it is used."""

    aws_request_id = "test"
    function_name = "test"
    invoked_function_arn = "test"

    def get_remaining_time_in_millis(self) -> int:
        return 1000


class Api(unittest.TestCase):
    def test_greets_by_name(self) -> None:
        event = {"httpMethod": "GET", "resource": "/greetings/{name}", "pathParameters": {"name": "Ada"}, "requestContext": {}}
        answer = handler(event, Context())
        assert isinstance(answer, dict)
        self.assertEqual((answer["statusCode"], json.loads(answer["body"])), (200, {"text": "Hello, Ada!"}))
`
}
