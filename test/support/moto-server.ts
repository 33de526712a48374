import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'

/** An emulator of AWS that nobody here wrote, in a process of its own. */
export interface MotoServer {
  readonly url: string
  close(): void
}

/** Starts `moto_server` on a free port. */
export async function startMoto(): Promise<MotoServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn('moto_server', ['-p', String(port)], { stdio: 'ignore' })
  await vi.waitFor(() => fetch(url), { timeout: 60_000, interval: 200 })
  return { url, close: () => void server.kill() }
}

/** Makes a role, which moto wants to see before a function: calls IAM, for which apigen has no client. */
export async function makeRole(url: string, name: string): Promise<number> {
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0' },
    body: new URLSearchParams({
      ...{ Version: '2010-05-08', Action: 'CreateRole', RoleName: name },
      AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
    }),
  })
  return status
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
