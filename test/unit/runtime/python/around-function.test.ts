import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { present } from '../../../support/program.ts'

/** Functions around a whole function, tried in one process: each line that is printed is compared. */
const PROGRAM = `
import json
from handler.around_function import around_function

class Lambda:
    aws_request_id = "r"

def say(value):
    print(json.dumps(value))

def handler(event, context):
    if event == "broken":
        raise ValueError("within")
    return {"given": event}

def named(name):
    def around(event, context, following):
        say([name, event, context.aws_request_id])
        result = following()
        say(name)
        return result
    return around

def telling(event, context, following):
    try:
        return following()
    except ValueError as error:
        say(str(error))
        raise LookupError("without") from error

say(around_function(handler, [named("a"), named("b")])(1, Lambda()))
say(around_function(handler, [lambda event, context, following: {"statusCode": 503}])(1, Lambda()))
try:
    around_function(handler, [telling])("broken", Lambda())
except LookupError as error:
    say(str(error))
say(around_function(handler, [named("never")])({"apigen": "keep-warm"}, Lambda()))
say(around_function(handler, []) is handler)
`

it.skipIf(!present('python3', '--version'))('functions around a Python function do as in TypeScript', () => {
  const path = fileURLToPath(new URL('../../../../runtime/python', import.meta.url))
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', PROGRAM], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path } })
  const said = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect([said, stderr]).toEqual([
    [
      ...[['a', 1, 'r'], ['b', 1, 'r'], 'b', 'a', { given: 1 }],
      ...[{ statusCode: 503 }, 'within', 'without', { given: { apigen: 'keep-warm' } }, true],
    ],
    '',
  ])
})
