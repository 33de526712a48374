import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../generator/base/json.ts'
import { desire } from '../../../generator/deploy/desire.ts'
import { type MethodSettings, settingsChange } from '../../../generator/deploy/method-settings.ts'
import { observe } from '../../../generator/deploy/observe.ts'
import { type ImportPlan, planImport } from '../../../generator/deploy/plan-import.ts'
import type { ApiModel } from '../../../generator/model/api-model.ts'
import { DEFAULT_METHOD_SETTING } from '../../../runtime/gateway/facts.ts'
import { fakeCloud, type Holdings } from '../../support/fake-cloud.ts'

const model = { name: 'pets', operations: [] }

type Part = { readonly [key: string]: unknown }

const ROLE = 'arn:aws:iam::123456789012:role'
const integration = (more: Part = {}): Part => ({
  'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'GET', uri: 'https://example.com/', ...more },
})
const method = (more: Part = {}): Part => ({ responses: { '200': { description: '' } }, ...integration(), ...more })
const guard = (uri = 'guard'): Part => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': {
    type: 'token',
    authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/functions/${uri}/invocations`,
  },
})
const document = (more: Part = {}): JsonObject =>
  ({
    openapi: '3.0.1',
    info: { title: 'Pets', version: '1' },
    paths: { '/pets': { get: method() } },
    components: {},
    ...more,
  }) as JsonObject

const apis = [{ id: 'a1', name: 'Pets', tags: { 'apigen:api': 'pets' } }]
const serving = (found: JsonObject, variables: Readonly<Record<string, string>> = { alias: 'dev' }): Holdings => ({
  apis,
  stages: { 'a1/dev': { name: 'dev', deploymentId: 'd1', variables, methodSettings: {}, document: found } },
})

async function plan(wanted: JsonObject, holdings: Holdings, variables: Readonly<Record<string, string>> = {}): Promise<ImportPlan> {
  return planImport(desire(model, wanted, 'dev', { variables }), await observe(fakeCloud(holdings), { name: 'pets' }, 'dev'))
}

const lines = ({ changes }: ImportPlan): string[] =>
  changes.map(({ action, kind, id, risk }) => `${action} ${kind} ${id}${risk === 'none' ? '' : ` [${risk}]`}`)

describe('a plan', () => {
  it('creates all of it where nothing is there', async () => {
    expect(lines(await plan(document(), {}))).toEqual([
      'create method GET /pets',
      'create rest-api pets',
      'create setting info.title',
      'create setting info.version',
      'create stage-variable alias',
      'create deployment dev',
      'create stage dev',
    ])
  })

  describe("of a stage's methods", () => {
    const throttle = (throttlingRateLimit: number, throttlingBurstLimit: number) => ({ throttlingRateLimit, throttlingBurstLimit })
    const operations = [
      { method: 'GET', path: '/pets', throttle: { rate: 5, burst: 10 } },
      { method: 'PUT', path: '/pets' },
    ] as unknown as ApiModel['operations']

    it.each<[name: string, found: MethodSettings, configured: MethodSettings | undefined, want: readonly string[]]>([
      ['throttles what the spec throttles', {}, undefined, ['create method-setting GET /pets', 'update stage dev']],
      [
        'corrects a throttle',
        { 'GET /pets': throttle(5, 9) },
        undefined,
        ['update method-setting GET /pets [privilege]', 'update stage dev'],
      ],
      ['leaves what is right', { 'GET /pets': throttle(5, 10) }, undefined, []],
      [
        'takes away a throttle that the spec does not ask for any more',
        { 'GET /pets': throttle(5, 10), 'PUT /pets': { ...DEFAULT_METHOD_SETTING, ...throttle(1, 1) } },
        undefined,
        ['delete method-setting PUT /pets [privilege]', 'update stage dev'],
      ],
      [
        'takes away no more than the throttle where somebody set something else',
        { 'GET /pets': throttle(5, 10), 'PUT /pets': { ...DEFAULT_METHOD_SETTING, ...throttle(1, 1), metricsEnabled: true } },
        undefined,
        ['update method-setting PUT /pets [privilege]', 'update stage dev'],
      ],
      [
        'leaves settings of others that throttle no more than all',
        { 'GET /pets': throttle(5, 10), 'PUT /pets': { ...DEFAULT_METHOD_SETTING, metricsEnabled: true }, '*': { metricsEnabled: false } },
        undefined,
        [],
      ],
      [
        'sets what the config sets, above the spec',
        {},
        { '*': { loggingLevel: 'INFO' }, 'GET /pets': { throttlingRateLimit: 7 } },
        ['create method-setting *', 'create method-setting GET /pets', 'update stage dev'],
      ],
      ['knows that no level is off', { 'GET /pets': throttle(5, 10), '*': {} }, { '*': { loggingLevel: 'OFF' } }, []],
      [
        'takes away what the config does not have',
        { 'GET /pets': throttle(5, 10), 'PUT /pets': { metricsEnabled: true }, '*': { metricsEnabled: true } },
        {},
        ['delete method-setting *', 'delete method-setting PUT /pets', 'update stage dev'],
      ],
    ])('%s', async (_, methodSettings, configured, want) => {
      const stage = { name: 'dev', deploymentId: 'd1', variables: { alias: 'dev' }, methodSettings, document: document() }
      const desired = desire({ name: 'pets', operations }, document(), 'dev', configured && { methodSettings: configured })
      const cloud = fakeCloud({ apis, stages: { 'a1/dev': stage } })
      const made = planImport(desired, await observe(cloud, { name: 'pets' }, 'dev'))
      expect(lines(made)).toEqual(want)
      if (want.length === 0) return
      const settings = settingsChange(desired.stage.methodSettings, methodSettings, desired.stage.ownedSettings)
      await cloud.updateStage('a1', 'dev', { deploymentId: 'd1', set: {}, remove: [], settings, canary: { kind: 'keep' } })
      expect(lines(planImport(desired, await observe(cloud, { name: 'pets' }, 'dev')))).toEqual([])
    })

    it('are those of the spec', () => {
      const methodSettings = { 'GET /pet': { metricsEnabled: true } }
      expect(() => desire({ name: 'pets', operations }, document(), 'dev', { methodSettings })).toThrow(
        /`GET \/pet`.* has no such operation/,
      )
    })
  })

  it('is empty where the stage serves it already', async () => {
    expect(await plan(document(), serving(document()))).toMatchObject({ changes: [], api: { id: 'a1', name: 'Pets' } })
  })

  it('is the same for the same two', async () => {
    const [one, two] = [await plan(document(), {}), await plan(document(), {})]
    expect(two).toEqual(one)
  })

  const cases: readonly (readonly [name: string, found: JsonObject, wanted: JsonObject, want: readonly string[]])[] = [
    [
      'says what else there will be and what goes',
      document({ paths: { '/pets': { get: method() }, '/old': { get: method() } } }),
      document({ paths: { '/pets': { get: method(), put: method() } } }),
      ['delete method GET /old [destroys]', 'create method PUT /pets', 'create deployment dev', 'update stage dev'],
    ],
    [
      'has privileges first',
      document(),
      document({ paths: { '/a': { get: method() }, '/pets': { get: method(integration({ credentials: `${ROLE}/a` })) } } }),
      ['update method GET /pets [privilege]', 'create method GET /a', 'create deployment dev', 'update stage dev'],
    ],
    [
      'takes an authorizer for a privilege, whether it comes, goes or changes',
      document({ components: { securitySchemes: { one: guard(), two: guard() } } }),
      document({ components: { securitySchemes: { two: guard('other'), three: guard() } } }),
      [
        'delete authorizer one [privilege]',
        'update authorizer two [privilege]',
        'create authorizer three',
        'create deployment dev',
        'update stage dev',
      ],
    ],
    [
      'takes who may call for a privilege',
      document({ components: { securitySchemes: { guard: guard() } }, paths: { '/pets': { get: method({ security: [{ guard: [] }] }) } } }),
      document({ components: { securitySchemes: { guard: guard() } } }),
      ['update method GET /pets [privilege]', 'create deployment dev', 'update stage dev'],
    ],
    ['keeps a setting that the document does not say', document({ 'x-amazon-apigateway-minimum-compression-size': 10 }), document(), []],
  ]
  it.each(cases)('%s', async (_name, found, wanted, want) => {
    expect(lines(await plan(wanted, serving(found)))).toEqual(want)
  })

  it('says what it keeps, and puts what opens something up first', async () => {
    const kept = { 'x-amazon-apigateway-binary-media-types': ['image/png'] }
    const closed = { security: [{ guard: [] }] }
    const components = { securitySchemes: { guard: guard() } }
    const found = document({ paths: { '/a': { get: method() }, '/pets': { get: method(closed) } }, components, ...kept })
    const made = await plan(document({ components }), serving(found))
    expect(made.kept).toEqual(Object.keys(kept))
    expect(made.changes.map(({ id, loosens }) => [id, loosens]).slice(0, 2)).toEqual([
      ['GET /pets', 'It does not ask for `guard` any more.'],
      ['GET /a', undefined],
    ])
  })

  it('says in which parts a method changes', async () => {
    const wanted = document({
      paths: { '/pets': { get: method({ ...integration({ uri: 'https://example.org/' }), responses: { '404': { description: '' } } }) } },
    })
    const { changes } = await plan(wanted, serving(document()))
    expect(changes[0]?.why).toBe('It changes in responses.200, responses.404, x-amazon-apigateway-integration.uri.')
  })

  it('needs no deployment for a variable, and leaves those of others alone', async () => {
    const changed = await plan(document(), serving(document(), { alias: 'dev', table: 'a', theirs: 'x' }), { table: 'b' })
    expect(lines(changed)).toEqual(['update stage-variable table', 'update stage dev'])
    expect(changed.changes[0]?.why).toBe('It changes from `a` to `b`.')
  })
})
