import type { AnyResponse, Violation } from './operation.js'

/** How an error is written. */
export interface ErrorBody {
  readonly mediaType: string
  readonly body: (error: KnownError, about: About) => unknown
}

/** The error bodies of an operation by status; `default` is for every other. */
export interface ErrorBodies {
  readonly [status: number]: ErrorBody
  readonly default: ErrorBody
}

/** Something that is wrong: nothing in it was sent by a caller, save where a violation points. */
export interface KnownError {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly violations: readonly Violation[]
}

/** What an error knows of the request. */
export interface About {
  readonly requestId: string
  readonly resource: string
  readonly time: number
}

/** An error that is thrown. */
export class Rejection extends Error implements KnownError {
  override readonly name = 'Rejection'
  readonly status: number
  readonly code: string
  readonly violations: readonly Violation[]

  constructor(status: number, code: string, message: string, violations: readonly Violation[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.violations = violations
  }
}

/** The response to an error, in the API's own form where it has one. */
export function errorResponse(errors: ErrorBodies, error: KnownError, about: About): AnyResponse {
  const { mediaType, body } = errors[error.status] ?? errors.default
  return { status: error.status, contentType: mediaType, body: body(error, about) }
}

/** The message, and every violation after it: `… body/age must be an integer.` */
export function accountOf({ message, violations }: KnownError): string {
  return violations.length === 0 ? message : `${message} ${violations.map(lineOf).join('; ')}.`
}

/** `body/age must be an integer`. */
export function lineOf({ in: place, pointer, message }: Violation | Spoken): string {
  return `${place}${pointer} ${message}`.trimStart()
}

/** What stands for a violation where there is none: the error itself. */
interface Spoken {
  readonly in: ''
  readonly pointer: ''
  readonly message: string
}

/** An item for every violation; undefined where there is none. */
export function each<Item>({ violations }: KnownError, item: (one: Violation) => Item): readonly Item[] | undefined {
  return violations.length === 0 ? undefined : violations.map(item)
}

/** An item for every violation; one that has the error itself where there is none. */
export function some<Item>({ violations, message }: KnownError, item: (one: Violation | Spoken) => Item): readonly Item[] {
  return violations.length === 0 ? [item({ in: '', pointer: '', message })] : violations.map(item)
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  501: 'Not Implemented',
}

/** The words for a status. */
export function titleOf({ status }: KnownError): string | undefined {
  return TITLES[status]
}

/** When the request came: `2026-01-02T03:04:05.678Z`. */
export function timeOf({ time }: About): string {
  return new Date(time).toISOString()
}
