import { randomUUID } from 'node:crypto'
import type { AnsweredRequest } from '../execute/ports.ts'
import type { TraceSink, TraceSubject } from '../execute/trace.ts'
import { type HttpRequest, type HttpResponse, toText } from '../http.ts'
import type { Json } from '../json.ts'
import type { ServiceCall } from '../service-calls.ts'
import { jsonAnswer, problemAnswer, textAnswer } from './answers.ts'
import { page } from './assets.ts'
import type { ApiDocumentation } from './documentation.ts'
import { refusalOf } from './guard.ts'
import { createNews } from './news.ts'
import { createRecentRequests } from './recent.ts'
import { readEditedTemplate, renderAgain } from './render-again.ts'
import { type Run, readConsoleRequest, runRequest } from './run-again.ts'

/** The web page at `/_apigen/` and what it asks for. A gateway that is given one reports every request to it. */
export interface Console {
  /** Shows this from now on; made when a page asks for it. */
  show(documentation: () => ApiDocumentation): void
  /** Traces a request. */
  trace(subject: TraceSubject): TraceSink
  /** Lists a request. */
  answered(request: AnsweredRequest): void
  /** Answers a request to a path of the console. */
  handle(request: HttpRequest, gateway: ConsoleGateway): Promise<HttpResponse>
  /** Lets nobody wait any longer. */
  close(): void
}

/** What the console asks of the gateway that it belongs to. */
export interface ConsoleGateway {
  run: Run
  serviceCalls(): readonly ServiceCall[]
}

/** Where the console is: the page at this path and a slash, everything else below it. */
export const CONSOLE_PATH = '/_apigen'

/** Whether a path is the console's. */
export function isConsolePath(path: string): boolean {
  return path === CONSOLE_PATH || path.startsWith(`${CONSOLE_PATH}/`)
}

/** Makes a console. What it keeps is in memory and bounded. */
export function createConsole(): Console {
  const recent = createRecentRequests()
  const news = createNews()
  let shown: (() => ApiDocumentation) | undefined
  let revision = 0
  // A page outlives the console: by this it sees that another one answers, which counts from the beginning.
  const instance = randomUUID()

  async function answerGet(resource: string, request: HttpRequest, gateway: ConsoleGateway): Promise<HttpResponse> {
    if (resource === 'documentation') return jsonAnswer(200, shown?.() ?? null)
    if (resource === 'service-calls') return jsonAnswer(200, gateway.serviceCalls())
    if (resource === 'requests') {
      const query = new URLSearchParams(request.query)
      const isKnown = query.get('instance') === instance
      const after = isKnown ? Number(query.get('after')) : 0
      // A page that is up to date waits for what comes next.
      if (isKnown && query.get('revision') === String(revision) && recent.after(after).length === 0) await news.next()
      return jsonAnswer(200, { instance, revision, requests: recent.after(after) })
    }
    const id = /^requests\/([0-9a-zA-Z-]+)$/.exec(resource)?.[1]
    const trace = id === undefined ? undefined : recent.trace(id)
    return trace === undefined ? problemAnswer(404, 'The request is no longer kept. Run it again.') : jsonAnswer(200, trace)
  }

  async function answerPost(resource: string, value: Json, { run }: ConsoleGateway): Promise<HttpResponse> {
    switch (resource) {
      case 'run': {
        const request = readConsoleRequest(value)
        if (typeof request === 'string') return problemAnswer(400, request)
        return jsonAnswer(200, await runRequest(run, request))
      }
      case 'render': {
        const edited = readEditedTemplate(value)
        if (typeof edited === 'string') return problemAnswer(400, edited)
        return jsonAnswer(200, renderAgain(recent.trace(edited.requestId), edited))
      }
      case 'clear':
        recent.clear()
        return jsonAnswer(200, {})
      default:
        return problemAnswer(404, 'The console has nothing of that name.')
    }
  }

  return {
    show(documentation) {
      shown = documentation
      revision += 1
      news.tell()
    },
    trace: (subject) => recent.begin(subject),
    answered(request) {
      recent.end(request)
      news.tell()
    },
    async handle(request, gateway) {
      if (request.path === CONSOLE_PATH) return textAnswer(308, 'text/plain', '', [['Location', `${CONSOLE_PATH}/`]])
      const name = request.path.slice(CONSOLE_PATH.length + 1)
      if (!name.startsWith('api/')) return answerPage(request, name === '' ? 'index.html' : name)
      const refusal = refusalOf(request)
      if (refusal !== undefined) return problemAnswer(403, refusal)
      const resource = name.slice('api/'.length)
      if (request.method === 'GET') return answerGet(resource, request, gateway)
      if (request.method !== 'POST') return problemAnswer(405, 'The console answers GET and POST.')
      const value = parsed(request.body)
      return value === undefined ? problemAnswer(400, 'The body is no JSON.') : answerPost(resource, value, gateway)
    },
    close: () => news.tell(),
  }
}

/** A file of the page; the same for everybody, so anybody may have it. */
function answerPage(request: HttpRequest, name: string): HttpResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD') return problemAnswer(405, 'The page answers GET.')
  const text = Object.hasOwn(page, name) ? page[name] : undefined
  const type = contentTypes[name.slice(name.lastIndexOf('.') + 1)]
  return text === undefined || type === undefined
    ? problemAnswer(404, 'The console has nothing of that name.')
    : textAnswer(200, type, text)
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

function parsed(body: Uint8Array): Json | undefined {
  try {
    return JSON.parse(toText(body)) as Json
  } catch {
    return undefined
  }
}
