import { CONTEXT_VARIABLES, LOG_CONTEXT_VARIABLES, UTIL_FUNCTIONS } from '../../../runtime/gateway/facts.ts'
import type { Access, Method, Place, Reference } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { suggest } from '../../base/suggest.ts'
import type { OperationNode, Rule } from '../rule.ts'
import { MOST_FINDINGS, templateRule } from '../template/template-rule.ts'
import { type Role, visitTemplate } from '../template/visit.ts'
import { listOf } from '../text.ts'

/** A name of `$input`, `$util` or `$context` that API Gateway does not know. */
export const unknownName: Rule = templateRule('templates/unknown-name', ({ ast, node }, tell) => {
  const seen = new Set<string>()
  let kept: ReadonlySet<string> | undefined
  const isKept = (path: string): boolean => {
    kept ??= namesKept(node.operation)
    return kept.has(path)
  }
  visitTemplate(ast, {
    reference(reference, role) {
      if (seen.size >= MOST_FINDINGS) return
      const problem = problemOf(reference, role, isKept)
      if (!problem || seen.has(problem.message)) return
      seen.add(problem.message)
      tell(problem.message, problem.place, problem.help === undefined ? {} : { help: problem.help })
    },
  })
})

interface Problem {
  readonly message: string
  readonly place: Place
  readonly help?: string
}

function problemOf(reference: Reference, role: Role, isKept: (path: string) => boolean): Problem | undefined {
  const [first] = reference.accesses
  if (!first || first.kind === 'index') return undefined
  switch (reference.root) {
    case 'util':
      return utilProblem(first)
    case 'input':
      return inputProblem(first, reference.accesses.slice(1))
    case 'context':
      return contextProblem(reference.accesses, role, isKept)
    default:
      return undefined
  }
}

/** Functions of AppSync's `$util`, and what API Gateway has instead. */
const APPSYNC: Readonly<Record<string, string>> = {
  toJson: "`$util.toJson` belongs to AppSync. Print `$input.json('$.member')` here.",
  qr: '`$util.qr` belongs to AppSync. Write `#set($ignored = …)` here.',
  quiet: '`$util.quiet` belongs to AppSync. Write `#set($ignored = …)` here.',
  error: '`$util.error` belongs to AppSync. Set `$context.responseOverride.status` here.',
}

function utilProblem(access: Exclude<Access, { kind: 'index' }>): Problem | undefined {
  const known = (UTIL_FUNCTIONS as readonly string[]).includes(access.name)
  if (!known) {
    const appSync = Object.hasOwn(APPSYNC, access.name) ? APPSYNC[access.name] : undefined
    const near = appSync === undefined ? suggest(access.name, UTIL_FUNCTIONS) : undefined
    return unknown(`$util.${access.name}`, access, near, appSync ?? `\`$util\` has ${listOf(UTIL_FUNCTIONS)}.`)
  }
  return callProblem(`$util.${access.name}`, access, [1])
}

const INPUT = ['body', 'json', 'params', 'path']
const PARAMS = ['path', 'querystring', 'header']

function inputProblem(first: Exclude<Access, { kind: 'index' }>, rest: readonly Access[]): Problem | undefined {
  const [next] = rest
  switch (first.name) {
    case 'body':
      if (first.kind === 'method') break
      return next?.kind === 'property'
        ? unknown(
            `$input.body.${next.name}`,
            next,
            undefined,
            `\`$input.body\` is the text of the body. Write \`$input.path('$.${next.name}')\`.`,
          )
        : undefined
    case 'getBody':
      return callProblem('$input.getBody', first, [0])
    case 'json':
    case 'path':
      return callProblem(`$input.${first.name}`, first, [1])
    case 'params':
      return callProblem('$input.params', first, [0, 1]) ?? paramsProblem(first as Method, next)
  }
  return unknown(`$input.${first.name}`, first, suggest(first.name, INPUT), `\`$input\` has ${listOf(INPUT)}.`)
}

function paramsProblem(call: Method, next: Access | undefined): Problem | undefined {
  if (call.args.length > 0 || next?.kind !== 'property' || PARAMS.includes(next.name)) return undefined
  return unknown(`$input.params().${next.name}`, next, suggest(next.name, PARAMS), `\`$input.params()\` has ${listOf(PARAMS)}.`)
}

function callProblem(name: string, access: Exclude<Access, { kind: 'index' }>, counts: readonly number[]): Problem | undefined {
  const wanted = counts[0] === 1 ? 'one argument' : counts.length > 1 ? 'at most one argument' : 'no argument'
  if (access.kind === 'method' && counts.includes(access.args.length)) return undefined
  if (access.kind === 'method') return { message: `\`${name}\` takes ${wanted}; called so it prints nothing.`, place: access }
  return { message: `\`${name}\` is a function; without parentheses it prints nothing.`, place: access }
}

function contextProblem(accesses: readonly Access[], role: Role, isKept: (path: string) => boolean): Problem | undefined {
  const names: string[] = []
  for (const access of accesses) {
    if (access.kind !== 'property') return undefined
    names.push(access.name)
    const known = membersOf(names.slice(0, -1))
    if (known === 'open' || known.length === 0) return undefined
    if (known.includes(access.name)) continue
    const path = names.join('.')
    const holder = ['$context', ...names.slice(0, -1)].join('.')
    const near = suggest(access.name, known)
    // A template may keep values of its own there: they last until the response (recorded).
    if (role === 'target' ? near === undefined : isKept(path)) return undefined
    const help = LOG_CONTEXT_VARIABLES.includes(path) ? 'It is known in access logs only.' : undefined
    const hint = near === undefined ? (help ?? `\`${holder}\` has ${listOf(known)}.`) : undefined
    const consequence = role === 'target' ? 'setting it does nothing' : 'it prints nothing'
    return unknown(`$context.${path}`, access, near, hint, consequence)
  }
  return undefined
}

/** The names below a path of `$context`; `open` where they are not API Gateway's to know. */
function membersOf(path: readonly string[]): readonly string[] | 'open' {
  const start = path.map((name) => `${name}.`).join('')
  const names = new Set<string>()
  for (const variable of CONTEXT_VARIABLES) {
    if (variable.startsWith(start)) names.add(variable.slice(start.length).split('.')[0] ?? '')
    else if (variable.endsWith('.*') && start.startsWith(variable.slice(0, -1))) return 'open'
  }
  return names.has('*') ? 'open' : [...names]
}

/** The names of their own that the templates of an operation keep in `$context`, and those that lead to them. */
function namesKept(operation: OperationNode): Set<string> {
  const kept = new Set<string>()
  for (const template of operation.templates) {
    const { ast } = template.parsed()
    if (!ast) continue
    visitTemplate(ast, {
      reference({ root, accesses }, role) {
        if (role !== 'target' || root !== 'context') return
        let path = ''
        for (const access of accesses.slice(0, 10)) {
          if (access.kind !== 'property') return
          path = path === '' ? access.name : `${path}.${access.name}`
          kept.add(path)
        }
      },
    })
  }
  return kept
}

function unknown(
  name: string,
  place: Place,
  near: string | undefined,
  help: string | undefined,
  consequence = 'it prints nothing',
): Problem {
  const question = near === undefined ? '.' : `; did you mean \`${near}\`?`
  return {
    message: `API Gateway knows no \`${name}\`, so ${consequence}${question}`,
    place,
    ...(near === undefined && help !== undefined && { help }),
  }
}
