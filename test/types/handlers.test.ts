import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { compile } from '../support/compile.ts'
import { generateFrom } from '../support/generate.ts'

const shop = fileURLToPath(new URL('../golden/templated-event/spec.yaml', import.meta.url))
const petstore = fileURLToPath(new URL('../../specs/petstore.yaml', import.meta.url))

/** Code of a user's: what stands in `handlers/typescript/<operation>.ts` after the import of `operation`. */
interface Case {
  readonly name: string
  readonly operation: string
  readonly code: string
  /** The code of the one error that is expected; none where it compiles. */
  readonly error?: string
}

const pet = `{ id: 1, name: 'Tom', species: 'cat' as const }`
const cases: readonly Case[] = [
  {
    name: 'an answer as declared',
    operation: 'getPet',
    code: `operation.handle(async ({ path }) => ({ status: 200, body: { ...${pet}, id: path.petId } }))`,
  },
  { name: 'an answer at once', operation: 'getPet', code: `operation.handle(() => ({ status: 404, body: { code: 'x', message: 'y' } }))` },
  {
    name: 'a header beyond the declared ones',
    operation: 'deletePet',
    code: `operation.handle(() => ({ status: 204, headers: { 'X-A': 1 } }))`,
  },
  {
    name: 'a failure',
    operation: 'getPet',
    code: `operation.handle(() => { throw operation.failure({ status: 404, body: { code: 'x', message: 'y' } }) })`,
  },
  { name: 'no code yet', operation: 'getPet', code: `operation.handle(() => operation.notImplemented())` },
  {
    name: 'bytes',
    operation: 'putPhoto',
    code: `operation.handle(({ body }) => (body.byteLength > 3 ? { status: 204 } : operation.notImplemented()))`,
  },
  {
    name: 'an undeclared status',
    operation: 'getPet',
    code: `operation.handle(async () => ({ status: 201, body: ${pet} }))`,
    error: 'TS2322',
  },
  {
    name: 'the body of another status',
    operation: 'getPet',
    code: `operation.handle(async () => ({ status: 404, body: ${pet} }))`,
    error: 'TS2322',
  },
  {
    name: 'a body where there is none',
    operation: 'deletePet',
    code: `operation.handle(async () => ({ status: 204, body: 'x' }))`,
    error: 'TS2322',
  },
  {
    name: 'a body that lacks a property',
    operation: 'getPet',
    code: `operation.handle(async () => ({ status: 200, body: { name: 'Tom' } }))`,
    error: 'TS2322',
  },
  {
    name: 'a value beyond an enum',
    operation: 'getPet',
    code: `operation.handle(async () => ({ status: 200, body: { id: 1, name: 'Tom', species: 'cow' } }))`,
    error: 'TS2322',
  },
  {
    name: 'a header of another type',
    operation: 'createPet',
    code: `operation.handle(async () => ({ status: 201, headers: { Location: 7 }, body: ${pet} }))`,
    error: 'TS2322',
  },
  {
    name: 'an undeclared failure',
    operation: 'getPet',
    code: `operation.handle(async () => { throw operation.failure({ status: 418 }) })`,
    error: 'TS2322',
  },
  {
    name: 'an undeclared parameter',
    operation: 'getPet',
    code: `operation.handle(async ({ path }) => ({ status: 200, body: { ...${pet}, name: path.petid } }))`,
    error: 'TS2551',
  },
  {
    name: 'a place without parameters',
    operation: 'getPet',
    code: `operation.handle(async ({ query }) => operation.notImplemented())`,
    error: 'TS2339',
  },
  {
    name: 'an optional parameter taken for given',
    operation: 'listPets',
    code: `operation.handle(async ({ query }) => ({ status: 200, body: { items: [], next: query.cursor.trim() } }))`,
    error: 'TS18048',
  },
  { name: 'no answer', operation: 'getPet', code: 'operation.handle(async () => {})', error: 'TS2345' },
]

describe('what the types of handlers admit and refuse', () => {
  let generated: readonly OutputFile[] = []
  let found: readonly string[] = []
  beforeAll(async () => {
    const result = await generateFrom(petstore, ['types', 'validators', 'handlers-typescript'])
    generated = 'files' in result ? result.files : []
    const own = cases.map(
      ({ operation, code }, index): OutputFile => ({
        path: `handlers/typescript/case${index}.ts`,
        text: `import { operation } from '../../generated/handlers/typescript/${operation}.js'\nexport default ${code}\n`,
        owner: 'you',
      }),
    )
    found = compile({ petstore: [...generated, ...own] })
  })

  it.each(cases.map((one, index) => [one.name, one, index] as const))('%s', (_, { error }, index) => {
    const own = found.filter((problem) => problem.startsWith(`petstore/handlers/typescript/case${index}.ts:`))
    expect(own.map((problem) => problem.split(' ')[1])).toEqual(error === undefined ? [] : [error])
  })

  it('says nothing of generated code', () => {
    expect(generated.length).toBeGreaterThan(20)
    expect(found.filter((problem) => !problem.includes('/case'))).toEqual([])
  })
})

const staff = `authorizer.handle(async ({ token }) => {
  if (token === 'desk') return authorizer.allow({ principal: 'staff', context: { desk: 7, name: 'Ann' } })
  return token === '' ? authorizer.unauthorized() : authorizer.deny({ principal: 'staff' })
})`
const answer = `{ status: 404, body: { code: 'x', message: 'y' } } as const`
const gone = `{ status: 204 } as const`

/** Code with a context: what an authorizer left there. */
const contexts: readonly (readonly [name: string, operation: string, code: string, error?: string])[] = [
  [
    'what a Lambda authorizer gives, as text',
    'getPet',
    `(_, { authorizer }) => { authorizer.desk.trim(); authorizer.principalId.trim(); return ${answer} }`,
  ],
  ['what it does not give', 'getPet', `(_, { authorizer }) => { authorizer.table; return ${answer} }`, 'TS2339'],
  ['a number that arrives as text', 'getPet', `(_, { authorizer }) => { authorizer.desk.toFixed(); return ${answer} }`, 'TS2551'],
  ['an authorizer without code yet', 'deletePet', `(_, { authorizer }) => { authorizer.anything?.trim(); return ${gone} }`],
  ['the claims of an access token', 'putPhoto', `(_, { authorizer }) => { authorizer.claims.scope.split(' '); return ${gone} }`],
  [
    'a claim that may be missing',
    'putPhoto',
    `(_, { authorizer }) => { authorizer.claims['cognito:groups'].split(','); return ${gone} }`,
    'TS2532',
  ],
  [
    'a claim of identity tokens',
    'putPhoto',
    `(_, { authorizer }) => { const use: 'id' = authorizer.claims.token_use; return use && ${gone} }`,
    'TS2322',
  ],
  [
    'no authorizer',
    'listPets',
    `(_, { authorizer }) => { authorizer.desk.trim(); return { status: 200, body: { items: [] } } }`,
    'TS18046',
  ],
]

describe('what handlers know of their authorizer', () => {
  let found: readonly string[] = []
  beforeAll(async () => {
    const result = await generateFrom(petstore, ['types', 'validators', 'handlers-typescript'])
    const generated = 'files' in result ? result.files : []
    const own = contexts.map(
      ([, operation, code], index): OutputFile => ({
        path: `handlers/typescript/case${index}.ts`,
        text: `import { operation } from '../../generated/handlers/typescript/${operation}.js'\nexport default operation.handle(${code})\n`,
        owner: 'you',
      }),
    )
    const written = generated.map((file) =>
      file.path === 'handlers/typescript/staffAuthorizer.ts'
        ? {
            ...file,
            text: `import { authorizer } from '../../generated/handlers/typescript/staffAuthorizer.js'\nexport default ${staff}\n`,
          }
        : file,
    )
    found = compile({ petstore: [...written, ...own] })
  })

  it.each(contexts.map((one, index) => [one[0], one[3], index] as const))('%s', (_, error, index) => {
    const own = found.filter((problem) => problem.startsWith(`petstore/handlers/typescript/case${index}.ts:`))
    expect(own.map((problem) => problem.split(' ')[1])).toEqual(error === undefined ? [] : [error])
  })

  it('says nothing of generated code', () => {
    expect(found.filter((problem) => !problem.includes('/case'))).toEqual([])
  })
})

/** The event of `addLine` is what the template of the author prints: see `test/golden/templated-event`. */
const events: readonly (readonly [name: string, code: string, error?: string])[] = [
  ['its members', 'operation.handle(({ order, line }) => order + line.count)'],
  ['its literals', "operation.handle(({ action }) => { const it: 'add' = action; return it })"],
  ['the items of its lists', 'operation.handle(({ tags }) => tags.map(({ label, at }) => label.repeat(at)))'],
  ['a member that may be missing', "operation.handle(({ priority }) => (priority === 'high' ? 1 : 2))"],
  ['what has no type', 'operation.handle(({ raw }) => (typeof raw === "string" ? raw.length : 0))'],
  ['a member that it lacks', 'operation.handle(({ customer }) => customer)', 'TS2339'],
  ['a member of another type', 'operation.handle(({ order }) => order.trim())', 'TS2339'],
  ['a missing member taken for given', 'operation.handle(({ priority }) => priority.length)', 'TS18048'],
  ['a value that it cannot have', "operation.handle(({ priority }) => priority === 'middle')", 'TS2367'],
  ['what has no type taken for something', 'operation.handle(({ raw }) => raw.length)', 'TS18046'],
]

describe('what the types of events admit and refuse', () => {
  let found: readonly string[] = []
  beforeAll(async () => {
    const result = await generateFrom(shop, ['types', 'validators', 'handlers-typescript'])
    const own = events.map(
      ([, code], index): OutputFile => ({
        path: `handlers/typescript/case${index}.ts`,
        text: `import { operation } from '../../generated/handlers/typescript/addLine.js'\nexport default ${code}\n`,
        owner: 'you',
      }),
    )
    found = compile({ shop: [...('files' in result ? result.files : []), ...own] })
  })

  it.each(events.map((one, index) => [one[0], one, index] as const))('%s', (_, [, , error], index) => {
    const own = found.filter((problem) => problem.startsWith(`shop/handlers/typescript/case${index}.ts:`))
    expect(own.map((problem) => problem.split(' ')[1])).toEqual(error === undefined ? [] : [error])
  })

  it('says nothing of generated code', () => {
    expect(found.filter((problem) => !problem.includes('/case'))).toEqual([])
  })
})
