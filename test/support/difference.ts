import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import type { Difference } from '../../generator/model/difference.ts'
import { diffSpecs, readSurface, type SpecSurface } from '../../generator/pipeline.ts'

/** A document as a test writes it. */
export type Root = { readonly [key: string]: unknown }

/** The day on which documents of tests are compared. */
const TODAY = '2026-06-01'

/** The differences of two documents, read as their users would have them read; what follows from them for code is left out. */
export async function differences(base: Root, head: Root): Promise<readonly Difference[]> {
  const found = await diffSpecs(await specOf('base.json', base), await specOf('head.json', head), { today: TODAY })
  return found.filter(({ area }) => area !== 'consequence')
}

/** All differences on the way from one document to another, and on the way back. */
export async function bothWays(base: Root, head: Root): Promise<{ there: readonly Difference[]; back: readonly Difference[] }> {
  const [before, after] = [await specOf('base.json', base), await specOf('head.json', head)]
  return { there: await diffSpecs(before, after, { today: TODAY }), back: await diffSpecs(after, before, { today: TODAY }) }
}

async function specOf(name: string, root: Root): Promise<SpecSurface> {
  const found: Diagnostic[] = []
  const spec = await readSurface(name, { reader: memoryReader({ [name]: JSON.stringify(root) }) }, (diagnostic) => found.push(diagnostic))
  if (!spec) throw new Error(found.map(({ message }) => message).join('\n'))
  return spec
}

/** An API with what is given. */
export function api(more: Root): Root {
  return { openapi: '3.1.0', info: { title: 'Shop', version: '1' }, paths: {}, ...more }
}

/** An API with `GET /pets` (or another operation) and what is given of it. */
export function withOperation(operation: Root, more: Root = {}, [path, method]: readonly [string, string] = ['/pets', 'get']): Root {
  return api({ paths: { [path]: { [method]: { operationId: 'pets', responses: { '200': { description: '' } }, ...operation } } }, ...more })
}

/** JSON content with a schema. */
export function json(schema: unknown): Root {
  return { content: { 'application/json': { schema } } }
}

/** An API that takes a body with a schema at `POST /pets`. */
export function withRequest(schema: unknown, more: Root = {}): Root {
  return withOperation({ requestBody: json(schema) }, more, ['/pets', 'post'])
}

/** An API that answers `GET /pets` with a schema. */
export function withResponse(schema: unknown, more: Root = {}): Root {
  return withOperation({ responses: { '200': { description: '', ...json(schema) } } }, more)
}

/** The rules of a request body and of a response body, each with its severity. */
export async function both(base: unknown, head: unknown, before: Root = {}, after: Root = {}): Promise<string[]> {
  const requests = await differences(
    withRequest(base, { components: { schemas: before } }),
    withRequest(head, { components: { schemas: after } }),
  )
  const responses = await differences(
    withResponse(base, { components: { schemas: before } }),
    withResponse(head, { components: { schemas: after } }),
  )
  return [...requests, ...responses].map(({ code, severity }) => `${code} ${severity}`)
}
