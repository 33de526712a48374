import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { API_KEYS, USAGE_PLANS } from './control-plane/api-keys.ts'
import { CANARIES } from './control-plane/canaries.ts'
import { DATA_PLANE } from './control-plane/data-plane.ts'
import { DOCUMENTATION } from './control-plane/documentation.ts'
import { GATEWAY_RESPONSES } from './control-plane/gateway-responses.ts'
import { IMPORTS } from './control-plane/imports.ts'
import { INTEGRATION_URIS } from './control-plane/integration-uris.ts'
import { INTEGRATIONS, VPC_LINKS } from './control-plane/integrations.ts'
import { METHOD_RESPONSES } from './control-plane/method-responses.ts'
import { METHODS } from './control-plane/methods.ts'
import { MODELS } from './control-plane/models.ts'
import { REQUEST_VALIDATORS } from './control-plane/request-validators.ts'
import { RESOURCES } from './control-plane/resources.ts'
import { REST_APIS } from './control-plane/rest-apis.ts'
import { STAGES } from './control-plane/stages.ts'
import { TEST_INVOKE } from './control-plane/test-invoke.ts'
import { createClient } from './support/client.ts'
import { type Answer, readRecordings } from './support/recording.ts'
import type { Scripts } from './support/replay.ts'
import { runReplay } from './support/run-replay.ts'

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
  ...IMPORTS,
  ...DATA_PLANE,
  ...TEST_INVOKE,
}

/** Recorded tests that are not reproduced call by call here, and why. */
const NOT_REPLAYED: Readonly<Record<string, string>> = {
  test_invocation_trace_id: 'headers of CloudFront around those of the data plane, compared in dataplane.test.ts',
  test_import_with_stage_variables: 'answers of the data plane through a public echo server, compared in dataplane.test.ts',
}

/** Texts of errors that are none of this service's, and whose they are. */
const NOT_PRODUCED: Readonly<Record<string, string>> = {
  'The specified key does not exist.': 'Amazon S3 says that behind an integration',
}

describe.skipIf(folder === undefined)('control plane calls recorded on AWS', () => {
  const recordings = new Map(
    folder === undefined
      ? []
      : ['api', 'common', 'extended', 'canary', 'import'].flatMap((file) => [...readRecordings(join(folder, `responses/${file}.json`))]),
  )
  const answers: Answer[] = []

  it.each(Object.entries(SCRIPTS))('%s', async (name, script) => {
    const recording = recordings.get(name) ?? {}
    expect(recording).not.toEqual({})
    const replayed = await runReplay(script, recording)
    answers.push(...replayed.answers)
    expect({ differences: replayed.differences, missed: replayed.missed }).toEqual({ differences: [], missed: [] })
  })

  it.each(Object.entries(INTEGRATION_URIS))('%s', async (_, script) => {
    const { client, close } = await createClient()
    await script(client, (_name, answer) => answers.push(answer), {})
    await close()
  })

  it('are all replayed, or named with a reason', () => {
    // A test is known under its name alone, and under that of its class where two have one name.
    const replayed = new Set(Object.keys(SCRIPTS).map((name) => recordings.get(name)))
    const left = [...recordings].filter(([name, recording]) => !name.includes('::') && !replayed.has(recording)).map(([name]) => name)
    expect(left.sort()).toEqual(Object.keys(NOT_REPLAYED).sort())
  })

  // Runs last: it looks at what all of the above were answered.
  it('produce every text of an error that the service has', () => {
    const produced = answers.map(({ headers, body }) => `${headers['x-amzn-errortype']}\t${(body as { message?: string }).message}`)
    const texts = readFileSync(join(folder ?? '', 'error-texts.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
    const missing = texts
      .map((line) => line.split('\t') as [code: string, message: string])
      .filter(([code, message]) => !produced.some((text) => pattern(`${code}\t${message}`).test(text)))
      .map(([, message]) => message)
    expect(missing).toEqual(Object.keys(NOT_PRODUCED))
  })
})

/** A recorded text with any text in the place of its tokens. */
function pattern(recorded: string): RegExp {
  const literal = recorded.split(/<[a-z-]+(?::\d+)?>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${literal.join('.+')}$`)
}
