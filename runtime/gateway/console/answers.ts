import { type HeaderList, type HttpResponse, toBytes } from '../http.ts'

/**
 * Nothing but the page's own files is loaded or asked, and no other page may frame it. Pictures may be `data:`, so that an answer that is
 * one can be seen.
 */
const securityHeaders: HeaderList = [
  [
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
]

/** An answer of the console. */
export function textAnswer(status: number, contentType: string, text: string, more: HeaderList = []): HttpResponse {
  return { status, headers: [['Content-Type', contentType], ...securityHeaders, ...more], body: toBytes(text) }
}

/** An answer of the console's API. */
export function jsonAnswer(status: number, value: unknown): HttpResponse {
  return textAnswer(status, 'application/json', JSON.stringify(value))
}

/** An answer that says what is wrong. */
export function problemAnswer(status: number, message: string): HttpResponse {
  return jsonAnswer(status, { message })
}
