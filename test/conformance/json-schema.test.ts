import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../generator/base/json.ts'
import { compileSchema } from '../support/compile-schema.ts'
import { conformance } from '../support/conformance.ts'
import { upgradeSchema } from '../support/upgrade-schema.ts'

interface Group {
  readonly description: string
  readonly schema: Json
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[]
}

const root = conformance('json-schema', 'tests')

/** What the compiler leaves out, with the reason; a test of these that passes anyway must leave the list. */
const skipped: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(new URL('json-schema-skipped.json', import.meta.url), 'utf8'),
)

describe.skipIf(!root).each(['draft2020-12', 'draft7', 'draft4'] as const)('JSON Schema %s', (draft) => {
  const folder = join(root ?? '', draft)
  const optional = ['bignum', 'ecmascript-regex', 'float-overflow', 'non-bmp-regex'].map((name) => `optional/${name}.json`)
  const files = root ? [...readdirSync(folder).filter((name) => name.endsWith('.json')), ...optional] : []

  it.each(files)('%s', (name) => {
    const groups = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Group[]
    const wrong: string[] = []
    for (const { description, schema, tests } of groups) {
      const upgraded = draft === 'draft2020-12' ? schema : upgradeSchema(schema as JsonObject, draft)
      let failed: string | undefined
      try {
        const compiled = compileSchema(upgraded)
        failed = tests.find(({ data, valid }) => (compiled.violations(data).length === 0) !== valid)?.description
      } catch (error) {
        failed = String(error)
      }
      const where = `${draft}/${name}`
      const reason = skipped[where]?.[description]
      if (failed !== undefined && reason === undefined) wrong.push(`${description}: ${failed}`)
      if (failed === undefined && reason !== undefined) wrong.push(`${description}: passes, but is on the list (${reason})`)
    }
    expect(wrong).toEqual([])
  })

  it('has every entry of the list', () => {
    const entries = Object.keys(skipped).filter((where) => where.startsWith(`${draft}/`))
    expect(entries.filter((where) => !files.includes(where.slice(draft.length + 1)))).toEqual([])
  })
})
