import type { JsonObject } from '../base/json.ts'

/** A function of `x-apigen.events`: something else than this API calls it. */
export interface EventFunction {
  /** camelCase, apart from all operations. */
  readonly id: string
  /** `FunctionModel.id`. */
  readonly function: string
  readonly source: EventSource
  /** `NamedSchema.name` of what a message, a record, a detail or the data of an invocation is. */
  readonly payload?: string
  readonly description?: string
  readonly pointer: string
}

/** What calls it. Names of resources are names in the same account and region, or ARNs, which may be late-bound. */
export type EventSource =
  | {
      readonly kind: 's3'
      readonly bucket: string
      /** `s3:ObjectCreated:*` and its like. */
      readonly on: readonly string[]
      readonly prefix?: string
      readonly suffix?: string
    }
  | { readonly kind: 'sns'; readonly topic: string }
  | { readonly kind: 'sqs'; readonly queue: string; readonly batch: number }
  | { readonly kind: 'kinesis'; readonly stream: string; readonly batch: number; readonly from: 'latest' | 'trim-horizon' }
  | { readonly kind: 'eventbridge'; readonly bus: string; readonly pattern: JsonObject }
  /** `rate(1 day)` or `cron(0 3 * * ? *)`. */
  | { readonly kind: 'schedule'; readonly every: string }
  /** Somebody who knows its name, by `{"metadata": …, "data": …}`. */
  | { readonly kind: 'direct' }
