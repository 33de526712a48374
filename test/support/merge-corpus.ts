import { asObject, type Json, type JsonObject, put } from '../../generator/base/json.ts'
import { mergeStage } from '../../generator/cli/merge-stage.ts'
import { entitiesOf } from '../../generator/deploy/entities.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { gatewayDocumentOf, type Spec } from '../../generator/pipeline.ts'
import { exportDocument } from '../../runtime/gateway/definition/export.ts'
import { importDocument } from '../../runtime/gateway/definition/import.ts'
import { type CorpusSpec, corpusFile } from './corpus.ts'
import { generateFrom } from './generate.ts'

/** A spec of the corpus and the export of a stage that was made of it. */
export interface Staged {
  readonly slug: string
  readonly spec: Spec
  /** The gateway document that was imported. */
  readonly document: JsonObject
  /** In OpenAPI 3.0. */
  readonly exported: JsonObject
  /** The same in Swagger 2.0, which has no words for some of it. */
  readonly swagger: JsonObject
  readonly bindings: Readonly<Record<string, Json>>
  /** Whether API Gateway deploys it, and ignores nothing of it: what an import asks for. */
  readonly importable: boolean
}

/** Imports a spec of the corpus into a stage of the embedded gateway; undefined for one that API Gateway refuses, and for an HTTP API. */
export async function stageOf(corpusSpec: CorpusSpec): Promise<Staged | undefined> {
  const result = await generateFrom(corpusFile(corpusSpec), ['public'])
  if (!('spec' in result) || result.spec.model.kind === 'http') return undefined
  const bindings = await bindingsOf(result.spec)
  const { document, unbound } = await gatewayDocumentOf(result.spec, bindings, () => undefined)
  if (unbound.some((name) => !ITS_OWN.test(name)) || JSON.stringify(document).includes('"Fn::')) return undefined
  let count = 0
  const { api, issues } = importDocument(document, {
    mode: 'create',
    ids: { next: (length) => (count++).toString(36).padStart(length, '0') },
    region: 'us-east-1',
    accountId: '123456789012',
    partition: 'aws',
    now: 0,
  })
  if (!api) return undefined
  const exportAs = (type: 'oas30' | 'swagger'): JsonObject =>
    exportDocument(api, { stageName: 'dev' }, { type, extensions: ['apigateway'], region: 'us-east-1' })
  const importable = issues.length === 0 && [...entitiesOf(document).values()].some(({ kind }) => kind === 'method')
  const { slug } = corpusSpec
  return { slug, spec: result.spec, document, exported: exportAs('oas30'), swagger: exportAs('swagger'), bindings, importable }
}

/** What API Gateway binds itself. */
const ITS_OWN = /^AWS::(Region|AccountId|Partition)$/

/** What a deployment tool could know. A condition wants true or false, which shows only when a text does not do. */
async function bindingsOf(spec: Spec): Promise<Readonly<Record<string, Json>>> {
  const bindings: Record<string, Json> = {}
  for (const value of [undefined, true]) {
    const { document, unbound } = await gatewayDocumentOf(spec, bindings, () => undefined)
    const textOf = textsOf(JSON.stringify(document))
    for (const name of unbound) if (!ITS_OWN.test(name)) put(bindings, name, value ?? textOf(name))
  }
  return bindings
}

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:bound'
const INVOCATION = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`

/** A text for a name, by where it stands in a document: as an address, as its beginning, in one of a function. */
function textsOf(document: string): (name: string) => string {
  const named = (pattern: RegExp): ReadonlySet<string> => new Set([...document.matchAll(pattern)].map(([, name = '']) => name))
  const addresses = named(/"(?:authorizerU|u)ri":"\$\{([^}]+)\}"/g)
  const beginnings = named(/"uri":"\$\{([^}]+)\}[^"]/g)
  const functions = named(/\/functions\/\$\{([^}]+)\}/g)
  return (name) => {
    if (addresses.has(name)) return INVOCATION
    if (beginnings.has(name)) return 'https://bound.example.com'
    return functions.has(name) || /arn$/i.test(name) ? FUNCTION : 'bound'
  }
}

/** Brings what the stage has otherwise into the spec, and then once more into what came of it. */
export async function mergedTwice({ spec, exported, bindings }: Staged): Promise<{
  readonly once: Awaited<ReturnType<typeof mergeStage>>
  readonly again: Awaited<ReturnType<typeof mergeStage>>
}> {
  const texts = Object.fromEntries(Object.entries(spec.loaded.files).map(([file, { text }]) => [file, text]))
  const once = await mergeStage(spec, exported, { reader: memoryReader(texts) }, bindings)
  const reader = memoryReader({ ...texts, ...Object.fromEntries(once.files) })
  const { readSpec } = await import('../../generator/pipeline.ts')
  const { entry, pointer } = spec.loaded
  const merged = await readSpec(pointer === '' ? entry : `${entry}#${pointer}`, { reader }, () => undefined)
  if (!merged) throw new Error('the merged spec cannot be read')
  return { once, again: await mergeStage(merged, exported, { reader }, bindings) }
}

/** What somebody may do in the console, and that nothing of a document stands in the way of. */
export function changedInConsole(exported: JsonObject): JsonObject {
  const changed = structuredClone(exported) as Record<string, Json>
  const paths = asObject(changed.paths) as Record<string, Json>
  for (const item of Object.values(paths)) {
    for (const operation of Object.values(asObject(item))) {
      const integration = asObject(asObject(operation)['x-amazon-apigateway-integration']) as Record<string, Json>
      if (integration.type !== undefined) integration.timeoutInMillis = 4321
    }
  }
  put(paths, '/made-in-the-console', {
    get: {
      responses: { 200: { description: '200 response', content: {} } },
      'x-amazon-apigateway-integration': {
        type: 'mock',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        passthroughBehavior: 'when_no_match',
        responses: { default: { statusCode: '200' } },
      },
    },
  })
  return changed
}
