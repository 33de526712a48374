import { type SdkHandler, sdkHandler } from '../../generator/cli/local-gateway.ts'
import type { Gateway } from '../../runtime/gateway/index.ts'

/** What may become of a call. */
export const faults = [
  'throttled',
  'throttled-for-a-while',
  'conflict',
  'refused',
  'busy',
  'broken',
  'cut-before',
  'cut-after',
  'half',
  'stale',
  'stale-for-a-while',
  'somebody-else',
  'somebody-alike',
  'somebody-in-part',
  'somebody-deploys',
  'killed-before',
  'killed-after',
] as const
/** What may become of a call, and what becomes of APIs that nobody else has: they are seen late. */
export type Fault = (typeof faults)[number] | 'unseen-for-a-while'

export type Meddling = 'undeployed' | 'alike' | 'in part' | 'deployed'

/** How long answers are those of before where they are for a while: longer than a look at it once more, shorter than our patience. */
const A_WHILE = 12_000

/** The process of the importer ends: nothing behind it happens. */
export class Killed extends Error {}

type Request = Parameters<SdkHandler['handle']>[0]
type Answer = Awaited<ReturnType<SdkHandler['handle']>>

/** A way to a gateway that has faults. */
export interface FaultyGateway {
  readonly handler: SdkHandler
  /** Calls so far: `PUT /restapis/…` */
  readonly calls: readonly string[]
  /** Calls so far that change something. */
  readonly changes: readonly string[]
  /** From now on the process is dead: no call gets through. */
  die(): never
  isDead(): boolean
}

export interface FaultPlan {
  /** The fault of the call of this number, from 0; undefined for none. */
  at(index: number, request: Request): Fault | undefined
  /** Milliseconds since 1970. */
  now(): number
  /** Somebody else changes the API, and deploys it or not. */
  meddle(how: Meddling): Promise<void>
  /** After each call that changed something, also one that was cut off: what the world looks like then. */
  after(): Promise<void>
}

const answer = (statusCode: number, type: string, message: string, more: Record<string, string> = {}): Answer => ({
  response: {
    statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type, ...more },
    body: new TextEncoder().encode(JSON.stringify({ message })),
  },
})
const listOfNone = (): Answer => ({
  response: { statusCode: 200, headers: { 'content-type': 'application/json' }, body: new TextEncoder().encode('{"item":[]}') },
})
const cut = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })

/** Puts faults in front of a gateway. */
export function faultyGateway(gateway: Pick<Gateway, 'handle'>, plan: FaultPlan): FaultyGateway {
  const inner = sdkHandler(gateway)
  const calls: string[] = []
  const changes: string[] = []
  const seen = new Map<string, Answer>()
  let staleUntil = 0
  let unseenUntil = 0
  let dead = false
  const die = (): never => {
    dead = true
    throw new Killed('killed')
  }
  const through = async (request: Request): Promise<Answer> => {
    const result = await inner.handle(request)
    if (request.method === 'GET') return result
    changes.push(`${request.method} ${request.path}`)
    await plan.after()
    return result
  }
  async function handle(request: Request): Promise<Answer> {
    if (dead) throw new Killed('killed')
    const fault = plan.at(calls.length, request)
    const key = `${request.path} ${JSON.stringify(request.query ?? {})}`
    calls.push(`${request.method} ${request.path}`)
    const reads = request.method === 'GET'
    switch (fault) {
      case 'throttled':
        return answer(429, 'TooManyRequestsException', 'Too Many Requests')
      case 'throttled-for-a-while':
        return answer(429, 'TooManyRequestsException', 'Too Many Requests', { 'retry-after': '3' })
      case 'conflict':
        return answer(409, 'ConflictException', 'Unable to complete operation due to concurrent modification. Please try again later.')
      case 'refused':
        return answer(403, 'AccessDeniedException', 'User is not authorized to perform this action')
      case 'busy':
        return answer(400, 'BadRequestException', 'There is already an update in progress')
      case 'broken':
        return answer(500, 'InternalServerError', 'Internal')
      case 'cut-before':
        throw cut()
      case 'cut-after':
        await through(request)
        throw cut()
      case 'half':
        // A put that got half way: API Gateway's is not atomic.
        if (request.method === 'PUT' && /^\/restapis\/\w+$/.test(request.path)) await through({ ...request, body: halfOf(request.body) })
        return answer(500, 'InternalServerError', 'Internal')
      case 'killed-before':
        return die()
      case 'killed-after':
        await through(request)
        return die()
      case 'somebody-else':
        await plan.meddle('undeployed')
        break
      case 'somebody-alike':
        await plan.meddle('alike')
        break
      case 'somebody-in-part':
        await plan.meddle('in part')
        break
      case 'somebody-deploys':
        await plan.meddle('deployed')
        break
      case 'unseen-for-a-while':
        unseenUntil = plan.now() + A_WHILE
        break
      case 'stale-for-a-while':
        staleUntil = plan.now() + A_WHILE
        break
      default:
    }
    if (reads && request.path === '/restapis' && plan.now() < unseenUntil) return listOfNone()
    const isStale = reads && (fault === 'stale' || plan.now() < staleUntil)
    const result = (isStale ? seen.get(key) : undefined) ?? (await through(request))
    if (reads) seen.set(key, result)
    return result
  }
  return { handler: { handle, destroy() {} }, calls, changes, die, isDead: () => dead }
}

/** The document without its last path. */
function halfOf(body: unknown): Uint8Array {
  const document = JSON.parse(new TextDecoder().decode(body as Uint8Array)) as { paths: Record<string, unknown> }
  const last = Object.keys(document.paths).at(-1) ?? ''
  const { [last]: _, ...paths } = document.paths
  return new TextEncoder().encode(JSON.stringify({ ...document, paths }))
}
