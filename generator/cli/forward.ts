import { ApigenFailure } from '../base/diagnostic.ts'
import { put } from '../base/json.ts'
import type { Given } from './command.ts'

/** Where AWS services and VPC links are, as `--forward NAME=URL` says it. */
export function forwardOf({ flags }: Given): Readonly<Record<string, string>> {
  const given = Array.isArray(flags.forward) ? (flags.forward as readonly string[]) : []
  const forward: Record<string, string> = {}
  for (const pair of given) {
    const [, name, url] = /^([^=]+)=(https?:\/\/.+)$/.exec(pair) ?? []
    if (name === undefined || url === undefined || !URL.canParse(url))
      throw new ApigenFailure('usage', `--forward takes NAME=URL, not \`${pair}\`.`, {
        help: 'NAME is a service, the id of a VPC link, or * for all services: --forward dynamodb=http://127.0.0.1:8000',
      })
    put(forward, name, url)
  }
  return forward
}
