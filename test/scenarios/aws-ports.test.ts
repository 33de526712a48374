import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MotoServer, startMoto } from '../support/moto-server.ts'
import { present } from '../support/program.ts'

const isThere = [present('moto_server', '--help'), present('python3', '-c', 'import boto3')].every(Boolean)

/** What is seeded for the ports of Python handlers, tried with boto3 on an emulator of DynamoDB and Lambda that nobody here wrote. */
const PROGRAM = `
import boto3, json
import aws

tables = boto3.client("dynamodb")
for name, key in (("settings", "stage"), ("answers", "id")):
    tables.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
tables.put_item(TableName="settings", Item={"stage": {"S": "dev"}, "color": {"S": "red"}})

def say(value):
    print(json.dumps(value))

def tried(action):
    try:
        say(action())
    except Exception as error:
        say(f"{type(error).__name__}: {error}")

say(aws.Tables().get("settings", {"stage": "dev"}))
say(aws.Tables().get("settings", {"stage": "prod"}))

once = aws.Once("answers")
count = iter(range(9))
say([once.once("a", 60, lambda: str(next(count))) for _ in range(2)])
tried(lambda: once.once("b", 60, lambda: once.once("b", 60, lambda: "never")))
tried(lambda: once.once("b", 60, lambda: "second"))
say([once.once("c", -1, lambda: str(next(count))) for _ in range(2)])
tried(lambda: aws.Functions("dev").invoke("nobody", {"data": 1}))
`

describe.skipIf(!isThere)('the ports of Python handlers', () => {
  let server: MotoServer
  beforeAll(async () => {
    server = await startMoto()
  }, 90_000)
  afterAll(() => server.close())

  it('reach tables and functions by boto3', { timeout: 60_000 }, () => {
    const seeded = fileURLToPath(new URL('../golden/python/expected/handlers/python', import.meta.url))
    const keys = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_DEFAULT_REGION: 'us-east-1' }
    const env = { ...process.env, ...keys, AWS_ENDPOINT_URL: server.url, PYTHONPATH: seeded }
    const { stdout, stderr } = spawnSync('python3', ['-B', '-c', PROGRAM], { encoding: 'utf8', env })
    expect([stdout.split('\n').filter((line) => line !== ''), stderr]).toEqual([
      [
        '{"stage": "dev", "color": "red"}',
        'null',
        '["0", "0"]',
        '"RuntimeError: The first request of this key is still being answered."',
        '"second"',
        '["1", "2"]',
        expect.stringContaining('ResourceNotFoundException'),
      ],
      '',
    ])
  })
})
