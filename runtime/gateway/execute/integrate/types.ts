import type { Integration } from '../../definition/rest-api.ts'
import type { HeaderList, UnsentAnswer } from '../../http.ts'
import type { Payload } from '../binary.ts'
import type { Caller, RoutedExchange } from '../exchange.ts'
import type { IntegrationRequest } from '../map-request.ts'

/** What a back end answered, before it is mapped. */
export interface IntegrationAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: HeaderList
  readonly payload: Payload
  /** What selection patterns are matched against: the status, or a function's error message ("" where it has none). */
  readonly selector: string
}

/** What a proxy integration answers: goes to the client as it is. */
export interface FinalAnswer {
  readonly kind: 'final'
  readonly response: UnsentAnswer
}

/** One kind of integration. */
export type Integrate = (
  exchange: RoutedExchange,
  caller: Caller,
  integration: Integration,
  request: IntegrationRequest,
) => IntegrationAnswer | FinalAnswer | Promise<IntegrationAnswer | FinalAnswer>
