import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../generator/base/json.ts'
import { violationsInJava } from '../support/compile-schema-java.ts'
import { conformance } from '../support/conformance.ts'
import { javaLibraries } from '../support/java.ts'
import { upgradeSchema } from '../support/upgrade-schema.ts'

interface Group {
  readonly description: string
  readonly schema: Json
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[]
}

const root = conformance('json-schema', 'tests')

/** What no language checks, with the reason. There is nothing that Java alone does not check. */
const skipped: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(new URL('../conformance/json-schema-skipped.json', import.meta.url), 'utf8'),
)

const libraries = javaLibraries()

describe.skipIf(!root || libraries === undefined).each(['draft2020-12', 'draft7', 'draft4'] as const)('JSON Schema %s in Java', (draft) => {
  it('gives the answers of the suite, save those on the list', { timeout: 1_800_000 }, () => {
    const folder = join(root ?? '', draft)
    const optional = ['bignum', 'ecmascript-regex', 'float-overflow', 'non-bmp-regex'].map((name) => `optional/${name}.json`)
    const files = [...readdirSync(folder).filter((name) => name.endsWith('.json')), ...optional]
    const groups = files.flatMap((name) =>
      (JSON.parse(readFileSync(join(folder, name), 'utf8')) as Group[])
        .filter(({ description }) => skipped[`${draft}/${name}`]?.[description] === undefined)
        .map((group) => ({ where: `${draft}/${name}`, ...group })),
    )
    const counts = violationsInJava(
      libraries ?? '',
      groups.map(({ schema, tests }) => ({
        schema: draft === 'draft2020-12' ? schema : upgradeSchema(schema as JsonObject, draft),
        values: tests.map(({ data }) => data),
      })),
    )
    const wrong = groups.flatMap(({ where, description, tests }, index) => {
      const failed = tests.find(({ valid }, at) => (counts[index]?.[at] === 0) !== valid)?.description
      return failed === undefined ? [] : [`${where} ${description}: ${failed}`]
    })
    expect(groups.length).toBeGreaterThan(100)
    expect(wrong).toEqual([])
  })
})
