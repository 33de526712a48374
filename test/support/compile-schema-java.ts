import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { isObject, type Json } from '../../generator/base/json.ts'
import { follow, localPointer } from '../../generator/base/pointer.ts'
import { CodeFile, joinCode, symbol } from '../../generator/emit/code.ts'
import { header, java } from '../../generator/emit/languages/java.ts'
import { block } from '../../generator/emit/languages/java-fields.ts'
import { createCompiler } from '../../generator/emit/languages/validation/compile-schema.ts'
import { javaDialect, VALIDATION } from '../../generator/emit/languages/validation/java-dialect.ts'
import { runtimeSources } from '../../generator/emit/runtime-sources.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import type { SchemaTrial } from './compile-schema-python.ts'
import { compileJava, packageOf } from './java.ts'

/** Compiles JSON Schemas 2020-12 as Java's validators are, and says how many violations each value has: one process for all. */
export function violationsInJava(libraries: string, trials: readonly SchemaTrial[]): readonly (readonly number[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-schemas-'))
  try {
    const source = (path: string, text: string): OutputFile => ({ path: `generated/handlers/java/${path}`, text, owner: 'apigen' })
    const files = [
      ...runtimeSources('java/handler').map(({ path, text }) => source(`runtime/${path}`, text)),
      ...runtimeSources('java/validation').map(({ path, text }) => source(`validation/${path}`, text)),
      ...trials.map(({ schema }, index) => source(`M${index}.java`, compiled(schema, `M${index}`))),
      source('Main.java', MAIN),
    ]
    const told = compileJava(libraries, folder, { schemas: files })
    if (told.length > 0) throw new Error(told.slice(0, 20).join('\n'))
    writeFileSync(join(folder, 'values.json'), JSON.stringify(trials.map(({ values }) => values)))
    const classes = ['classes', join(libraries, '*')].join(delimiter)
    const main = `${packageOf('schemas')}.generated.handlers.java.Main`
    const options = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classes, main]
    const { stdout, stderr, status } = spawnSync('java', options, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 })
    if (status !== 0) throw new Error(stderr.slice(-2000))
    return JSON.parse(stdout) as number[][]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const MAIN = `package generated.handlers.java;

import generated.handlers.java.runtime.Json;
import generated.handlers.java.validation.Check;
import generated.handlers.java.validation.Checks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

public final class Main {
    public static void main(String[] args) throws Exception {
        List<Object> counts = new ArrayList<>();
        for (Object values : (List<?>) Json.read(Files.readString(Path.of("values.json")))) {
            Class<?> type = Class.forName(Main.class.getPackageName() + ".M" + counts.size());
            Check root = (Check) type.getField("ROOT").get(null);
            List<Object> found = new ArrayList<>();
            for (Object value : (List<?>) values) found.add(Checks.violationsOf("body", value, root).size());
            counts.add(found);
        }
        System.out.println(Json.write(counts));
    }
}
`

function compiled(schema: Json, name: `M${number}`): string {
  const packageName = 'generated.handlers.java'
  const file = new CodeFile({ syntax: java, header: header('a test', packageName, `${VALIDATION}.Checks`) })
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
    javaDialect(file),
  )
  const root = compiler.functionOf({ key: '', name: 'schema_', schema })
  const field = file.code`public static final ${symbol('Check', VALIDATION)} ROOT = ${root}::check;`
  const body = joinCode([field, ...compiler.declarations().map(({ code }) => code)], '\n\n')
  file.print`${block(file.code`public final class ${symbol(name, packageName)} {`, [body])}`
  // The class is named by a symbol, because names are code only where a language makes them; it needs no import of itself.
  return file.toString().replace(`import ${packageName}.${name};\n`, '')
}
