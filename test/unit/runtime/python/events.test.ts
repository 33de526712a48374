import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { present } from '../../../support/program.ts'

/** Functions of other events and authorizers in Python, tried in one process: each line that is printed is compared. */
const PROGRAM = `
import base64, json
from handler.authorizer import Authorizer, read_authorizer_event, write_decision
from handler.events import on_bus, on_call, on_kinesis, on_s3, on_sns, on_sqs
from handler.invoke import sender

def say(value):
    print(json.dumps(value))

def message(id, body, queue="orders"):
    return {"messageId": id, "body": body, "attributes": {}, "eventSourceARN": "arn:aws:sqs:eu-west-1:1:" + queue}

def record(number, data):
    return {"kinesis": {"sequenceNumber": number, "partitionKey": "p", "data": base64.b64encode(data.encode()).decode()}}

def failing(item, context):
    value = item.body if hasattr(item, "body") else item.data
    say(value)
    if value == "bad":
        raise ValueError("told")

queue = on_sqs("fulfil").handle(failing)
say(queue({"Records": [message("a", "1"), message("b", "bad"), message("c", '{"x":1.0}')]}, None))
say(queue({"Records": [message("a", "bad", "q.fifo"), message("b", "2", "q.fifo")]}, None))
say(on_kinesis("audit").handle(failing)({"Records": [record("1", '{"ü":1}'), record("2", "bad"), record("3", "3")]}, None))
s3 = {"bucket": {"name": "photos"}, "object": {"key": "raw/a+b%2Bc%C3%BC.jpg", "size": 7}}
on_s3("resize").handle(lambda change, context: say(change[:6]))({"Records": [{"eventName": "ObjectCreated:Put", "eventTime": "t", "s3": s3}]}, None)
sns = {"MessageId": "m", "TopicArn": "arn", "Subject": "hello", "Message": '{"a":1}', "Timestamp": "t"}
on_sns("announce").handle(lambda one, context: say(one[:5]))({"Records": [{"Sns": sns}]}, None)
on_bus("paid").handle(lambda one, context: say(one[:6]))({"id": "e", "source": "s", "detail-type": "Paid", "time": "t", "resources": ["r"], "detail": {"id": 1}}, None)

double = on_call("double").handle(lambda call, context: {"twice": call.data * 2, "who": call.metadata["who"]})
class Port:
    def invoke(self, name, payload): return [name, double(payload, None)]
say(sender("shop-double")(Port(), 21, {"who": "me"}))

for made in (queue, double):
    say(made({"apigen": "keep-warm"}, None))
try:
    queue({"detail": {}}, None)
except LookupError as error:
    say(str(error))
say(str(on_s3("resize").not_implemented()))

asked = read_authorizer_event({"type": "TOKEN", "authorizationToken": "t", "methodArn": "arn:aws:execute-api:eu-west-1:1:api/dev/GET/pets/1"})
ask = Authorizer()
for decision in (
    ask.allow("me", {"desk": "7"}),
    ask.allow("me", {}, methods=["GET /pets/{petId}", "* /{proxy+}"], resources=["arn:x"]),
    ask.allow("me", {}, methods=[]),
    ask.deny(),
):
    [statement] = write_decision(decision, asked)["policyDocument"]["Statement"]
    say([statement["Effect"], *statement["Resource"]])
`

it.skipIf(!present('python3', '--version'))('functions of other events and authorizers do in Python as in TypeScript', () => {
  const path = fileURLToPath(new URL('../../../../runtime/python', import.meta.url))
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', PROGRAM], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path } })
  const lines = (text: string): unknown[] =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
  const failed = (...ids: readonly string[]): object => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })
  const stage = 'arn:aws:execute-api:eu-west-1:1:api/dev'
  expect(lines(stdout)).toEqual([
    1,
    'bad',
    { x: 1 },
    failed('b'),
    'bad',
    failed('a', 'b'),
    { ü: 1 },
    'bad',
    failed('2'),
    ['ObjectCreated:Put', 't', 'photos', 'raw/a b+cü.jpg', 7, null],
    ['m', 'arn', 'hello', { a: 1 }, 't'],
    ['e', 's', 'Paid', 't', ['r'], { id: 1 }],
    ['shop-double', { twice: 42, who: 'me' }],
    null,
    null,
    'The event has no `Records`: another service than the declared one called this function.',
    'resize has no code yet.',
    ['Allow', `${stage}/*`],
    ['Allow', `${stage}/GET/pets/*`, `${stage}/*/*`, 'arn:x'],
    ['Deny', `${stage}/*`],
    ['Deny', `${stage}/*`],
  ])
  expect(lines(stderr)).toMatchObject(['b', 'a', '2'].map((id) => ({ message: 'record failed', id, error: { name: 'ValueError' } })))
})
