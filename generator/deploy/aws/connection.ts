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
  /** Default: all. With `reading` a call that would change something throws before it is sent: for those who promised to look only. */
  readonly calls?: 'all' | 'reading'
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

/** A middleware of the SDK that lets nothing through but what reads. What comes to it is a bug of ours, and says so. */
export function refuseChanges<A extends { readonly request: unknown }, R>(next: (args: A) => Promise<R>): (args: A) => Promise<R> {
  return async (args) => {
    const { method, path } = args.request as { readonly method: string; readonly path: string }
    if (method !== 'GET') throw new Error(`nothing may be changed here, and ${method} ${path} would`)
    return next(args)
  }
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
