// Sends requests over keep-alive connections and says how fast they were answered.
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'

/**
 * Sends `requests` requests over `connections` connections, each waiting for its answer before it sends the next.
 * @param {{ port: number, path: string, requests: number, connections: number, host?: string }} options
 * @returns {Promise<{ perSecond: number, p50: number, p99: number, failed: number }>} milliseconds; `failed` counts answers other than 200
 */
export async function load({ port, path, requests, connections }) {
  const message = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: load\r\nAccept: application/json\r\n\r\n`)
  const times = new Float64Array(requests)
  let sent = 0
  let failed = 0
  const one = () =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      socket.setNoDelay(true)
      let began = 0
      let index = 0
      let pending = ''
      const next = () => {
        if (sent >= requests) {
          socket.end()
          resolve()
          return
        }
        index = sent++
        began = performance.now()
        socket.write(message)
      }
      socket.on('connect', next)
      socket.on('error', reject)
      socket.on('data', (chunk) => {
        pending += chunk.latin1Slice(0, chunk.length)
        const head = pending.indexOf('\r\n\r\n')
        if (head === -1) return
        const length = /\r\ncontent-length: *(\d+)/i.exec(pending)?.[1]
        const whole = length === undefined ? pending.endsWith('0\r\n\r\n') : pending.length >= head + 4 + Number(length)
        if (!whole) return
        times[index] = performance.now() - began
        if (!pending.startsWith('HTTP/1.1 200')) failed++
        pending = ''
        next()
      })
    })
  const started = performance.now()
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - started) / 1000
  times.sort()
  return { perSecond: requests / seconds, p50: times[Math.floor(requests * 0.5)], p99: times[Math.floor(requests * 0.99)], failed }
}
