/** Which service an integration of type `aws` calls, and how: `arn:aws:apigateway:REGION:[SUBDOMAIN.]SERVICE:path|action/…`. */
export interface ServiceUri {
  readonly region: string
  /** `dynamodb`; `streams.dynamodb` and the bucket of `bucket.s3` stand in the subdomain. */
  readonly service: string
  readonly subdomain?: string
  readonly call:
    | { readonly kind: 'path'; readonly path: string }
    | { readonly kind: 'action'; readonly name: string; readonly query: string }
}

/** Reads the URI of an integration with a service; undefined where it is none. */
export function parseServiceUri(uri: string): ServiceUri | undefined {
  const [, region, host = '', kind, target = ''] = /^arn:[^:]*:apigateway:([^:]*):([^:]+):(path|action)\/(.*)$/s.exec(uri) ?? []
  if (region === undefined || kind === undefined) return undefined
  const parts = host.split('.')
  const service = parts.at(-1) ?? host
  const subdomain = parts.slice(0, -1).join('.')
  const [name = '', ...query] = target.split('&')
  return {
    region,
    service,
    ...(subdomain !== '' && { subdomain }),
    call: kind === 'path' ? { kind, path: target } : { kind: 'action', name, query: query.join('&') },
  }
}
