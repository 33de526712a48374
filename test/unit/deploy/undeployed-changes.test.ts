import { afterEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../generator/base/json.ts'
import { draftDifferences } from '../../../generator/deploy/import/draft-summary.ts'
import { observeToImport } from '../../../generator/deploy/observe.ts'
import { type ImportPlan, planImport } from '../../../generator/deploy/plan-import.ts'
import { type Lab, makeFunction, openLab, type Version, versionOf } from '../../support/import-lab.ts'
import { planAgain, tryImport } from '../../support/import-runs.ts'

const labs: Lab[] = []
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close()
})

/** A version with models, a validator, an authorizer, gateway responses and settings. */
function richVersion(name: string): Version {
  const version = versionOf(name)
  const { document } = version.desired
  const guarded = {
    security: [{ guard: [] }],
    'x-amazon-apigateway-request-validator': 'all',
    parameters: [{ name: 'page', in: 'query', required: true }],
    requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
    responses: { '200': { description: '', headers: { 'X-Count': {} } } },
    'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'POST', uri: 'https://example.com/pets', timeoutInMillis: 5000 },
  }
  const uri =
    'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${AWS::Region}:000000000000:function:pets-get/invocations'
  const rich = {
    ...document,
    paths: { ...(document.paths as JsonObject), '/pets': { post: guarded } },
    components: {
      schemas: {
        Pet: {
          type: 'object',
          required: ['name', 'age'],
          properties: { name: { $ref: '#/components/schemas/Name' }, age: { type: 'integer' } },
        },
        Name: { type: 'string', maxLength: 10 },
        Unused: { type: 'string' },
      },
      securitySchemes: {
        guard: {
          ...{ type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'custom' },
          'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: uri },
        },
      },
    },
    'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
    'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.X': "'*'" } } },
    'x-amazon-apigateway-binary-media-types': ['image/png'],
    'x-amazon-apigateway-policy': {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
    },
  } as unknown as JsonObject
  return { ...version, desired: { ...version.desired, document: rich } }
}

interface Console {
  readonly lab: Lab
  /** Does as the console does: changes what no stage serves. */
  call(method: string, path: string, body: Json): Promise<JsonObject>
  /** The id of the one of its kind that fits. */
  find(path: string, fits: (item: JsonObject) => boolean): Promise<string>
}

async function console(version: Version = richVersion('old')): Promise<Console> {
  const lab = await openLab()
  labs.push(lab)
  await makeFunction(lab)
  const { outcome } = await tryImport(lab, version)
  if (outcome.kind === 'failed') throw outcome.error
  const { apiId } = outcome.imported
  const call = async (method: string, path: string, body: Json): Promise<JsonObject> => {
    const bytes = method === 'GET' ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }
    const answer = await lab.gateway.handle({ method, path: `/restapis/${apiId}${path}`, query: '', ...bytes })
    const text = new TextDecoder().decode(answer.body)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${text}`)
    return text === '' ? {} : (JSON.parse(text) as JsonObject)
  }
  return {
    lab,
    call,
    async find(path, fits) {
      const { item } = await call('GET', path, null)
      return String((item as unknown as JsonObject[]).find(fits)?.id)
    },
  }
}

const replace = (path: string, value: string): Json => ({ patchOperations: [{ op: 'replace', path, value }] })
const linesOf = ({ undeployed }: ImportPlan): string[] => undeployed.map(({ action, kind, id, why }) => `${action} ${kind} ${id}: ${why}`)

describe('what nobody deployed', () => {
  const edits: readonly (readonly [name: string, edit: (console: Console) => Promise<unknown>, want: string])[] = [
    [
      'a gateway response that is changed',
      ({ call }) => call('PATCH', '/gatewayresponses/DEFAULT_4XX', replace('/statusCode', '418')),
      'update gateway-response DEFAULT_4XX: It was changed in status.',
    ],
    [
      'a gateway response that is added',
      ({ call }) => call('PUT', '/gatewayresponses/THROTTLED', { statusCode: '503' }),
      'create gateway-response THROTTLED: It was added.',
    ],
    [
      'a model that another one uses',
      ({ call }) => call('PATCH', '/models/Name', replace('/schema', '{"type":"string","maxLength":99}')),
      'update model Name: It was changed in maxLength.',
    ],
    [
      'a validator',
      async ({ call, find }) =>
        call('PATCH', `/requestvalidators/${await find('/requestvalidators', () => true)}`, replace('/validateRequestBody', 'false')),
      'update validator all: It was changed in body.',
    ],
    [
      'an authorizer',
      async ({ call, find }) =>
        call('PATCH', `/authorizers/${await find('/authorizers', () => true)}`, replace('/authorizerResultTtlInSeconds', '0')),
      'update authorizer guard: It was changed in seconds.',
    ],
    [
      'a setting',
      ({ call }) => call('PATCH', '', replace('/minimumCompressionSize', '100')),
      'create setting x-amazon-apigateway-minimum-compression-size: It was added.',
    ],
    [
      'a back end',
      async ({ call, find }) =>
        call(
          'PATCH',
          `/resources/${await find('/resources', ({ path }) => path === '/pets')}/methods/POST/integration`,
          replace('/timeoutInMillis', '9000'),
        ),
      'update method POST /pets: It was changed in integration.timeout.',
    ],
    [
      'a method that is removed',
      async ({ call, find }) => call('DELETE', `/resources/${await find('/resources', ({ path }) => path === '/pets')}/methods/POST`, {}),
      'delete method POST /pets: It was removed.',
    ],
    [
      'a path that is added',
      async ({ call, find }) => {
        const { id } = await call('POST', `/resources/${await find('/resources', ({ path }) => path === '/')}`, { pathPart: 'theirs' })
        await call('PUT', `/resources/${String(id)}/methods/GET`, { authorizationType: 'NONE' })
      },
      'create method GET /theirs: It was added.',
    ],
  ]
  it.each(edits)('%s stands in the plan', async (_, edit, want) => {
    const made = await console()
    const coming = richVersion('new')
    expect(linesOf(await planAgain(made.lab, coming))).toEqual([])
    await edit(made)
    expect(linesOf(await planAgain(made.lab, coming))).toContain(want)
    // Nothing is put, so nothing is replaced.
    expect(linesOf(await planAgain(made.lab, richVersion('old')))).toEqual([])
  })

  it('is not what is wanted anyway', async () => {
    const made = await console()
    await made.call('PUT', '/gatewayresponses/THROTTLED', { statusCode: '503' })
    const coming = richVersion('new')
    const { document } = coming.desired
    const responses = { ...(document['x-amazon-apigateway-gateway-responses'] as JsonObject), THROTTLED: { statusCode: '503' } }
    const wanted = {
      ...coming,
      desired: { ...coming.desired, document: { ...document, 'x-amazon-apigateway-gateway-responses': responses } },
    }
    expect(linesOf(await planAgain(made.lab, wanted))).toEqual([])
  })

  it('is not what another stage serves', async () => {
    const made = await console()
    await made.call('PUT', '/gatewayresponses/THROTTLED', { statusCode: '503' })
    const { id } = await made.call('POST', '/deployments', { description: 'theirs' })
    const coming = richVersion('new')
    expect(linesOf(await planAgain(made.lab, coming))).toEqual(['create gateway-response THROTTLED: It was added.'])
    await made.call('POST', '/stages', { stageName: 'live', deploymentId: id ?? null })
    expect(linesOf(await planAgain(made.lab, coming))).toEqual([])
  })

  it('is everything where there is no stage', async () => {
    const { lab } = await console()
    const { desired } = versionOf('new')
    const observed = await observeToImport(lab.cloud, { name: 'pets' }, 'elsewhere')
    // The stage `dev` serves it.
    expect(planImport(desired, observed).undeployed).toEqual([])
    const { undeployed } = planImport(desired, { ...observed, otherDocuments: [] })
    expect(undeployed.map(({ kind, id }) => `${kind} ${id}`)).toContain('method POST /pets')
  })
})

describe('a draft', () => {
  it('is what was put', async () => {
    const { lab } = await console()
    const [api] = await lab.cloud.listApis()
    const draft = await lab.cloud.getDraft(api?.id ?? '')
    expect(draft && draftDifferences(richVersion('old').desired.document, draft)).toEqual([])
  })

  it('may have a policy whose quotes are escaped once more, as the service answers it', async () => {
    const { lab } = await console()
    const [api] = await lab.cloud.listApis()
    const draft = await lab.cloud.getDraft(api?.id ?? '')
    if (draft === undefined) return expect.unreachable()
    const policy = String(draft.settings.policy)
      .replaceAll('"', '\\"')
      .replaceAll('execute-api:/', 'arn:aws:execute-api:eu-west-1:000000000000:abc/')
    const escaped = { ...draft, settings: { ...draft.settings, policy } }
    expect(draftDifferences(richVersion('old').desired.document, escaped)).toEqual([])
  })
})
