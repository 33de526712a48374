import { OPERATIONS } from '../../runtime/gateway/service/models/api-gateway.ts'
import type { GatewayState } from '../../runtime/gateway/store/state.ts'

/** A call of the control plane; a body that is no text is sent as JSON. */
export interface RandomCall {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** Operations with random keys of their own: the same calls would not lead to the same state. */
const RANDOM_INSIDE: ReadonlySet<string> = new Set(['GenerateClientCertificate'])

/** One call, sensible or not, on what a state holds; the same numbers and the same state give the same call. */
export function randomCall(random: () => number, state: GatewayState): RandomCall {
  const draw = { random, pick: <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)] }
  // APIs come first and go seldom, or nothing would ever be in them.
  const wish = random()
  if (Object.keys(state.restApis).length < 3 || wish < 0.03) return createApi(draw)
  return wish < 0.75 ? sensibleCall(draw, state) : wildCall(draw, state)
}

interface Draw {
  readonly random: () => number
  pick<T>(list: readonly T[]): T | undefined
}

const WORDS = ['pets', 'orders', '{id}', '{proxy+}', 'a b', '', 'v1', 'x'.repeat(40)]
const VERBS = ['GET', 'POST', 'ANY', 'WRONG']

const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'imported', version: '1' },
  paths: {
    '/pets': {
      get: {
        responses: { 200: { description: 'ok' } },
        'x-amazon-apigateway-integration': { type: 'mock', responses: { default: { statusCode: '200' } } },
      },
    },
  },
}

function createApi({ random, pick }: Draw): RandomCall {
  return random() < 0.5
    ? { method: 'POST', path: '/restapis', body: { name: pick(WORDS), tags: { a: 'b' } } }
    : { method: 'POST', path: '/restapis?mode=import', body: random() < 0.8 ? DOCUMENT : '{"openapi": ' }
}

/** A call that usually succeeds. */
function sensibleCall(draw: Draw, state: GatewayState): RandomCall {
  const { pick, random } = draw
  const api = pick(Object.values(state.restApis))
  const base = `/restapis/${api?.id}`
  const resource = pick(Object.keys(api?.resources ?? {}))
  const method = `${base}/resources/${resource}/methods/${pick(VERBS)}`
  const deployment = pick(Object.keys(api?.deployments ?? {}))
  const stage = pick(Object.keys(api?.stages ?? {})) ?? 'dev'
  const plan = pick(Object.keys(state.usagePlans))
  const key = pick(Object.keys(state.apiKeys))
  const calls: readonly RandomCall[] = [
    { method: 'POST', path: `${base}/resources/${resource}`, body: { pathPart: pick(WORDS) } },
    { method: 'PUT', path: method, body: { authorizationType: 'NONE', apiKeyRequired: random() < 0.2 } },
    {
      method: 'PUT',
      path: `${method}/integration`,
      body: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } },
    },
    { method: 'PUT', path: `${method}/responses/200`, body: {} },
    { method: 'PUT', path: `${method}/integration/responses/200`, body: { responseTemplates: { 'application/json': '{}' } } },
    { method: 'PUT', path: `${base}?mode=${pick(['merge', 'overwrite'])}`, body: DOCUMENT },
    {
      method: 'POST',
      path: `${base}/models`,
      body: { name: pick(['A', 'B', 'C']), contentType: 'application/json', schema: '{"type":"object"}' },
    },
    { method: 'POST', path: `${base}/requestvalidators`, body: { name: 'all', validateRequestBody: true } },
    { method: 'PUT', path: `${base}/gatewayresponses/DEFAULT_4XX`, body: { statusCode: '404' } },
    { method: 'POST', path: `${base}/documentation/parts`, body: { location: { type: 'API' }, properties: '{"a": 1}' } },
    { method: 'POST', path: `${base}/documentation/versions`, body: { documentationVersion: pick(['1', '2', '3']) } },
    { method: 'POST', path: `${base}/deployments`, body: random() < 0.7 ? { stageName: pick(['dev', 'prod']) } : {} },
    { method: 'POST', path: `${base}/stages`, body: { stageName: pick(['dev', 'prod', 'test']), deploymentId: deployment } },
    { method: 'PATCH', path: `${base}/stages/${stage}`, body: patch('/variables/a', String(random())) },
    { method: 'PATCH', path: `${base}/stages/${stage}`, body: patch('/*/*/throttling/burstLimit', '7') },
    { method: 'PATCH', path: base, body: patch('/description', String(random())) },
    { method: 'POST', path: '/apikeys', body: { name: pick(WORDS), enabled: true } },
    { method: 'POST', path: '/usageplans', body: { name: 'plan', apiStages: [{ apiId: api?.id, stage }] } },
    { method: 'POST', path: `/usageplans/${plan}/keys`, body: { keyId: key, keyType: 'API_KEY' } },
    { method: 'POST', path: '/domainnames', body: { domainName: pick(['a.example.com', 'b.example.com']) } },
    { method: 'DELETE', path: `${base}/stages/${stage}` },
    { method: 'DELETE', path: `${base}/deployments/${deployment}` },
    { method: 'DELETE', path: `${base}/resources/${resource}` },
    { method: 'DELETE', path: `/apikeys/${key}` },
    { method: 'GET', path: `${base}/resources?embed=methods` },
    ...(random() < 0.1 ? [{ method: 'DELETE', path: base }] : []),
  ]
  return pick(calls) as RandomCall
}

function patch(path: string, value: string): object {
  return { patchOperations: [{ op: 'replace', path, value }] }
}

const VALUES: readonly unknown[] = [
  '',
  'a',
  0,
  -1,
  1e9,
  true,
  null,
  [],
  {},
  ['a'],
  { a: 'b' },
  { __proto__: null, constructor: 'x' },
  'ü'.repeat(300),
]

/** Any operation with any values at all. */
function wildCall({ pick, random }: Draw, state: GatewayState): RandomCall {
  const row = pick(OPERATIONS.filter(([name]) => !RANDOM_INSIDE.has(name)))
  const [, method = 'GET', written = '/', , , , members = ''] = row ?? []
  const api = pick(Object.values(state.restApis))
  const known: Readonly<Record<string, string | undefined>> = {
    restApiId: api?.id,
    resourceId: pick(Object.keys(api?.resources ?? {})),
    parentId: api?.rootResourceId,
    httpMethod: pick(VERBS),
    statusCode: pick(['200', '404', 'wrong']),
    stageName: pick(Object.keys(api?.stages ?? {})),
    deploymentId: pick(Object.keys(api?.deployments ?? {})),
    modelName: pick(Object.keys(api?.models ?? {})),
    usagePlanId: pick(Object.keys(state.usagePlans)),
    apiKey: pick(Object.keys(state.apiKeys)),
  }
  const path = written.replace(/\{(\w+)\+?\}/g, (_, label: string) => (random() < 0.9 ? known[label] : undefined) ?? 'nowhere')
  if (members === 'raw' || random() < 0.1) return { method, path, body: pick(['{', '[]', 'a: [', '{"openapi":"3.0.1"}', '']) }
  const names = members === '' ? [] : members.split(' ').map((item) => item.replace(/[:!].*$/, ''))
  return { method, path, body: Object.fromEntries(names.filter(() => random() < 0.7).map((name) => [name, pick(VALUES)])) }
}
