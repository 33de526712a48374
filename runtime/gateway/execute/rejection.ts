/**
 * Ends an exchange with a gateway response. Steps throw it; `execute` turns it into an answer. `log` says what the client is not
 * told.
 */
export class Rejection extends Error {
  readonly responseType: string
  /** Undefined: the type's own; null: the JSON null. */
  readonly text: string | null | undefined
  readonly status: number | undefined
  readonly errorType: string | undefined
  readonly log: string | undefined
  readonly validationError: string | undefined
  /** API Gateway's own answer of an authorizer's refusal spells its key `Message`. */
  readonly capitalized: boolean
  constructor(responseType: string, options: RejectionOptions = {}) {
    super(options.log ?? responseType)
    this.name = 'Rejection'
    this.responseType = responseType
    this.text = options.text
    this.status = options.status
    this.errorType = options.errorType
    this.log = options.log
    this.validationError = options.validationError
    this.capitalized = options.capitalized === true
  }
}

/** What is special about one rejection. */
export interface RejectionOptions {
  readonly text?: string | null
  readonly status?: number
  readonly errorType?: string
  readonly log?: string
  readonly validationError?: string
  readonly capitalized?: boolean
}

/** 500 "Internal server error" with what really went wrong in the log. */
export function misconfigured(log: string): Rejection {
  return new Rejection('API_CONFIGURATION_ERROR', { log: `Execution failed due to configuration error: ${log}` })
}

/** 502 "Internal server error": the function's answer cannot be used. The types of integration failures do not apply to it. */
export function badFunctionAnswer(log: string): Rejection {
  return new Rejection('DEFAULT_5XX', { status: 502, text: 'Internal server error', log })
}
