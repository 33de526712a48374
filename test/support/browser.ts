import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { present } from './program.ts'

/** A page in a browser. */
export interface BrowserPage {
  goto(url: string): Promise<void>
  /** The value of an expression in the page, a promise awaited. */
  evaluate<T>(expression: string): Promise<T>
  /** Waits until an expression in the page is true; says what the page shows where it never is. */
  until(expression: string): Promise<void>
  /** Types a text where the focus is. */
  type(text: string): Promise<void>
  /** Presses a key by its name, such as `Enter`; `control` holds Ctrl down. */
  press(key: string, held?: 'control'): Promise<void>
  /** A PNG of what is to be seen, base64. */
  screenshot(): Promise<string>
  /** The size in CSS pixels, and the colors that the system prefers. */
  look(width: number, height: number, colors: 'light' | 'dark'): Promise<void>
  /** Errors of the page's scripts and everything its content security policy stopped. */
  readonly problems: readonly string[]
}

const program = 'chromium'

/** Milliseconds between two looks at a page, and how often it is looked at before waiting is given up. */
const PAUSE = 20
const MOST_TRIES = 1000

/** Whether a browser is on this machine; where it is not, that is said, and an error when `APIGEN_REQUIRE=all`. */
export function browserPresent(): boolean {
  return present(program, '--version')
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly message: string }
}

/**
 * Opens a page in a browser without a window while `use` looks at it. It is spoken to in the Chrome DevTools Protocol through a pipe:
 * nothing listens on a port, and the browser ends with it.
 */
export async function inBrowser(use: (page: BrowserPage) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-browser-'))
  // Root may not use the sandbox, and a container has no room in /dev/shm.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const flags = [
    '--headless=new',
    '--remote-debugging-pipe',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--no-proxy-server',
  ]
  const child = spawn(program, [...flags, ...root, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder },
    // A process group of its own: the browser's helpers go on writing into the folder after it has ended, unless they end too.
    detached: true,
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  try {
    await use(await openPage(child))
  } finally {
    endGroup(child)
    await ended
    rmSync(folder, { recursive: true, force: true, maxRetries: 12, retryDelay: 100 })
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

async function openPage(child: ChildProcess): Promise<BrowserPage> {
  const listeners = new Set<(message: Message) => void>()
  const send = connect(child, listeners)
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  const call = (method: string, params: object = {}) => send(method, params, String(sessionId))
  const problems: string[] = []
  listeners.add(({ method, params }) => {
    if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') problems.push(JSON.stringify(params))
  })
  for (const domain of ['Page', 'Runtime', 'Log']) await call(`${domain}.enable`)

  async function evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`)
    return (result as { value: T }).value
  }
  return {
    problems,
    evaluate,
    async goto(url) {
      const loaded = new Promise<void>((done) => {
        const listen = ({ method }: Message): void => {
          if (method !== 'Page.loadEventFired') return
          listeners.delete(listen)
          done()
        }
        listeners.add(listen)
      })
      await call('Page.navigate', { url })
      await loaded
    },
    async until(expression) {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        if (await evaluate<boolean>(`Boolean(${expression})`)) return
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
      throw new Error(`It never was true: ${expression}\n${await evaluate<string>('location.href + document.body.innerText')}`)
    },
    async type(text) {
      await call('Input.insertText', { text })
    },
    async press(key, held) {
      const text = key.length === 1 ? key : key === 'Enter' ? '\r' : undefined
      const codes: Readonly<Record<string, number>> = { Enter: 13, Escape: 27, ArrowDown: 40, ArrowUp: 38, Tab: 9 }
      const windowsVirtualKeyCode = codes[key] ?? key.toUpperCase().charCodeAt(0)
      const event = { key, windowsVirtualKeyCode, ...(held && { modifiers: 2 }) }
      await call('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...(text !== undefined && held === undefined && { text }) })
      await call('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    },
    screenshot: async () => String((await call('Page.captureScreenshot', { format: 'png' })).data),
    async look(width, height, colors) {
      await call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
      await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: colors }] })
    },
  }
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Readonly<Record<string, unknown>>>

/** Messages are JSON texts that end with a zero byte: in through descriptor 3, out through 4. */
function connect(child: ChildProcess, listeners: ReadonlySet<(message: Message) => void>): Send {
  const into = child.stdio[3] as Writable
  const outOf = child.stdio[4] as Readable
  const waiting = new Map<number, (message: Message) => void>()
  let rest = ''
  outOf.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0')
    rest = texts.pop() ?? ''
    for (const text of texts) {
      const message = JSON.parse(text) as Message
      if (message.id === undefined) for (const listen of listeners) listen(message)
      else waiting.get(message.id)?.(message)
    }
  })
  let count = 0
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++count
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id)
        if (error === undefined) resolve(result ?? {})
        else reject(new Error(`${method}: ${error.message}`))
      })
      into.write(`${JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`)
    })
}
