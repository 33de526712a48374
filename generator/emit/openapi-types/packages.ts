import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** openapi-typescript, and the compiler that it prints with. Required, since importing them takes twice as long (decision 0089). */
export function openPackages(): {
  readonly openapiTypescript: typeof import('openapi-typescript')
  readonly ts: typeof import('typescript')
} {
  return { openapiTypescript: require('openapi-typescript'), ts: require('typescript') }
}
