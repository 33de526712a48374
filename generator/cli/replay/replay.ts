import { Buffer } from 'node:buffer'
import { type HeaderList, tracedBody } from '../../../runtime/gateway/index.ts'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { visible } from '../report/escape.ts'
import type { Address } from './address.ts'
import { type AnswerDifference, compareAnswers } from './compare-answers.ts'
import { type RecordedExchange, SIGNATURE } from './recording.ts'

/** A request as it is sent to a stage. */
export interface ReplayedRequest {
  readonly method: string
  /** Below the stage, with its query. */
  readonly path: string
  readonly headers: HeaderList
  readonly body: Uint8Array
  /** It was signed, and wants to be signed again. */
  readonly signed: boolean
}

/** Sends a request to a stage. */
export type Send = (
  request: ReplayedRequest,
) => Promise<{ readonly status: number; readonly headers: HeaderList; readonly body: Uint8Array }>

/** A recorded request that is answered otherwise now. */
export interface Deviation {
  readonly request: RecordedExchange['request']
  readonly differences: readonly AnswerDifference[]
}

/**
 * Sends recorded requests one after another, as they were recorded, since one may need what another did. `env` has what stands for
 * secrets; a header whose secret it does not have is left out, and `missing` is told of it. Rejects where `signal` stops it.
 */
export async function replay(
  exchanges: readonly RecordedExchange[],
  send: Send,
  env: Readonly<Record<string, string | undefined>>,
  missing: (name: string) => void,
  signal?: AbortSignal,
): Promise<readonly Deviation[]> {
  const deviations: Deviation[] = []
  for (const { request, response } of exchanges) {
    signal?.throwIfAborted()
    const signed = request.headers.some(([, value]) => value === SIGNATURE)
    const unsigned = signed ? request.headers.filter(([name]) => !OF_SIGNATURES.has(name.toLowerCase())) : request.headers
    const headers = unsigned.flatMap(([name, value]) => withSecrets(name, value, env, missing))
    const body = new Uint8Array(Buffer.from(request.body.text, request.body.encoding))
    const answer = await send({ method: request.method, path: request.path, headers, body, signed })
    const differences = compareAnswers(response, { ...answer, body: tracedBody(answer.body) })
    if (differences.length > 0) deviations.push({ request, differences })
  }
  return deviations
}

/** What a signature brings along. */
const OF_SIGNATURES: ReadonlySet<string> = new Set(['authorization', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'])

function withSecrets(
  header: string,
  value: string,
  env: Readonly<Record<string, string | undefined>>,
  missing: (name: string) => void,
): [string, string][] {
  const unknown = [...value.matchAll(/\$\{(APIGEN_\w+)\}/g)].flatMap(([, name = '']) => (env[name] === undefined ? [name] : []))
  for (const name of unknown) missing(name)
  if (unknown.length > 0) return []
  return [[header, value.replace(/\$\{(APIGEN_\w+)\}/g, (_, name: string) => env[name] ?? '')]]
}

/** Sends to a stage by its address. Redirects are answers. */
export function sendTo({ url: address, sign }: Address, signal: AbortSignal): Send {
  return async ({ signed, path, ...request }) => {
    const { method, body } = request
    const url = new URL(`${address}${path}`)
    // `fetch` sets the host by itself.
    const headers = (signed ? await sign(url, request) : request.headers).filter(([name]) => name.toLowerCase() !== 'host')
    try {
      const bodyOf = body.length > 0 ? { body: Uint8Array.from(body) } : {}
      const answer = await fetch(url, {
        method,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
        redirect: 'manual',
        signal,
        ...bodyOf,
      })
      return { status: answer.status, headers: [...answer.headers], body: new Uint8Array(await answer.arrayBuffer()) }
    } catch (cause) {
      signal.throwIfAborted()
      throw new ApigenFailure('remote', `${address} cannot be reached.`, {
        help: 'Check --api-id, --region, --endpoint-url and the stage.',
        cause,
      })
    }
  }
}

/** What deviates, in lines. */
export function printDeviations(deviations: readonly Deviation[]): string {
  return deviations
    .map(({ request, differences }) => {
      const lines = differences.map(
        ({ place, recorded = 'nothing', answered = 'nothing' }) =>
          `  ${visible(place)}: recorded ${short(recorded)}, answered ${short(answered)}\n`,
      )
      return `${visible(request.method)} ${visible(request.path)}\n${lines.join('')}`
    })
    .join('')
}

function short(json: string): string {
  return visible(json.length > 200 ? `${json.slice(0, 200)}\u2026` : json)
}
