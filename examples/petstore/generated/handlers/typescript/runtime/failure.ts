import type { AnyResponse } from './operation.js'

/** A response that is thrown. Its message is the Lambda error of a custom integration: `{"status":404,"body":…,"headers":{}}`. */
export class Failure extends Error {
  readonly response: AnyResponse

  constructor(response: AnyResponse) {
    super(JSON.stringify({ status: response.status, body: response.body ?? null, headers: response.headers ?? {} }))
    this.name = 'Failure'
    this.response = response
  }
}
