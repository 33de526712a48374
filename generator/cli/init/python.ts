import { printJson } from '../base/json.ts'
import { pythonModule } from '../base/python-names.ts'
import { CONFIG, type NewProject, type ProjectFile, projectScripts, specOf } from './new-project.ts'

const RUNTIME = 'python3.14'

/** The files of a new project whose handlers are Python, the user's from the first moment on. */
export function pythonProjectFiles(project: NewProject): readonly ProjectFile[] {
  const { name, spec, dependency } = project
  const first = spec === undefined
  const manifest = {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: {
      ...projectScripts,
      check: 'apigen generate --check && mypy generated handlers',
      ...(first && { test: 'python3 -m unittest discover tests' }),
    },
    devDependencies: { [dependency[0]]: dependency[1] },
  }
  return [
    ...(first
      ? [
          { path: 'openapi.yaml', text: specOf(project) },
          { path: 'handlers/python/greet.py', text: HANDLER },
          { path: 'tests/test_api.py', text: testOf(project) },
        ]
      : []),
    { path: CONFIG, text: `spec: ${spec ?? 'openapi.yaml'}\nfunctions:\n  runtime: ${RUNTIME}\nstages:\n  dev: {}\n` },
    { path: 'package.json', text: printJson(manifest) },
    { path: 'pyproject.toml', text: PYPROJECT },
    { path: '.gitignore', text: 'node_modules/\n.apigen/\n__pycache__/\n.venv/\n' },
    { path: 'README.md', text: readmeOf(project) },
  ]
}

/** Without `__init__.py` the folders are packages all the same; mypy wants to be told. */
const PYPROJECT = `[tool.mypy]
strict = true
explicit_package_bases = true

[tool.pyright]
typeCheckingMode = "strict"
`

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

function readmeOf({ title, spec }: NewProject): string {
  const tests = spec === undefined ? 'npm test            # calls the handler as Lambda does\n' : ''
  return `# ${title}

\`${spec ?? 'openapi.yaml'}\` is the API. After a change of it:

\`\`\`
npm run generate    # types, handlers' frames, checks, policies, clients, the gateway document
npm run dev         # the API at http://127.0.0.1:3000
${tests}npm run check       # in CI: are the generated files fresh, and do the types fit? (pip install mypy)
\`\`\`

\`generated/\` is apigen's; commit it, do not edit it. \`handlers/\` is yours: a file is made once for each new operation.
`
}
