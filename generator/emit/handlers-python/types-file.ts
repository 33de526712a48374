import { compareText } from '../../base/json.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { NamedSchema } from '../../model/schema.ts'
import { type Code, type FileMaker, joinCode } from '../code.ts'
import { usesFiles } from '../languages/handlers/parts.ts'
import { identifier } from '../languages/python.ts'
import { declareRequest, declareResponse, fileType, headersAlias, type OperationPrinter } from '../languages/python-operations.ts'
import { type PythonTypes, pythonTypes } from '../languages/python-types.ts'
import type { SchemaNames } from '../languages/type-names.ts'
import type { FileContext } from './operation-file.ts'

/** Lines of declarations in one module: pyright reads no more than some 30,000 declarations of classes and fields in one. */
const MOST_LINES = 20_000

/** Some declarations that stand together, and the names that they refer to. */
interface Declared {
  readonly code: Code
  readonly uses: ReadonlySet<string>
}

/**
 * `types.py`: a type for every schema, and for what every operation is asked and answers. So many that type checkers would give up on the
 * file are a package of several, from which they are imported alike. Paths are relative to the folder of the handlers.
 */
export function typesFiles(
  model: ApiModel,
  operations: readonly Operation[],
  names: SchemaNames,
  context: FileContext,
): { readonly path: string; readonly text: string }[] {
  const modules = inModules(declareAll(model, operations, names, context))
  const [only] = modules
  if (modules.length < 2) return [{ path: 'types.py', text: moduleText(only ?? [], context.newFile) }]
  const parts = modules.map((declared, index) => ({ name: `part_${index + 1}`, text: partText(declared, context.newFile) }))
  const all = context.newFile()
  for (const { name } of parts) all.print`from .${identifier(name)} import *`
  return [{ path: 'types/__init__.py', text: all.toString() }, ...parts.map(({ name, text }) => ({ path: `types/${name}.py`, text }))]
}

function declareAll(model: ApiModel, operations: readonly Operation[], names: SchemaNames, context: FileContext): Declared[] {
  const types = pythonTypes(context.schemas, names)
  const printer: OperationPrinter = { types, statuses: new Map() }
  const declared = declareSchemas(model.schemas, types, names)
  const declare = (code: Code): number => declared.push({ code, uses: types.referred() })
  for (const operation of operations) {
    const own = context.names.get(operation.id)
    if (!own) continue
    const { integration } = operation
    declare(declareRequest(own.request, operation, printer))
    declare(declareResponse(own.response, operation, printer))
    if ('event' in integration && integration.event && own.event !== undefined)
      declare(types.declare(own.event, integration.event, 'write'))
  }
  for (const code of [headersAlias, ...(usesFiles(operations) ? [fileType] : []), ...printer.statuses.values()]) declare(code)
  return declared
}

/** What a merged type takes from others is called after those: plain objects are looked at first, unions of merged ones last. */
function declareSchemas(schemas: readonly NamedSchema[], types: PythonTypes, names: SchemaNames): Declared[] {
  const rank = ({ schema }: NamedSchema): number => (schema.kind === 'union' ? 2 : schema.kind === 'intersection' ? 1 : 0)
  const declared = new Map<NamedSchema, Declared[]>()
  for (const named of [...schemas].sort((a, b) => rank(a) - rank(b))) {
    const views = names.differs(named.name) ? (['read', 'write'] as const) : (['read'] as const)
    declared.set(
      named,
      views.map((view) => ({ code: types.declareSchema(named, view), uses: types.referred() })),
    )
  }
  return schemas.flatMap((named) => declared.get(named) ?? [])
}

function inModules(declared: readonly Declared[]): Declared[][] {
  const modules: Declared[][] = []
  let room = 0
  for (const one of declared) {
    const lines = one.code.split('\n').length
    const module = lines > room ? undefined : modules.at(-1)
    if (module === undefined) modules.push([one])
    else module.push(one)
    room = (module === undefined ? MOST_LINES : room) - lines
  }
  return modules
}

function moduleText(declared: readonly Declared[], newFile: FileMaker, imports?: Code): string {
  const file = newFile()
  file.print`
    from __future__ import annotations

    import typing`
  if (imports !== undefined) file.blank().print`${imports}`
  for (const { code } of declared) file.blank().blank().print`${code}`
  return file.toString()
}

/** One module of several: what the others declare is imported for type checkers alone, which read modules that import each other. */
function partText(declared: readonly Declared[], newFile: FileMaker): string {
  const own = new Set(declared.flatMap(({ code }) => namesDeclaredIn(code)))
  const others = [...new Set(declared.flatMap(({ uses }) => [...uses]))].filter((name) => !own.has(name)).sort(compareText)
  if (others.length === 0) return moduleText(declared, newFile)
  const names = joinCode(
    others.map((name) => newFile().code`${identifier(name)},`),
    '\n',
  )
  const imports = newFile().code`
    if typing.TYPE_CHECKING:
        from . import (
            ${names}
        )`
  return moduleText(declared, newFile, imports)
}

/** Declarations alone begin a line. */
function namesDeclaredIn(code: Code): string[] {
  return Array.from(code.matchAll(/^(?:class )?([A-Za-z_]\w*)(?=\(|:| =)/gm), ([, name = '']) => name)
}
