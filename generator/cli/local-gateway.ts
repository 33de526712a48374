import {
  createGateway,
  type Gateway,
  type GatewayOptions,
  type GatewayRequest,
  SnapshotUnusable,
  StoreLocked,
  StoreUnusable,
} from '../../runtime/gateway/index.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { javascriptSdk } from './javascript-sdk.ts'

/** A request as the AWS SDK hands it to its transport. */
interface SdkRequest {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A transport for the AWS SDK that opens no socket. */
export interface SdkHandler {
  handle(
    request: SdkRequest,
  ): Promise<{ readonly response: { readonly statusCode: number; readonly headers: Record<string, string>; readonly body: Uint8Array } }>
  destroy(): void
}

/** Sends what the SDK wants to send to a gateway in this process. */
export function sdkHandler(gateway: Pick<Gateway, 'handle'>): SdkHandler {
  return {
    async handle(request) {
      const { status, headers, body } = await gateway.handle(toGatewayRequest(request))
      return {
        response: { statusCode: status, headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])), body },
      }
    },
    destroy() {},
  }
}

/** The embedded gateway of a project: in this process, or the address of the process that holds its state. */
export type LocalGateway = { close(): Promise<void> } & (
  | { readonly url: string }
  | { readonly handler: SdkHandler; readonly gateway: Pick<Gateway, 'handle'> }
)

/** Opens the gateway on a state directory without a port; when another process holds the directory, that one is talked to. */
export async function openLocal(
  folder: string,
  log: (line: string) => void,
  more: Pick<GatewayOptions, 'functions' | 'keySets' | 'credentials'> = {},
): Promise<LocalGateway> {
  try {
    const gateway = await createGateway({ sdks: { javascript: javascriptSdk }, ...more, directory: folder, log })
    return { gateway, handler: sdkHandler(gateway), close: () => gateway.close() }
  } catch (error) {
    if (error instanceof StoreLocked && error.holder.url !== undefined) return { url: error.holder.url, close: async () => {} }
    throw stateFailure(error)
  }
}

/** Opens the gateway for a port of its own. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  try {
    return await createGateway({ sdks: { javascript: javascriptSdk }, ...options })
  } catch (error) {
    throw stateFailure(error)
  }
}

/** Why a state directory cannot be had, as a failure: another process holds it, or the disk says no. Everything else stays as it is. */
export function stateFailure(error: unknown): unknown {
  if (error instanceof StoreLocked) {
    const { pid, url } = error.holder
    const where = url === undefined ? '' : `, which listens on ${url}`
    return new ApigenFailure('usage', `The state of the embedded gateway in \`${error.directory}\` is held by process ${pid}${where}.`, {
      help: `${url === undefined ? 'Wait until it ends, stop it' : 'Use that one, stop it'}, or choose another folder with --data or --ephemeral.`,
      cause: error,
    })
  }
  if (error instanceof SnapshotUnusable) return new ApigenFailure('usage', error.message, { cause: error })
  if (!(error instanceof StoreUnusable)) return error
  return new ApigenFailure('usage', error.message, {
    help: 'Mend that, or let the state be kept elsewhere: apigen gateway --data DIR, or --ephemeral.',
    cause: error,
  })
}

function toGatewayRequest({ method, path, query = {}, headers, body }: SdkRequest): GatewayRequest {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  )
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body instanceof Uint8Array ? body : new Uint8Array()
  return { method, path, query: pairs.join('&'), headers: Object.entries(headers), body: bytes }
}
