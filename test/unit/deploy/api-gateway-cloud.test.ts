import { describe, expect, it } from 'vitest'
import type { ApigenFailure } from '../../../generator/base/diagnostic.ts'
import { apiGatewayCloud } from '../../../generator/deploy/aws/api-gateway-cloud.ts'
import type { CloudOptions } from '../../../generator/deploy/aws/connection.ts'
import type { Cloud } from '../../../generator/deploy/cloud.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

type Answer =
  | {
      readonly status: number
      readonly type?: string
      readonly body?: object | string
      readonly headers?: Readonly<Record<string, string>>
    }
  | Error

interface Wire {
  readonly cloud: Cloud
  readonly requests: readonly string[]
  readonly waits: readonly number[]
}

/** A cloud whose wire gives prepared answers, one after the other, and the last one for ever. */
async function wire(answers: readonly Answer[], more: Partial<CloudOptions> = {}): Promise<Wire> {
  const requests: string[] = []
  const clock = virtualClock(() => 0)
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle({ method, path }: { method: string; path: string }) {
      const answer = answers[Math.min(requests.length, answers.length - 1)] as Answer
      requests.push(`${method} ${path}`)
      if (answer instanceof Error) throw answer
      const headers = { 'content-type': 'application/json', ...(answer.type && { 'x-amzn-errortype': answer.type }), ...answer.headers }
      const body = new TextEncoder().encode(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}))
      return { response: { statusCode: answer.status, headers, body } }
    },
  }
  const cloud = await apiGatewayCloud({
    version: '0',
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: requestHandler as unknown as NonNullable<CloudOptions['requestHandler']>,
    clock,
    ...more,
  })
  return { cloud, requests, waits: clock.waits }
}

const throttled: Answer = { status: 429, type: 'TooManyRequestsException', body: { message: 'Too Many Requests' } }
const broken: Answer = { status: 500, type: 'InternalServerError', body: { message: 'Internal' } }
const cut = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
const failure = async (work: Promise<unknown>): Promise<ApigenFailure> =>
  work.then(
    () => expect.unreachable(),
    (error) => error,
  )

describe('a call that is throttled', () => {
  it('is made again until it passes', async () => {
    const { cloud, requests, waits } = await wire([throttled, throttled, { status: 200, body: {} }])
    await cloud.tagApi('a1', { a: 'b' })
    expect([requests.length, waits]).toEqual([3, [500, 1000]])
  })

  it('waits for its turn, too, which comes at four fifths of the rate that AWS has for it', async () => {
    const { cloud, waits } = await wire([throttled, { status: 201, body: { id: 'd1' } }])
    expect(await cloud.createDeployment('a1', 'x')).toEqual({ id: 'd1' })
    expect(waits).toEqual([500, 5750])
    await cloud.createDeployment('a1', 'y')
    expect(waits).toEqual([500, 5750, 6250])
  })

  it('waits as long as API Gateway asks', async () => {
    const { cloud, waits } = await wire([
      { ...throttled, headers: { 'retry-after': '7' } },
      { status: 200, body: { id: 'a1' } },
    ])
    await cloud.getApi('a1')
    expect(waits).toEqual([7500])
  })

  it('fails after eight tries, and is known as refused', async () => {
    const { cloud, requests } = await wire([throttled])
    const error = await failure(cloud.putApi('a1', '{}', 'refused'))
    expect([requests.length, error.kind, error.refused, error.message]).toEqual([
      8,
      'remote',
      true,
      'AWS is throttling: it did not let us put the document in time.',
    ])
  })

  it('is not waited for when somebody wants to stop', async () => {
    const stopping = new AbortController()
    stopping.abort()
    const { cloud, requests, waits } = await wire([throttled], { signal: stopping.signal })
    await failure(cloud.putApi('a1', '{}', 'refused'))
    expect([requests.length, waits]).toEqual([1, []])
  })
})

describe('a call that may have had its effect', () => {
  it.each([
    ['broken', broken],
    ['cut off', cut],
  ])('and was %s is not made again: whoever made it looks first', async (_name, answer) => {
    for (const call of ['createApi', 'putApi', 'createDeployment', 'createStage', 'updateStage', 'tagApi'] as const) {
      const { cloud, requests } = await wire([answer])
      const change = { deploymentId: 'd1', set: {}, remove: [], settings: { set: {}, drop: [] }, canary: { kind: 'keep' } } as const
      const work = {
        createApi: () => cloud.createApi('pets', {}),
        putApi: () => cloud.putApi('a1', '{}', 'refused'),
        updateStage: () => cloud.updateStage('a1', 'dev', change),
        tagApi: () => cloud.tagApi('a1', { a: 'b' }),
        createDeployment: () => cloud.createDeployment('a1', ''),
        createStage: () => cloud.createStage('a1', 'dev', change),
      }
      expect((await failure(work[call]())).refused).toBe(false)
      expect(requests.length).toBe(1)
    }
  })

  it('is made again where it only reads', async () => {
    const { cloud, requests } = await wire([broken, cut, { status: 200, body: { id: 'a1' } }])
    await cloud.getApi('a1')
    expect(requests).toEqual(['GET /restapis/a1', 'GET /restapis/a1', 'GET /restapis/a1'])
  })
})

describe('failures in words', () => {
  const answer = (status: number, type: string, message: string): Answer => ({ status, type, body: { message } })
  const cases: readonly (readonly [name: string, answer: Answer, tries: number, said: RegExp, refused: boolean])[] = [
    [
      'a document with a warning',
      answer(400, 'BadRequestException', 'Warnings found during import'),
      1,
      /^API Gateway refuses to put the document:\nWarnings found/,
      true,
    ],
    [
      'another change at work',
      answer(409, 'ConflictException', 'Unable to complete operation due to concurrent modification. Please try again later.'),
      8,
      /^Somebody else is changing the API/,
      true,
    ],
    [
      'another change at work, in other words',
      answer(400, 'BadRequestException', 'There is already an update in progress'),
      8,
      /^Somebody else is changing the API/,
      true,
    ],
    [
      'missing rights',
      answer(403, 'AccessDeniedException', 'not authorized to perform: apigateway:PUT'),
      1,
      /^AWS does not allow these credentials to put the document: not authorized/,
      true,
    ],
    [
      'credentials of yesterday',
      answer(403, 'ExpiredTokenException', 'expired'),
      1,
      /^The AWS credentials are not accepted \(ExpiredTokenException\)\.$/,
      true,
    ],
    [
      'a quota that is used up',
      answer(
        429,
        'LimitExceededException',
        'Maximum number of resources for this API has been reached. Please contact AWS if you need more.',
      ),
      1,
      /^A quota of the account does not let us put the document: Maximum number of resources for this API has been reached\. Please contact AWS if you need more\.$/,
      true,
    ],
    ['a fault at AWS', broken, 1, /^API Gateway failed to put the document \(InternalServerError\)/, false],
    [
      'something that is no API Gateway',
      { status: 404, body: '<!doctype html>' },
      1,
      /^eu-west-1 gives answers that API Gateway never gives \(status 404\), so it was not possible to put the document\.$/,
      true,
    ],
    [
      'nobody listens',
      Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
      1,
      /^eu-west-1 cannot be reached: nobody listens there\.$/,
      true,
    ],
    [
      'no such host',
      Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }),
      1,
      /^eu-west-1 cannot be reached to put the document\.$/,
      true,
    ],
    ['a line that was cut', cut, 1, /^The connection to eu-west-1 was cut while we meant to put the document\.$/, false],
  ]
  it.each(cases)('%s', async (_name, given, tries, said, refused) => {
    const { cloud, requests } = await wire([given])
    const error = await failure(cloud.putApi('a1', '{}', 'refused'))
    expect([error.kind, error.message, error.refused, requests.length]).toEqual(['remote', expect.stringMatching(said), refused, tries])
    expect(error.help).toMatch(/\.$/)
  })

  it('what is not there is no failure', async () => {
    const { cloud } = await wire([answer(404, 'NotFoundException', 'Invalid API identifier')])
    expect([await cloud.getApi('a9'), await cloud.getStage('a9', 'dev')]).toEqual([undefined, undefined])
  })
})

describe('a cloud that only reads', () => {
  it('sends nothing that changes something, and says what that was', async () => {
    const { cloud, requests } = await wire([{ status: 200, body: {} }], { calls: 'reading' })
    await expect(cloud.createDeployment('a1', 'one')).rejects.toThrow(
      'nothing may be changed here, and POST /restapis/a1/deployments would',
    )
    expect(await cloud.getApi('a1')).toMatchObject({ tags: {} })
    expect(requests).toEqual(['GET /restapis/a1'])
  })
})
