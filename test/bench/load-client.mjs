// Sends requests over keep-alive connections and says how fast they were answered.
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'

/**
 * Sends `requests` requests over `connections` connections, each waiting for its answer before it sends the next: as many as the server can do.
 * @param {{ port: number, path: string, requests: number, connections: number }} options
 * @returns {Promise<{ perSecond: number, p50: number, p99: number, failed: number }>} milliseconds; `failed` counts answers other than 200
 */
export async function load({ port, path, requests, connections }) {
  const lines = await openLines(port, path, connections)
  const times = new Float64Array(requests)
  let sent = 0
  let failed = 0
  const started = performance.now()
  const work = (line) =>
    new Promise((resolve, reject) => {
      line.onError(reject)
      const next = () => {
        if (sent >= requests) {
          line.end()
          resolve()
          return
        }
        const index = sent++
        const began = performance.now()
        line.ask((isFine) => {
          times[index] = performance.now() - began
          if (!isFine) failed++
          next()
        })
      }
      next()
    })
  await Promise.all(lines.map(work))
  return { perSecond: (requests * 1000) / (performance.now() - started), ...percentiles(times), failed }
}

/**
 * Sends `rate` requests a second whatever the server does, a few in each millisecond, and counts how long each took from when it was to be
 * sent: a request that finds no connection free waits for one, and its time goes on. So nothing is left out that a slow moment makes late.
 * @param {{ port: number, path: string, requests: number, connections: number, rate: number }} options
 * @returns {Promise<{ p50: number, p99: number, failed: number }>} milliseconds; `failed` counts answers other than 200
 */
export async function offer({ port, path, requests, connections, rate }) {
  const lines = await openLines(port, path, connections)
  const free = [...lines]
  const times = new Float64Array(requests)
  const waiting = []
  let [begun, answered, failed] = [0, 0, 0]
  const started = performance.now()
  const dueAt = (index) => started + Math.floor((index * 1000) / rate)
  await new Promise((resolve, reject) => {
    for (const line of lines) line.onError(reject)
    const run = (line, index) =>
      line.ask((isFine) => {
        times[index] = performance.now() - dueAt(index)
        if (!isFine) failed++
        if (++answered === requests) resolve()
        const next = waiting.shift()
        if (next === undefined) free.push(line)
        else run(line, next)
      })
    const tick = () => {
      for (const now = performance.now(); begun < requests && dueAt(begun) <= now; begun++) {
        const line = free.pop()
        if (line === undefined) waiting.push(begun)
        else run(line, begun)
      }
      if (begun < requests) setTimeout(tick, Math.max(0, dueAt(begun) - performance.now()))
    }
    tick()
  })
  for (const line of lines) line.end()
  return { ...percentiles(times), failed }
}

function percentiles(times) {
  times.sort()
  return { p50: times[Math.floor(times.length * 0.5)], p99: times[Math.floor(times.length * 0.99)] }
}

function openLines(port, path, count) {
  return Promise.all(Array.from({ length: count }, () => openLine(port, path)))
}

/** A connection that sends one request at a time; `ask` calls back with whether its answer was a 200. */
function openLine(port, path) {
  const message = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: load\r\nAccept: application/json\r\n\r\n`)
  return new Promise((opened, refused) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let answered
    let pending = ''
    let fail = refused
    socket.on('error', (error) => fail(error))
    socket.on('close', () => answered !== undefined && fail(new Error('The server closed a connection in the middle of an answer')))
    socket.on('data', (chunk) => {
      pending += chunk.latin1Slice(0, chunk.length)
      const head = pending.indexOf('\r\n\r\n')
      if (head === -1) return
      const length = /\r\ncontent-length: *(\d+)/i.exec(pending)?.[1]
      const whole = length === undefined ? pending.endsWith('0\r\n\r\n') : pending.length >= head + 4 + Number(length)
      if (!whole) return
      const tell = answered
      const isFine = pending.startsWith('HTTP/1.1 200')
      answered = undefined
      pending = ''
      tell(isFine)
    })
    socket.on('connect', () =>
      opened({
        ask(tell) {
          answered = tell
          socket.write(message)
        },
        onError(tell) {
          fail = tell
        },
        end: () => socket.end(),
      }),
    )
  })
}
