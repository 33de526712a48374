import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../generator/base/json.ts'
import { canaryPatches } from '../../../generator/deploy/canary.ts'
import { documentOf, mockOperation } from '../../support/data-plane.ts'
import { type ImportBench, importBench, planLines } from '../../support/import-bench.ts'

/** A document whose answer names its version, and the value of the stage variable `color`. */
const version = (name: string): JsonObject =>
  documentOf({ '/': { get: mockOperation(`${name} $stageVariables.color`) } }) as unknown as JsonObject
const canary = { percentTraffic: 10, stageVariableOverrides: { color: 'green' } }
const blue = { variables: { color: 'blue' } }
const SPLIT = { ...blue, canary }

interface Rolling extends ImportBench {
  /** What a request gets that falls on the canary, and one that falls past it. */
  served(): Promise<readonly string[]>
}

async function rolling(): Promise<Rolling> {
  const draw = { next: 0 }
  const bench = await importBench({ clock: () => 0, random: () => draw.next })
  const answer = async (next: number): Promise<string> => {
    draw.next = next
    const [api] = await bench.cloud.listApis()
    return new TextDecoder().decode((await bench.gateway.handle({ method: 'GET', path: `/_aws/execute-api/${api?.id}/dev/` })).body)
  }
  return { ...bench, served: async () => [await answer(0.099), await answer(0.1)] }
}

describe("a stage's canary", () => {
  it('gets what is imported, while the stage serves on; without it in the config, what was tried becomes live', async () => {
    const bench = await rolling()
    await bench.import(version('one'), blue)
    expect(await bench.served()).toEqual(['one blue', 'one blue'])

    const begun = await bench.import(version('two'), SPLIT)
    expect(begun).toContain('create canary dev  10 % of the traffic gets the new deployment, with `color` = `green`.')
    expect(begun).toContain('update stage dev  What is said of it above changes.')
    expect(await bench.served()).toEqual(['two green', 'one blue'])
    expect(planLines(await bench.plan(version('two'), SPLIT))).toEqual([])

    const tried = (await bench.cloud.getStage((await bench.cloud.listApis())[0]?.id ?? '', 'dev'))?.canary?.deploymentId
    const promoted = await bench.import(version('two'), blue)
    expect(promoted).toContain('delete canary dev  The config asks for none: all traffic goes to the stage.')
    expect(promoted.filter((line) => line.includes(' deployment '))).toEqual([])
    expect(await bench.served()).toEqual(['two blue', 'two blue'])
    expect((await bench.cloud.getStage((await bench.cloud.listApis())[0]?.id ?? '', 'dev'))?.deploymentId).toBe(tried)
    expect(planLines(await bench.plan(version('two'), blue))).toEqual([])
    await bench.gateway.close()
  })

  it('follows the config and the document', async () => {
    const bench = await rolling()
    expect(await bench.import(version('one'), SPLIT)).toContain(
      'create canary dev  10 % of the traffic gets the new deployment, with `color` = `green`.',
    )
    expect(await bench.served()).toEqual(['one green', 'one blue'])
    expect(planLines(await bench.plan(version('one'), SPLIT))).toEqual([])

    await bench.import(version('two'), SPLIT)
    await bench.import(version('three'), SPLIT)
    expect(await bench.served()).toEqual(['three green', 'one blue'])

    const half = { ...blue, canary: { percentTraffic: 0, stageVariableOverrides: { shade: 'dark' } } }
    expect(await bench.import(version('three'), half)).toEqual([
      expect.stringMatching(/^update canary dev {2}0 % of the traffic gets the deployment `\w+`, with `shade` = `dark`\.$/),
      'update stage dev  What is said of it above changes.',
    ])
    expect(await bench.served()).toEqual(['one blue', 'one blue'])

    // Back to what the stage serves: the canary serves the same.
    await bench.import(version('one'), SPLIT)
    expect(await bench.served()).toEqual(['one green', 'one blue'])
    await bench.gateway.close()
  })

  it('stays where somebody else made it', async () => {
    const bench = await rolling()
    await bench.import(version('one'), blue)
    const id = (await bench.cloud.listApis())[0]?.id ?? ''
    const theirs = await bench.cloud.createDeployment(id, 'by hand')
    const stage = await bench.cloud.getStage(id, 'dev')
    const set = { deploymentId: theirs.id, percentTraffic: 50, stageVariableOverrides: { color: 'red' }, useStageCache: false }
    await bench.cloud.updateStage(id, 'dev', {
      ...{ deploymentId: stage?.deploymentId ?? '', set: {}, remove: [], settings: { set: {}, drop: [] } },
      canary: { kind: 'set', canary: set, dropped: [] },
    })
    expect(planLines(await bench.plan(version('one'), blue))).toEqual([])
    await bench.import(version('two'), blue)
    expect(await bench.served()).toEqual(['one red', 'one red'])
    await bench.gateway.close()
  })

  it('is patched whole, and its variables one by one', () => {
    const set = { deploymentId: 'd2', percentTraffic: 12.5, stageVariableOverrides: { a: 'b' }, useStageCache: true }
    expect(canaryPatches({ kind: 'set', canary: set, dropped: ['c'] })).toEqual([
      { op: 'replace', path: '/canarySettings/deploymentId', value: 'd2' },
      { op: 'replace', path: '/canarySettings/percentTraffic', value: '12.5' },
      { op: 'replace', path: '/canarySettings/useStageCache', value: 'true' },
      { op: 'remove', path: '/canarySettings/stageVariableOverrides/c' },
      { op: 'replace', path: '/canarySettings/stageVariableOverrides/a', value: 'b' },
    ])
    expect(canaryPatches({ kind: 'remove' })).toEqual([{ op: 'remove', path: '/canarySettings' }])
    expect(canaryPatches({ kind: 'keep' })).toEqual([])
  })
})
