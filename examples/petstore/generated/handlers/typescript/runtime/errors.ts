import type { AnyResponse, Violation } from './operation.js'

/**
 * How the body of an error is filled: a word is what is known under that name; `is`: that value; `each`: a list with an item for every violation,
 * `some`: one that has the error itself where there is none.
 */
export type ErrorTemplate =
  | string
  | readonly ['is', unknown]
  | readonly ['each' | 'some', ErrorTemplate]
  | { readonly [name: string]: ErrorTemplate }

/** How an error is written. */
export interface ErrorBody {
  readonly mediaType: string
  readonly body: ErrorTemplate
}

/** The error bodies of an operation by status; `default` is for every other. */
export interface ErrorBodies {
  readonly [status: number]: ErrorBody
  readonly default?: ErrorBody
}

/** Something that is wrong: nothing in it was sent by a caller, save where a violation points. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly violations?: readonly Violation[]
}

/** A problem, thrown. */
export class Rejection extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.name = 'Rejection'
    this.problem = problem
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  501: 'Not Implemented',
}

/** RFC 9457, where the API has no model of its own. */
const PROBLEM: ErrorBody = {
  mediaType: 'application/problem+json',
  body: {
    type: ['is', 'about:blank'],
    title: 'title',
    status: 'status',
    detail: 'message',
    code: 'code',
    errors: ['each', { in: 'in', pointer: 'pointer', detail: 'message' }],
  },
}

/** What an error knows of the request. */
interface About {
  readonly requestId: string
  readonly resource: string
  readonly time: number
}

/** The response to a problem, in the API's own form where it has one. */
export function errorResponse(bodies: ErrorBodies | undefined, problem: Problem, about: About): AnyResponse {
  const { status, code, message, violations = [] } = problem
  const { mediaType, body } = bodies?.[status] ?? bodies?.default ?? PROBLEM
  const lines = violations.map(lineOf)
  const known = {
    status,
    code,
    message,
    account: lines.length === 0 ? message : `${message} ${lines.join('; ')}.`,
    title: TITLES[status],
    requestId: about.requestId,
    resource: about.resource,
    time: new Date(about.time).toISOString(),
    in: '',
    pointer: '',
    line: message,
  }
  return { status, contentType: mediaType, body: fill(body, known, violations) }
}

/** `body/age must be an integer`. */
function lineOf({ in: place, pointer, message }: Violation): string {
  return `${place}${pointer} ${message}`
}

function fill(template: ErrorTemplate, known: Readonly<Record<string, unknown>>, violations: readonly Violation[]): unknown {
  if (typeof template === 'string') return known[template]
  if (!isList(template)) {
    const members: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(template)) {
      const value = fill(member, known, violations)
      if (value !== undefined) Object.defineProperty(members, name, { value, enumerable: true })
    }
    return members
  }
  const [kind, inner] = template
  if (kind === 'is') return inner
  const items = violations.map((one) => ({ ...known, ...one, line: lineOf(one) }))
  if (items.length === 0 && kind === 'each') return undefined
  return (items.length === 0 ? [known] : items).map((one) => fill(inner, one, []))
}

function isList(template: ErrorTemplate): template is Extract<ErrorTemplate, readonly unknown[]> {
  return Array.isArray(template)
}
