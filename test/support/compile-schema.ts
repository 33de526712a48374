import { transformSync } from 'esbuild'
import { isObject, type Json } from '../../generator/base/json.ts'
import { follow, localPointer } from '../../generator/base/pointer.ts'
import { CodeFile } from '../../generator/emit/code.ts'
import { header, typescript } from '../../generator/emit/languages/typescript.ts'
import { createCompiler } from '../../generator/emit/languages/validation/compile-schema.ts'
import { typescriptDialect } from '../../generator/emit/languages/validation/typescript-dialect.ts'
import * as check from '../../runtime/typescript/validation/check.ts'

/** A schema compiled as the validators are, and what could not be checked. */
export interface CompiledSchema {
  readonly text: string
  readonly unchecked: readonly string[]
  violations(value: unknown): readonly check.Violation[]
}

/** Compiles one JSON Schema 2020-12, whose references are relative to itself, and loads what was printed. */
export function compileSchema(schema: Json): CompiledSchema {
  const file = new CodeFile({ syntax: typescript, header: header('a test') })
  const unchecked: string[] = []
  const compiler = createCompiler(
    {
      direction: 'any',
      resolve(ref) {
        const pointer = localPointer(ref)
        const target = pointer === undefined ? undefined : follow(schema, pointer)
        if (pointer === undefined || (!isObject(target) && typeof target !== 'boolean')) return undefined
        return { key: pointer, name: `schema_${pointer}`, schema: target }
      },
      unchecked: (what, pointer, why) => unchecked.push(`${what} ${pointer}: ${why}`),
    },
    typescriptDialect(file, './validation'),
  )
  const name = compiler.functionOf({ key: '', name: 'schema_', schema })
  for (const { code } of compiler.declarations()) file.print`${code}`
  file.print`export const root = ${name}`
  const text = file.toString()
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'es2022' })
  const exported: { root?: check.Check } = {}
  const module = { exports: exported }
  new Function('module', 'exports', 'require', code)(module, exported, () => check)
  const root = module.exports.root
  if (!root) throw new Error('nothing was compiled')
  return { text, unchecked, violations: (value) => check.violationsOf('body', value, '', root) }
}
