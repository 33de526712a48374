import type { Statement } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { isObject, type Json, own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'
import { schemaOf } from '../template/body-schema.ts'
import { declaredResponse } from '../template/declared-response.ts'
import { hasItems, type Mismatch, mismatchesOf } from '../template/mismatch.ts'
import { MARK } from '../template/read-tree.ts'
import { PLAIN } from '../template/sample-body.ts'
import { type RunTemplate, templateRule } from '../template/template-rule.ts'
import type { Outcome } from '../template/trials.ts'

/** A response template whose output is never what the response declares: it is run on bodies of all kinds. */
export const modelMismatch: Rule = templateRule('templates/model-mismatch', (template, tell) => {
  const { node, view } = template
  if (node.side !== 'response' || !/^application\/([^;]*\+)?json *(;|$)/i.test(node.mediaType)) return
  const outcomes = view.trials(node).marked()
  if (outcomes.length === 0 || !ranWhole(template, outcomes)) return
  const runs = outcomes.map((outcome) => runOf(outcome, template))
  // An output that is no JSON, or none at all, is other rules' business.
  if (!runs.every((run) => run !== undefined)) return
  const all = new Map(
    runs.flatMap(({ mismatches }) => mismatches.map((mismatch) => [`${mismatch.path} ${mismatch.says}`, mismatch] as const)),
  )
  const common = [...all.values()].filter((mismatch) => runs.every((run) => isIn(mismatch, run)))
  const status = node.response?.status ?? ''
  for (const { path, says } of common) {
    tell(`What this template prints does not fit the model of response \`${status}\`: \`${path}\` ${says}.`, placeOf(path, template), {
      help: `It prints \`${excerptOf(outcomes)}\`.`,
    })
  }
})

interface Run {
  readonly value: Json
  readonly mismatches: readonly Mismatch[]
}

function runOf({ output, fault, overrides }: Outcome, { node, view }: RunTemplate): Run | undefined {
  if (fault !== undefined) return undefined
  const value = JSON.parse(output) as Json
  const override = isObject(overrides.responseOverride) ? own(overrides.responseOverride, 'status') : undefined
  const response = declaredResponse(node.operation, String(override ?? node.response?.status ?? ''), view)
  const schema = schemaOf(isObject(response?.content) ? response.content : {}, node.mediaType)
  if (!schema) return { value, mismatches: [] }
  const mismatches = mismatchesOf(value, schema, {
    view,
    isForeign: (object) => Object.hasOwn(object, MARK),
    isOwn: (literal) =>
      (typeof literal === 'string' || typeof literal === 'number') &&
      literal !== PLAIN &&
      literal !== 1 &&
      node.value.includes(String(literal)),
  })
  return { value, mismatches }
}

function isIn({ path, says, list }: Mismatch, { value, mismatches }: Run): boolean {
  if (mismatches.some((other) => other.path === path && other.says === says)) return true
  return list !== undefined && !hasItems(value, list)
}

/** Whether every branch that prints something was taken by some run: only then do the runs speak for all others. */
function ranWhole({ ast }: RunTemplate, outcomes: readonly Outcome[]): boolean {
  const ran = new Set(outcomes.flatMap(({ parts }) => parts.map(({ place }) => place.offset)))
  const isRun = (body: readonly Statement[]): boolean =>
    body.every((statement) => {
      switch (statement.kind) {
        case 'text':
          return statement.text.trim() === '' || ran.has(statement.offset)
        case 'if':
          return [...statement.branches.map((branch) => branch.body), statement.otherwise ?? []].every(isRun)
        case 'directive':
          return isRun(statement.body ?? [])
        default:
          return true
      }
    })
  return isRun(ast.body)
}

/** Where the template writes the last member of a path; its beginning where it does not. */
function placeOf(path: string, { node }: RunTemplate): { readonly offset: number; readonly length: number } {
  const name = /\.([\w-]+)(?:\[\*\])*$/.exec(path)?.[1]
  const at = name === undefined ? -1 : node.value.indexOf(`"${name}"`)
  if (at !== -1 && name !== undefined) return { offset: at, length: name.length + 2 }
  const start = Math.max(0, node.value.search(/\S/))
  return { offset: start, length: Math.max(1, node.value.slice(start).split('\n')[0]?.length ?? 1) }
}

function excerptOf([first]: readonly Outcome[]): string {
  const text = (first?.output ?? '').replaceAll(`"${MARK}":1,`, '').replaceAll(`,"${MARK}":1`, '').replace(/\s+/g, ' ').trim()
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
