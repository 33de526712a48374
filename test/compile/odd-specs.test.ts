import { expect, it } from 'vitest'
import type { JsonObject } from '../../generator/base/json.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { generateFiles, readSpec } from '../../generator/pipeline.ts'
import { compile, STRICTEST } from '../support/compile.ts'

const TARGETS = ['types', 'validators', 'handlers-typescript', 'client-typescript']

const ok = { '200': { description: '' } }

/** The smallest form of what random documents found: each did not compile once. */
const specs: Readonly<Record<string, JsonObject>> = {
  'fields called as the methods of all objects': {
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: {
      '/a': {
        post: {
          parameters: [
            { name: 'q', in: 'query', schema: { type: 'object', properties: { toString: { type: 'boolean' }, id: { type: 'string' } } } },
          ],
          requestBody: {
            content: {
              'application/x-www-form-urlencoded': {
                schema: { type: 'object', properties: { valueOf: { type: 'array', items: { type: 'integer' } } } },
              },
            },
          },
          responses: ok,
        },
      },
    },
  },
  'operations called as the parameters of a client function': {
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: Object.fromEntries(
      ['client', 'input', 'options'].map((operationId) => [
        `/${operationId}`,
        {
          get: {
            operationId,
            parameters: [{ name: 'cursor', in: 'query', schema: { type: 'string' } }],
            'x-apigen-pagination': { token: 'cursor', next: 'next', items: 'items' },
            responses: ok,
          },
        },
      ]),
    ),
  },
  'a body that allows nothing': {
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: { '/a': { post: { requestBody: { content: { 'application/json': { schema: false } } }, responses: ok } } },
  },
  'media types that are one to a client': {
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: {
      '/a': {
        post: {
          requestBody: {
            content: { 'application/json': { schema: { type: 'object' } }, 'Application/JSON': {}, '*/*': { schema: { type: 'object' } } },
          },
          responses: ok,
        },
      },
    },
  },
}

it('compiles whatever names and shapes a spec has', { timeout: 120_000 }, async () => {
  const projects: Record<string, readonly OutputFile[]> = {}
  for (const [name, spec] of Object.entries(specs)) {
    const read = await readSpec('a.json', { reader: memoryReader({ 'a.json': JSON.stringify(spec) }) }, () => {})
    const files: OutputFile[] = []
    if (read) for await (const file of generateFiles(read, TARGETS, () => {})) files.push(file)
    expect(files, name).not.toEqual([])
    projects[name.replaceAll(' ', '-')] = files
  }
  expect(compile(projects, STRICTEST)).toEqual([])
})
