import {
  Budget,
  type CompiledTemplate,
  compileTemplate,
  type PrintedPart,
  renderParts,
  TemplateFailure,
  type TemplateOverrides,
} from '../../../runtime/gateway/velocity/index.ts'
import type { Value } from '../../../runtime/gateway/velocity/java/value.ts'
import type { Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { put } from '../../base/json.ts'
import { isLateBound, masked } from '../../base/late-bound.ts'
import type { TemplateNode, View } from '../rule.ts'
import { jsonFault } from './json-fault.ts'
import { type Breakage, breakagesOf } from './json-trials.ts'
import { type Given, type Requests, requestsFor } from './requests.ts'
import { variablesOf } from './variables.ts'
import { visitTemplate } from './visit.ts'

/** What a template made of one request. */
export interface Outcome {
  readonly given: Given
  readonly output: string
  readonly parts: readonly PrintedPart[]
  /** Where the output stops being JSON; undefined where it is. */
  readonly fault: number | undefined
  readonly overrides: TemplateOverrides
}

/** Runs of one template. */
export interface Trials extends Omit<Requests, 'marked'> {
  /** The runs of the ordinary requests that went to their end. */
  readonly outcomes: readonly Outcome[]
  /** The failure of a run that was more work than templates may be; no run comes after it. */
  readonly exhausted: () => TemplateFailure | undefined
  /** Undefined where the template fails on it, or has used up what it may. */
  run(given: Given): Outcome | undefined
  /** The runs that say what the output may be. */
  marked(): readonly Outcome[]
  /** What breaks the JSON that it prints. */
  breakages(): readonly Breakage[]
}

/** Steps of all runs of one template: some tens of milliseconds. */
const MOST_STEPS = 1_000_000
/** Characters of one output that is looked at. */
const LONGEST = 1_000_000

const EMPTY: Template = { kind: 'template', body: [], offset: 0, length: 0 }

/** Steps that all templates of a document may take together: a large API takes a tenth of them. */
export const STEPS_OF_DOCUMENT = 200_000_000

/** What is left of the steps of a document, and the templates that were refused a run since nothing was, in the order of the document. */
export interface Pool {
  left: number
  readonly refused: Set<TemplateNode>
}

/** Runs a template in the embedded engine, and takes its steps from a pool; one that Velocity cannot read has no outcomes. */
export function trialsOf(node: TemplateNode, view: View, pool: Pool): Trials {
  const ast = node.parsed().ast ?? EMPTY
  const requests = requestsFor(node, ast, view)
  const { stageVariables, lateBound } = namesOf(ast)
  let compiled: CompiledTemplate | undefined | 'never'
  let exhausted: TemplateFailure | undefined

  const budget = new Budget(MOST_STEPS)

  function run(given: Given): Outcome | undefined {
    if (compiled === 'never') return undefined
    if (pool.left <= 0) {
      pool.refused.add(node)
      return undefined
    }
    const before = budget.used
    try {
      compiled ??= compileTemplate(masked(node.value))
      const scope = {
        body: given.bodyText ?? (given.body === undefined ? '' : JSON.stringify(given.body)),
        params: given.params,
        context: given.context,
        stageVariables,
        variables: lateBound,
      }
      const { parts, overrides } = renderParts(compiled, scope, budget)
      const output = parts.map(({ text }) => text).join('')
      return output.length > LONGEST ? undefined : { given, output, parts, fault: jsonFault(output), overrides }
    } catch (error) {
      if (!(error instanceof TemplateFailure)) throw error
      if (error.kind === 'budget') exhausted = error
      // A template that cannot be read, or is too much work, is not tried again.
      if (error.kind === 'budget' || error.kind === 'syntax' || compiled === undefined) compiled = 'never'
      return undefined
    } finally {
      pool.left -= budget.used - before
    }
  }

  const outcomes = requests.ordinary.flatMap((given) => run(given) ?? [])
  let breakages: readonly Breakage[] | undefined
  const marked = (): readonly Outcome[] => requests.marked.flatMap((given) => run(given) ?? [])
  const trials: Trials = {
    ...requests,
    outcomes,
    exhausted: () => exhausted,
    run,
    marked,
    breakages: () => (breakages ??= breakagesOf(node, ast, trials)),
  }
  return trials
}

/** What only the deployment knows stands for a number: that is JSON between quotes and without. */
function namesOf(ast: Template): {
  readonly stageVariables: Readonly<Record<string, string>>
  readonly lateBound: ReadonlyMap<string, Value>
} {
  const set = variablesOf(ast)
  const stageVariables: Record<string, string> = {}
  const lateBound = new Map<string, Value>()
  visitTemplate(ast, {
    reference({ root, source, accesses: [first] }) {
      if (root === 'stageVariables' && first?.kind === 'property') put(stageVariables, first.name, '1')
      if (!first && !set.has(root) && isLateBound(source)) lateBound.set(root, 1)
    },
  })
  return { stageVariables, lateBound }
}
