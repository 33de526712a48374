import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileTemplate, renderTemplate, TemplateFailure } from '../../runtime/gateway/velocity/index.ts'
import { parseBody } from '../../runtime/gateway/velocity/java/parse-json.ts'
import { isMap, type Value } from '../../runtime/gateway/velocity/java/value.ts'
import { conformance } from '../support/conformance.ts'

interface Case {
  readonly name: string
  readonly template: string
  readonly context: {
    readonly input?: {
      readonly body?: unknown
      readonly params?: Partial<Record<'path' | 'querystring' | 'header', Record<string, string>>>
    }
    readonly context?: Record<string, unknown>
    readonly stageVariables?: Record<string, string>
  }
  readonly expected?: string
  readonly error?: unknown
  readonly overrides?: unknown
}

/** Cases that do not come out as recorded, each with its reason. An entry that does is a failure. */
const knownGaps: readonly string[] = []

/** The plain variables of a case, read exactly: `1.0` is no `1`. */
function variablesOf(line: string): ReadonlyMap<string, Value> {
  const whole = parseBody(line)
  const context = isMap(whole) ? whole.get('context') : null
  const variables = isMap(context) ? context.get('vars') : null
  return new Map(isMap(variables) ? variables.entries().map(([name, value]) => [String(name), value] as const) : [])
}

/** What is wrong with a case, or undefined. */
function deviation(line: string): string | undefined {
  const { template, context, expected, error, overrides } = JSON.parse(line) as Case
  const body = context.input?.body
  try {
    const rendered = renderTemplate(compileTemplate(template), {
      body: body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body),
      params: { path: {}, querystring: {}, header: {}, ...context.input?.params },
      context: context.context ?? {},
      stageVariables: context.stageVariables ?? {},
      variables: variablesOf(line),
    })
    if (error !== undefined) return `rendered ${JSON.stringify(rendered.output)} instead of failing`
    if (rendered.output !== expected) return `rendered ${JSON.stringify(rendered.output)} instead of ${JSON.stringify(expected)}`
    if (overrides !== undefined) expect(rendered.overrides).toEqual(overrides)
    return undefined
  } catch (failure) {
    if (!(failure instanceof TemplateFailure)) throw failure
    return error === undefined ? failure.message : undefined
  }
}

const file = conformance('vtl', 'cases.jsonl')

describe('mapping templates recorded on AWS and from Apache Velocity 1.7', () => {
  it.skipIf(file === undefined)('render byte for byte', () => {
    const lines = readFileSync(file ?? '', 'utf8')
      .trim()
      .split('\n')
    const deviations = new Map<string, string>()
    for (const line of lines) {
      const problem = deviation(line)
      if (problem !== undefined) deviations.set((JSON.parse(line) as Case).name, problem)
    }
    expect(lines.length).toBe(1167)
    expect([...deviations].filter(([name]) => !knownGaps.includes(name))).toEqual([])
    expect(knownGaps.filter((name) => !deviations.has(name))).toEqual([])
  })
})
