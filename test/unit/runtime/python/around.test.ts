import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { present } from '../../../support/program.ts'

/** What stands around Python handlers, tried in one process: each line that is printed is compared. */
const PROGRAM = `
import contextlib, json
from handler.around import traced, with_powertools
from handler.context import Caller, Context
from handler.idempotency import idempotent
from handler.log import Logger
from handler.operation import Operation
from handler.settings import stage_settings

class Lambda:
    aws_request_id = "r"

def context(cold=True):
    return Context("pay", "id", "dev", "api", "POST", "/pay", 5, cold, Caller(), {}, {}, None, Lambda())

def say(value):
    print(json.dumps(value))

class Tool:
    def append_keys(self, **keys): say(keys)
    def remove_keys(self, keys): say(keys)

class Span:
    def set_attribute(self, name, value): say([name, value])

class Tracer:
    @contextlib.contextmanager
    def start_as_current_span(self, name):
        say(name)
        yield Span()

def named(name):
    def around(request, context, following):
        say(name)
        return following()
    return around

spec = {"id": "pay", "method": "POST", "path": "/pay", "event": "proxy", "parameters": [], "bodies": [], "responses": {}, "success": 200, "check": lambda request: []}
operation = Operation(spec).around(named("a"), with_powertools(Tool())).around(traced(Tracer()))
say(operation.handle(lambda request, context: {"status": 200}).answer({}, context()))

kept = {}
class Once:
    def once(self, key, seconds, run):
        if key not in kept:
            kept[key] = run()
        return kept[key]

count = iter(range(9))
paid = idempotent(Once())
for headers in ({"Idempotency-Key": "k"}, {"idempotency-key": "k"}, {}):
    say(paid({"headers": headers}, context(), lambda: {"status": 200, "body": next(count)}))

class Table:
    def get(self, table, key):
        say([table, key])
        return {"color": "red"}

clock = [0]
settings = stage_settings(Table(), "settings", 10, lambda: clock[0])
settings(context()), settings(context())
clock[0] = 10
say(settings(context()))

def shown(line):
    said = json.loads(line)
    said.pop("time")
    say(said if "error" not in said else [said["message"], said["error"]["name"]])

logger = Logger(context(False), shown)
logger.info("found", pet=1)
logger.error("broken", error=ValueError("x"))
logger.warn("odd", value=object())
`

it.skipIf(!present('python3', '--version'))('what stands around a Python handler does as in TypeScript', () => {
  const path = fileURLToPath(new URL('../../../../runtime/python', import.meta.url))
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', PROGRAM], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path } })
  const known = { operation: 'pay', requestId: 'id', stage: 'dev', coldStart: false }
  expect([
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
    stderr,
  ]).toEqual([
    [
      'a',
      { requestId: 'id', operation: 'pay', stage: 'dev', coldStart: true },
      'pay',
      ['http.request.method', 'POST'],
      ['http.route', '/pay'],
      ['faas.invocation_id', 'r'],
      ['faas.coldstart', true],
      ['http.response.status_code', 200],
      ['requestId', 'operation', 'stage', 'coldStart'],
      { status: 200 },
      { status: 200, body: 0 },
      { status: 200, body: 0 },
      { status: 200, body: 1 },
      ['settings', { stage: 'dev' }],
      ['settings', { stage: 'dev' }],
      { color: 'red' },
      { level: 'info', message: 'found', ...known, pet: 1 },
      ['broken', 'ValueError'],
      { level: 'warn', message: 'odd', ...known, unwritten: 'TypeError: Object of type object is not JSON serializable' },
    ],
    '',
  ])
})
