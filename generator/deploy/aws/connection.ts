import type { APIGatewayClientConfig } from '@aws-sdk/client-api-gateway'
import { type Clock, wallClock } from '../retry.ts'

/** Where and as whom to call. */
export interface CloudOptions {
  readonly endpointUrl?: string
  readonly region?: string
  /** Sends requests in another way than over a socket: the embedded gateway in this process. */
  readonly requestHandler?: NonNullable<APIGatewayClientConfig['requestHandler']>
  /** In place of the credential chain: for an endpoint that wants none. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly accountId?: string }
  readonly version: string
  /** Default: aws. */
  readonly service?: 'aws' | 'embedded'
  /** Given when the user wants to stop: nothing waits for a better time then. */
  readonly signal?: AbortSignal
  /** In place of the clock on the wall, for tests. */
  readonly clock?: Clock
}

/** What every client of the AWS SDK is made with. */
interface ClientConfig extends Pick<CloudOptions, 'region' | 'requestHandler' | 'credentials'> {
  readonly maxAttempts: number
  readonly customUserAgent: [string, string][]
  readonly endpoint?: string
}

/** How the doors of the AWS SDK reach what they call. */
export interface Connection {
  readonly config: ClientConfig
  /** How messages name the other side: its address, the region, or AWS. */
  readonly place: string
  readonly clock: Clock
  stopped(): boolean
}

export function connect({ endpointUrl, region, requestHandler, credentials, version, signal, clock }: CloudOptions): Connection {
  return {
    config: {
      // The SDK would make calls again that may have had their effect, and so create an API twice; we know which may be.
      maxAttempts: 1,
      customUserAgent: [['apigen', version]],
      ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
      ...(region !== undefined && { region }),
      ...(requestHandler !== undefined && { requestHandler }),
      ...(credentials !== undefined && { credentials }),
    },
    place: endpointUrl ?? region ?? 'AWS',
    clock: clock ?? wallClock(signal),
    stopped: () => signal?.aborted === true,
  }
}
