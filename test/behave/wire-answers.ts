import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGateway } from '../../generator/testing.ts'
import { type WireLanguage, writeWireProject } from './wire-project.ts'
import { wireSpec } from './wire-spec.ts'

/** A request to the API through the gateway, or an event that the function is invoked with as it is. */
export type WireCase = { readonly name: string } & ({ readonly request: WireRequest } | { readonly event: unknown })

/** `base64` in place of `body`: bytes. */
export interface WireRequest {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: unknown
  readonly base64?: string
}

/** What the handlers of a language answer to cases, as JSON: of headers those that a handler gives, of errors what a caller sees. */
export async function answers(language: WireLanguage, cases: readonly WireCase[]): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-wire-'))
  try {
    await writeWireProject(folder, language)
    symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'))
    const gateway = await createGateway({ document: wireSpec(language.runtime), output: folder })
    try {
      const found: unknown[] = []
      for (const one of cases) found.push('request' in one ? await requested(gateway, one.request) : await invoked(gateway, one.event))
      return found
    } finally {
      await gateway.close()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

type Gateway = Awaited<ReturnType<typeof createGateway>>

async function requested(gateway: Gateway, { base64, ...request }: WireRequest): Promise<unknown> {
  const bytes = base64 === undefined ? {} : { body: new Uint8Array(Buffer.from(base64, 'base64')) }
  const { status, headers, body } = await gateway.handle({ ...request, ...bytes })
  const kept = Object.entries(headers).filter(([name]) => /^(content-type|set-cookie|x-[ant])$/.test(name))
  const shown = body instanceof Uint8Array ? { bytes: Buffer.from(body).toString('base64') } : body
  return { status, headers: Object.fromEntries(kept), ...(body !== undefined && { body: shown }) }
}

async function invoked(gateway: Gateway, event: unknown): Promise<unknown> {
  const { origin } = new URL(gateway.baseUrl)
  const url = `${origin}/2015-03-31/functions/wire/invocations`
  const answer = await gateway.fetch(url, { method: 'POST', body: JSON.stringify(event) })
  const result = (await answer.json()) as { errorMessage?: string; body?: string; isBase64Encoded?: boolean }
  // Languages have errors of their own kinds; callers match their texts.
  if (answer.headers.has('x-amz-function-error')) return { error: parsed(result.errorMessage ?? '') }
  return { result: typeof result?.body === 'string' && !result.isBase64Encoded ? { ...result, body: parsed(result.body) } : result }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
