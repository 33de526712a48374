import { dirname } from 'node:path'
import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { follow, join, localPointer } from '../../generator/base/pointer.ts'
import { lint } from '../../generator/lint/lint.ts'
import { diskReader } from '../../generator/load/disk.ts'
import { load } from '../../generator/load/load.ts'
import { createLocator } from '../../generator/load/locate.ts'
import type { Loaded, SpecDocument } from '../../generator/model/document.ts'
import { normalize } from '../../generator/normalize/normalize.ts'

/** What became of one spec, and which promises of the stages it broke. */
export interface Outcome {
  readonly document: SpecDocument | undefined
  readonly codes: readonly string[]
  readonly broken: readonly string[]
}

/** Loads, normalizes and lints a file, and checks what these stages promise of any input. */
export async function checkSpec(file: string): Promise<Outcome> {
  const found: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => void found.push(diagnostic)
  const loaded = await load(file, { reader: diskReader(dirname(file)) }, report)
  const document = loaded && normalize(loaded, report)
  if (document) lint(document, report)
  const broken = loaded && document ? [...brokenPromises(document, loaded), ...nowhere(loaded, found)] : []
  return { document, codes: found.map((diagnostic) => diagnostic.code), broken }
}

function* brokenPromises(document: SpecDocument, loaded: Loaded): Iterable<string> {
  const { root } = document
  if (root.openapi !== '3.1.0') yield 'the version is not 3.1.0'
  const unplaced = Object.entries(document.unplaced).flatMap(([pointer, parameters]) =>
    Object.keys(parameters).map((name) => join(pointer, 'unplaced', name)),
  )
  const isUnplaced = (pointer: string): boolean => unplaced.some((place) => pointer === place || pointer.startsWith(`${place}/`))
  for (const [pointer, origin] of Object.entries(document.origins)) {
    if (follow(root, pointer) === undefined && !isUnplaced(pointer)) yield `an origin is kept for nothing: ${pointer}`
    if (follow(loaded.files[origin.file]?.value, origin.pointer) === undefined)
      yield `an origin leads nowhere: ${pointer} → ${origin.file}#${origin.pointer}`
  }
  for (const section of Object.values((root.components as Record<string, unknown> | undefined) ?? {})) yield* references(section, root)
  for (const item of Object.values((root.paths as Record<string, unknown> | undefined) ?? {})) {
    if (typeof item !== 'object' || item === null) continue
    if (Object.hasOwn(item, 'parameters')) yield 'a path item keeps its parameters'
    for (const [key, operation] of Object.entries(item)) {
      if (!/^(get|put|post|delete|options|head|patch|trace)$/.test(key)) continue
      if (!Object.hasOwn(operation as object, 'responses')) yield `an operation has no responses: ${key}`
      const { parameters, requestBody, responses } = operation as Record<string, unknown>
      for (const part of [parameters, requestBody, responses]) yield* references(part, root)
    }
  }
}

/** References that are not local or lead nowhere, in what OpenAPI gives a meaning: not in examples, extensions and unknown members. */
function* references(value: unknown, root: unknown): Iterable<string> {
  const stack = [value]
  const seen = new Set<unknown>()
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item !== 'object' || item === null || seen.has(item)) continue
    seen.add(item)
    for (const [key, inner] of Object.entries(item)) {
      if (key === '$ref' && typeof inner === 'string') {
        const pointer = localPointer(inner)
        if (pointer === undefined || !/^\/components\/[^/]+\/[^/]+$/.test(pointer) || follow(root, pointer) === undefined)
          yield `a reference leads nowhere: ${inner}`
      } else if (!/^(x-|Fn::)|^(example|examples|default|enum|const|value)$/.test(key) || Array.isArray(item)) stack.push(inner)
    }
  }
}

function* nowhere(loaded: Loaded, found: readonly Diagnostic[]): Iterable<string> {
  const locate = createLocator(loaded)
  for (const { code, at } of found) if (!at || !locate(at)) yield `${code} has no place`
}
