// The floor: a generator that only parses a spec and prints a type for every schema and a line for every operation.
// Usage: node floor.mjs SPEC OUT
import { readFileSync, writeFileSync } from 'node:fs'

const [spec, out] = process.argv.slice(2)
const text = readFileSync(spec, 'utf8')
const document = spec.endsWith('.json') ? JSON.parse(text) : (await import('js-yaml')).load(text)
const name = (ref) => ref.slice(ref.lastIndexOf('/') + 1).replace(/[^A-Za-z0-9]/g, '_')

function print(schema) {
  if (typeof schema !== 'object' || schema === null) return 'unknown'
  if (schema.$ref) return name(schema.$ref)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  for (const [key, separator] of [
    ['oneOf', ' | '],
    ['anyOf', ' | '],
    ['allOf', ' & '],
  ])
    if (Array.isArray(schema[key])) return schema[key].map(print).join(separator)
  if (schema.type === 'array') return `Array<${print(schema.items)}>`
  if (schema.properties) {
    const members = Object.entries(schema.properties).map(
      ([key, value]) => `${JSON.stringify(key)}${schema.required?.includes(key) ? '' : '?'}: ${print(value)}`,
    )
    return `{ ${members.join('; ')} }`
  }
  return { string: 'string', integer: 'number', number: 'number', boolean: 'boolean' }[schema.type] ?? 'unknown'
}

const lines = Object.entries(document.components?.schemas ?? document.definitions ?? {}).map(
  ([key, schema]) => `export type ${name(key)} = ${print(schema)}`,
)
for (const [path, item] of Object.entries(document.paths ?? {})) {
  for (const [method, operation] of Object.entries(item)) {
    if (!operation?.responses) continue
    const results = Object.entries(operation.responses).map(
      ([status, response]) => `${JSON.stringify(status)}: ${print(Object.values(response.content ?? {})[0]?.schema)}`,
    )
    lines.push(`export type ${name(`${method}_${path}`)} = { ${results.join('; ')} }`)
  }
}
writeFileSync(out, `${lines.join('\n')}\n`)
