import type { WireCase } from './wire-answers.ts'

/**
 * What handlers answer that are given a multipart body as bytes, which is all that Java does so far: every body but an empty one
 * comes back as it was sent.
 */
export function asBytes(cases: readonly WireCase[]): Readonly<Record<string, unknown>> {
  const found = cases.flatMap((one) => {
    if (!('request' in one) || one.request.path !== '/multipart' || one.request.body === '') return []
    const { base64, body } = one.request
    const bytes = base64 ?? Buffer.from(String(body)).toString('base64')
    const echoed = { path: {}, query: {}, headers: {}, cookies: {}, body: { bytes } }
    return [[one.name, { status: 200, headers: { 'content-type': 'application/json' }, body: echoed }] as const]
  })
  return Object.fromEntries(found)
}
