import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Handlebars from 'handlebars'
import { describe, expect, it } from 'vitest'
import type { Code } from '../../../generator/emit/code.ts'
import { literal } from '../../../generator/emit/languages/typescript.ts'
import { template } from '../../../generator/emit/template.ts'

const folder = fileURLToPath(new URL('../../../generator/emit', import.meta.url))

/** Every template, by its path below generator/emit. */
function templates(at = ''): string[] {
  return readdirSync(join(folder, at)).flatMap((name) => {
    const path = at === '' ? name : `${at}/${name}`
    if (statSync(join(folder, path)).isDirectory()) return templates(path)
    return name.endsWith('.hbs') ? [path] : []
  })
}

/** What a template reads of its view. Anything but holes, `each` and `if` is refused. */
function reads(program: hbs.AST.Program): string[] {
  return program.body.flatMap((node) => {
    if (node.type === 'ContentStatement' || node.type === 'CommentStatement') return []
    const { path, params } = node as hbs.AST.MustacheStatement
    const name = (path as hbs.AST.PathExpression).original
    if (node.type === 'MustacheStatement' && params.length === 0) return [name]
    if (node.type !== 'BlockStatement' || !['each', 'if'].includes(name)) throw new Error(`a template holds ${node.type} ${name}`)
    return [(params[0] as hbs.AST.PathExpression).original, ...reads((node as hbs.AST.BlockStatement).program)]
  })
}

describe('templates', () => {
  it.each(templates())('%s reads only what its view has', (path) => {
    const source = readFileSync(join(folder, path), 'utf8')
    const [, view, file] = /^\{\{!-- view: (\w+) \(([\w-]+\.ts)\) --\}\}\n/.exec(source) ?? []
    const declared = readFileSync(join(folder, path, '..', file ?? ''), 'utf8')
    const body = new RegExp(`interface ${view} \\{([^}]*)\\}`).exec(declared)?.[1] ?? ''
    const members = [...body.matchAll(/readonly (\w+):/g)].map(([, name]) => name)
    expect(members).toEqual(expect.arrayContaining(reads(Handlebars.parse(source))))
  })

  it('take code only', () => {
    const stub = template<{ readonly module: Code; readonly about: Code }>('handlers-typescript/stub.hbs')
    expect(stub({ module: literal('a"b'), about: literal('x') })).toContain('from "a\\"b"\n')
    // @ts-expect-error a text is no code
    stub({ module: 'a', about: literal('x') })
    // @ts-expect-error nor may a view have a text
    template<{ readonly module: string }>('handlers-typescript/stub.hbs')
  })

  it('throw where the view lacks a hole', () => {
    const stub = template<{ readonly module: Code }>('handlers-typescript/stub.hbs')
    expect(() => stub({ module: literal('x') })).toThrow(/about/)
    expect(() => template('none.hbs')).toThrow(/no template none.hbs/)
  })
})
