import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { clientJavascript } from '../../generator/emit/client-javascript/index.ts'
import { clientTypescript } from '../../generator/emit/client-typescript/index.ts'
import type { Emitter } from '../../generator/model/emitter.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { derived, specDocument } from './document.ts'

/** What a server saw of a request. */
export interface Seen {
  readonly method: string
  /** Path and query as they came. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A loopback server that notes what it is asked and answers as it is told. */
export interface Origin {
  readonly url: string
  readonly seen: Seen[]
  /** Answers the requests to come; by default 200 with an empty JSON object. */
  answer: (request: Seen, response: ServerResponse) => void
  close(): Promise<void>
}

/** Starts a server on a free port. */
export async function startOrigin(): Promise<Origin> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const one = { method, url, headers, body: Buffer.concat(chunks).toString('latin1') }
      seen.push(one)
      origin.answer(one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin: Origin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer: answerJson(200, {}),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return origin
}

/** An answer with a JSON body. */
export function answerJson(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Origin['answer'] {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
}

/** The files of a generated client for a document. */
export function clientOf(root: { readonly [key: string]: unknown }, flavor: 'typescript' | 'javascript'): OutputFile[] {
  const emitter: Emitter = flavor === 'typescript' ? clientTypescript : clientJavascript
  const files = emitter.emit({ model: derived(root).model, document: specDocument(root) }, () => {})
  return [...(files as Iterable<OutputFile>)]
}

/** A generated client, loaded: everything its index exports, called without types. */
export interface LoadedClient {
  // biome-ignore lint/suspicious/noExplicitAny: the types of generated code are known to its users only
  readonly [name: string]: any
}

/** Writes the JavaScript client of a document to disk and loads it, as a project without a build does. */
export async function loadClient(root: { readonly [key: string]: unknown }): Promise<{ client: LoadedClient; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-client-'))
  for (const { path, text } of clientOf(root, 'javascript')) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const index = pathToFileURL(join(folder, 'generated/clients/javascript/index.js')).href
  const client = (await import(/* @vite-ignore */ index)) as LoadedClient
  return { client, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
