import { describe, expect, it } from 'vitest'
import { ApigenFailure } from '../../../generator/base/diagnostic.ts'
import type { JsonObject } from '../../../generator/base/json.ts'
import { type Applying, applyImport, type Imported } from '../../../generator/deploy/apply-import.ts'
import type { Cloud } from '../../../generator/deploy/cloud.ts'
import { desire } from '../../../generator/deploy/desire.ts'
import type { Journal } from '../../../generator/deploy/journal.ts'
import { observe } from '../../../generator/deploy/observe.ts'
import { planImport } from '../../../generator/deploy/plan-import.ts'
import { type FakeCloud, fakeCloud, type Holdings } from '../../support/fake-cloud.ts'

const model = { name: 'pets', operations: [] }

const document = (path = '/pets'): JsonObject => ({
  openapi: '3.0.1',
  info: { title: 'Pets', version: '1' },
  paths: {
    [path]: {
      get: {
        responses: { '200': { description: '' } },
        'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'GET', uri: 'https://example.com/' },
      },
    },
  },
  components: {},
})
const THERE: Holdings = {
  apis: [{ id: 'a1', name: 'Pets', tags: { 'apigen:api': 'pets' } }],
  stages: {
    'a1/dev': { name: 'dev', deploymentId: 'd1', variables: { alias: 'dev', theirs: 'x' }, methodSettings: {}, document: document('/old') },
  },
}
const refusal = new ApigenFailure('remote', 'AWS is throttling.', { help: 'Wait a minute.', refused: true })
const silence = new ApigenFailure('remote', 'The connection was cut.', {})

interface Applied {
  readonly journal: readonly string[]
  readonly said: readonly string[]
  readonly imported: Promise<Imported>
}

async function apply(cloud: FakeCloud, wanted = document(), interrupted: Applying['interrupted'] = () => false): Promise<Applied> {
  const journal: string[] = []
  const said: string[] = []
  const keeping: Journal = {
    async step(name, action) {
      journal.push(`${name} begins`)
      const result = await action()
      journal.push(`${name} ends`)
      return result
    },
  }
  const desired = desire(model, wanted, 'dev', { variables: { table: 'pets' } })
  const plan = planImport(desired, await observe(cloud, { name: 'pets' }, 'dev'))
  const imported = applyImport(plan, desired, { cloud, journal: keeping, progress: (step) => void said.push(step), interrupted })
  await imported.catch(() => {})
  return { journal, said, imported }
}

describe('carrying a plan out', () => {
  it('creates the API, tags it, deploys and makes the stage', async () => {
    const cloud = fakeCloud()
    const { journal, said, imported } = await apply(cloud)
    expect(await imported).toMatchObject({ apiId: 'a1', deploymentId: 'd1' })
    expect(cloud.calls).toEqual(['importApi ', 'tagApi a1', 'createDeployment a1', 'createStage a1/dev'])
    expect(journal).toEqual(['put', 'tag', 'deploy', 'switch'].flatMap((step) => [`${step} begins`, `${step} ends`]))
    expect(said).toEqual(['creating the API', 'tagging the API', 'creating a deployment', 'pointing the stage dev', 'verifying'])
    expect(await cloud.getStage('a1', 'dev')).toMatchObject({ variables: { alias: 'dev', table: 'pets' } })
  })

  it('puts over an API that is there, and keeps variables that are not its own', async () => {
    const cloud = fakeCloud(THERE)
    expect(await (await apply(cloud)).imported).toMatchObject({ apiId: 'a1', deploymentId: 'd2' })
    expect(cloud.calls).toEqual(['putApi a1', 'createDeployment a1', 'updateStage a1/dev'])
    expect(await cloud.getStage('a1', 'dev')).toEqual({
      name: 'dev',
      deploymentId: 'd2',
      variables: { alias: 'dev', theirs: 'x', table: 'pets' },
      methodSettings: {},
    })
  })

  it('has nothing to do the second time', async () => {
    const cloud = fakeCloud()
    await (await apply(cloud)).imported
    const desired = desire(model, document(), 'dev', { variables: { table: 'pets' } })
    expect(planImport(desired, await observe(cloud, { name: 'pets' }, 'dev')).changes).toEqual([])
  })

  it('makes no deployment for variables alone', async () => {
    const cloud = fakeCloud(THERE)
    await (await apply(cloud, document('/old'))).imported
    expect(cloud.calls).toEqual(['putApi a1', 'updateStage a1/dev'])
  })

  it('refuses a plan of yesterday, and does nothing', async () => {
    const cloud = fakeCloud(THERE)
    const desired = desire(model, document(), 'dev', undefined)
    const plan = planImport(desired, await observe(cloud, { name: 'pets' }, 'dev'))
    await cloud.updateStage('a1', 'dev', {
      deploymentId: 'd1',
      set: { somebody: 'else' },
      remove: [],
      settings: { set: {}, drop: [] },
      canary: { kind: 'keep' },
    })
    const applying: Applying = { cloud, journal: { step: (_, action) => action() }, progress: () => {}, interrupted: () => false }
    await expect(applyImport(plan, desired, applying)).rejects.toMatchObject({
      kind: 'remote',
      message: 'The API changed since the plan was made; nothing was done.',
    })
    expect(cloud.calls).toEqual(['updateStage a1/dev'])
  })
})

describe('a failure on the way', () => {
  const cases: readonly (readonly [call: keyof Cloud, holdings: Holdings, message: string])[] = [
    [
      'importApi',
      {},
      'AWS is throttling. Nothing was done. Not done: the API was not created; the API was not tagged; no deployment was created; the stage `dev` was not created.',
    ],
    [
      'tagApi',
      {},
      'AWS is throttling. Done: the API `a1` was created. Not done: the API was not tagged, so go on with --api-id a1; no deployment was created; the stage `dev` was not created.',
    ],
    [
      'putApi',
      THERE,
      'AWS is throttling. Nothing was done. Not done: the document was not put; no deployment was created; the stage `dev` serves what it served before.',
    ],
    [
      'createDeployment',
      THERE,
      'AWS is throttling. Done: the document was put to the API `a1`. Not done: no deployment was created; the stage `dev` serves what it served before.',
    ],
    [
      'updateStage',
      THERE,
      'AWS is throttling. Done: the document was put to the API `a1`; the deployment `d2` was created. Not done: the stage `dev` serves what it served before.',
    ],
    [
      'createStage',
      {},
      'AWS is throttling. Done: the API `a1` was created; the API was tagged; the deployment `d1` was created. Not done: the stage `dev` was not created.',
    ],
  ]
  it.each(cases)('of %s names what was done and what was not', async (call, holdings, message) => {
    const cloud = fakeCloud(holdings)
    cloud.fail(call, refusal)
    const { imported } = await apply(cloud)
    await expect(imported).rejects.toMatchObject({ kind: 'remote', message, help: 'Wait a minute.', cause: refusal })
    expect(cloud.calls.at(-1)).toMatch(new RegExp(`^${call} `))
  })

  it('whose effect nobody knows is called so', async () => {
    const cloud = fakeCloud(THERE)
    cloud.fail('createDeployment', silence, 'after')
    await expect((await apply(cloud)).imported).rejects.toMatchObject({
      message:
        'The connection was cut. Done: the document was put to the API `a1`. Not done: the stage `dev` serves what it served before. Not known: whether creating a deployment took effect.',
    })
  })

  it('that has many lines is ended before what was done', async () => {
    const cloud = fakeCloud(THERE)
    cloud.fail('putApi', new ApigenFailure('remote', 'Refused:\nErrors found:\n\tThe first', { refused: true }))
    await expect((await apply(cloud)).imported).rejects.toMatchObject({
      message: expect.stringMatching(/^Refused:\nErrors found:\n\tThe first\.\nNothing was done\. Not done: the document was not put;/),
    })
  })

  it('leaves something that the next run ends', async () => {
    for (const call of ['putApi', 'createDeployment', 'updateStage'] as const) {
      for (const when of ['before', 'after'] as const) {
        const cloud = fakeCloud(THERE)
        cloud.fail(call, silence, when)
        await expect((await apply(cloud)).imported).rejects.toThrow()
        await (await apply(cloud)).imported
        expect(
          JSON.parse((await cloud.exportStage('a1', 'dev', { type: 'oas30', accepts: 'application/json', extensions: [] })) ?? ''),
        ).toEqual(document())
      }
    }
  })

  it('to read the stage back says that all was done', async () => {
    const cloud = fakeCloud(THERE)
    cloud.onCall((name) => {
      if (name === 'updateStage') cloud.exportStage = async () => JSON.stringify(document('/other'))
    })
    await expect((await apply(cloud)).imported).rejects.toMatchObject({
      message: expect.stringMatching(
        /^The stage serves something else than was put: .*Done: the document was put to the API `a1`; the deployment `d2` was created; the stage `dev` was pointed to the deployment `d2`\.$/,
      ),
    })
  })

  it('to a stage that somebody moved meanwhile is seen', async () => {
    const cloud = fakeCloud(THERE)
    const { updateStage } = cloud
    cloud.updateStage = (apiId, name, change) => updateStage(apiId, name, { ...change, deploymentId: 'd1' })
    await expect((await apply(cloud)).imported).rejects.toMatchObject({
      message: expect.stringContaining('The stage `dev` does not serve the new deployment.'),
    })
  })

  it('that is a bug stays one', async () => {
    const cloud = fakeCloud(THERE)
    const bug = new TypeError('x is not a function')
    cloud.fail('putApi', bug)
    await expect((await apply(cloud)).imported).rejects.toBe(bug)
  })
})

describe('an interruption', () => {
  it.each([
    [
      'putApi',
      ['putApi a1'],
      'Interrupted. Done: the document was put to the API `a1`. Not done: no deployment was created; the stage `dev` serves what it served before.',
    ],
    [
      'createDeployment',
      ['putApi a1', 'createDeployment a1'],
      'Interrupted. Done: the document was put to the API `a1`; the deployment `d2` was created. Not done: the stage `dev` serves what it served before.',
    ],
  ])('during %s lets the step end and begins no other', async (call, calls, message) => {
    const cloud = fakeCloud(THERE)
    let interrupted = false
    cloud.onCall((name) => {
      interrupted ||= name === call
    })
    await expect((await apply(cloud, document(), () => interrupted)).imported).rejects.toMatchObject({ kind: 'interrupted', message })
    expect(cloud.calls).toEqual(calls)
  })

  it('of a wait is no failure of the remote', async () => {
    const cloud = fakeCloud(THERE)
    let interrupted = false
    cloud.onCall(() => {
      interrupted = true
    })
    cloud.fail('putApi', refusal)
    await expect((await apply(cloud, document(), () => interrupted)).imported).rejects.toMatchObject({ kind: 'interrupted' })
  })
})
