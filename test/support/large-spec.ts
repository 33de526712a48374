import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutputFile } from '../../generator/model/output.ts'
import { generateFrom } from './generate.ts'

/**
 * Python handlers of an API whose types are too many for one module: so many schemas, of forty members each, the first of which is
 * the schema that stands half of all schemas away. One operation takes the first, and answers with a member
 * without a name where that is wrong.
 */
export async function largePython(schemas: number): Promise<readonly OutputFile[]> {
  const schema = (index: number): object => {
    const fields = Array.from({ length: 39 }, (_, field) => [`field${field}`, { type: 'string' }] as const)
    const other = { $ref: `#/components/schemas/Schema${(index + schemas / 2) % schemas}` }
    return { type: 'object', properties: { other, ...Object.fromEntries(fields) } }
  }
  const folder = mkdtempSync(join(tmpdir(), 'apigen-large-'))
  const spec = join(folder, 'openapi.json')
  const first = { $ref: '#/components/schemas/Schema0' }
  const nameless = { type: 'object', properties: { '': { type: 'string' }, why: { type: 'string' } } }
  const operation = {
    operationId: 'put',
    requestBody: { content: { 'application/json': { schema: first } } },
    responses: {
      200: { description: 'Fine.', content: { 'application/json': { schema: first } } },
      '4XX': { description: 'Not fine.', content: { 'application/json': { schema: nameless } } },
    },
  }
  const names = Array.from({ length: schemas }, (_, index) => [`Schema${index}`, schema(index)] as const)
  const paths = { '/large': { put: operation } }
  const components = { schemas: Object.fromEntries(names) }
  writeFileSync(spec, JSON.stringify({ openapi: '3.1.0', info: { title: 'large', version: '1' }, paths, components }))
  try {
    const result = await generateFrom(spec, ['handlers-python'], 'python3.14')
    return 'files' in result ? result.files : []
  } finally {
    rmSync(folder, { recursive: true })
  }
}
