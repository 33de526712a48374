import type { AnyResponse } from './operation.js'

/** A response that is thrown. */
export class Failure extends Error {
  readonly response: AnyResponse

  constructor(response: AnyResponse) {
    super(`The answer is ${response.status}.`)
    this.response = response
  }
}

/** What the patterns of a custom integration's responses look at. */
export interface CustomResult {
  readonly status: number
  readonly body: unknown
  readonly headers: object
}

/** A Lambda error: its message is what those patterns are matched against, `{"status":404,"body":…,"headers":{}}`. */
export class CustomFailure extends Error {
  override readonly name = 'Failure'

  constructor(result: CustomResult) {
    super(JSON.stringify(result))
  }
}
