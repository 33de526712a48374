import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isObject, type Json } from '../../generator/base/json.ts'
import { follow, localPointer } from '../../generator/base/pointer.ts'
import { CodeFile } from '../../generator/emit/code.ts'
import { header, python } from '../../generator/emit/languages/python.ts'
import { createCompiler } from '../../generator/emit/languages/validation/compile-schema.ts'
import { pythonDialect } from '../../generator/emit/languages/validation/python-dialect.ts'
import { runtimeSources } from '../../generator/emit/runtime-sources.ts'

/** A schema and the values that are checked against it. */
export interface SchemaTrial {
  readonly schema: Json
  readonly values: readonly Json[]
}

/** Compiles JSON Schemas 2020-12 as Python's validators are, and says how many violations each value has: one process for all. */
export function violationsInPython(trials: readonly SchemaTrial[]): readonly (readonly number[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-schemas-'))
  try {
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    for (const { path, text } of runtimeSources('python/validation')) write(`package/validation/${path}`, text)
    trials.forEach(({ schema }, index) => {
      write(`package/m${index}.py`, compiled(schema))
    })
    write('values.json', JSON.stringify(trials.map(({ values }) => values)))
    const { stdout, stderr, status } = spawnSync('python3', ['-B', '-c', RUN], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 })
    if (status !== 0) throw new Error(stderr.slice(-2000))
    return JSON.parse(stdout) as number[][]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const RUN = `
import importlib, json
from package.validation.check import violations_of
counts = []
for index, values in enumerate(json.load(open("values.json"))):
    root = importlib.import_module(f"package.m{index}").root
    counts.append([len(violations_of("body", value, root)) for value in values])
print(json.dumps(counts))
`

function compiled(schema: Json): string {
  const file = new CodeFile({ syntax: python, header: header('a test') })
  const compiler = createCompiler(
    {
      direction: 'any',
      resolve(ref) {
        const pointer = localPointer(ref)
        const target = pointer === undefined ? undefined : follow(schema, pointer)
        if (pointer === undefined || (!isObject(target) && typeof target !== 'boolean')) return undefined
        return { key: pointer, name: `schema_${pointer}`, schema: target }
      },
      unchecked() {},
    },
    pythonDialect(file),
  )
  const name = compiler.functionOf({ key: '', name: 'schema_', schema })
  for (const { code } of compiler.declarations()) file.print`${code}`
  file.print`root = ${name}`
  return file.toString()
}
