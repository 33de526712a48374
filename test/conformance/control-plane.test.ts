import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { API_KEYS, USAGE_PLANS } from './control-plane/api-keys.ts'
import { CANARIES } from './control-plane/canaries.ts'
import { DOCUMENTATION } from './control-plane/documentation.ts'
import { GATEWAY_RESPONSES } from './control-plane/gateway-responses.ts'
import { INTEGRATIONS, VPC_LINKS } from './control-plane/integrations.ts'
import { METHOD_RESPONSES } from './control-plane/method-responses.ts'
import { METHODS } from './control-plane/methods.ts'
import { MODELS } from './control-plane/models.ts'
import { REQUEST_VALIDATORS } from './control-plane/request-validators.ts'
import { RESOURCES } from './control-plane/resources.ts'
import { REST_APIS } from './control-plane/rest-apis.ts'
import { STAGES } from './control-plane/stages.ts'
import { createClient, REGION } from './support/client.ts'
import { createMatcher, type Recording, readRecordings } from './support/recording.ts'
import type { Scripts } from './support/replay.ts'

const folder = conformance('recorded')

const SCRIPTS: Scripts = {
  ...REST_APIS,
  ...RESOURCES,
  ...METHODS,
  ...METHOD_RESPONSES,
  ...INTEGRATIONS,
  ...VPC_LINKS,
  ...MODELS,
  ...REQUEST_VALIDATORS,
  ...GATEWAY_RESPONSES,
  ...DOCUMENTATION,
  ...STAGES,
  ...CANARIES,
  ...API_KEYS,
  ...USAGE_PLANS,
}

describe.skipIf(folder === undefined)('control plane calls recorded on AWS', () => {
  const recordings = new Map<string, Recording>()
  for (const file of folder === undefined ? [] : ['api', 'common', 'extended', 'canary']) {
    for (const [name, recording] of readRecordings(join(folder ?? '', `responses/${file}.json`))) recordings.set(name, recording)
  }

  it.each(Object.entries(SCRIPTS))('%s', async (name, script) => {
    const recording = recordings.get(name) ?? {}
    expect(recording).not.toEqual({})
    const match = createMatcher({ '<region>': REGION })
    const seen = new Set<string>()
    const differences: string[] = []
    await script(
      createClient(),
      (key, answer) => {
        if (!Object.hasOwn(recording, key)) throw new Error(`nothing is recorded as ${key}`)
        seen.add(key)
        differences.push(...match(recording[key], answer).map((difference) => `${key} ${difference}`))
      },
      recording,
    )
    const missed = Object.keys(recording).filter((key) => !seen.has(key))
    expect({ differences, missed }).toEqual({ differences: [], missed: [] })
  })
})
