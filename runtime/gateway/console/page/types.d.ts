/** What the gateway answers, for the page's own modules. */
import type { TracedBody } from '../../execute/trace.ts'
import type { StageAddress } from '../../server/listen.ts'

export type { TimedStep, Trace, TracedBody, TraceStep } from '../../execute/trace.ts'
export type { ServiceCall } from '../../service-calls.ts'
export type { TemplateOverrides, TemplateScope } from '../../velocity/index.ts'
export type { ApiDocumentation, DocumentedOperation, DocumentedParameter } from '../documentation.ts'
export type { RecentRequest } from '../recent.ts'
export type { RenderedAgain } from '../render-again.ts'
export type { ConsoleAnswer } from '../run-again.ts'

/** A request to be made. */
export interface SentRequest {
  readonly stage: StageAddress
  readonly method: string
  /** Below the stage, with its query, percent-encoded. */
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: TracedBody | null
}
