import type { IntegrationType } from '../rest-api.ts'

/** What PutIntegration says against the URI of an integration (recorded), or undefined. */
export function refuseUri(type: IntegrationType, uri: string | undefined, connectionType: string | undefined): string | undefined {
  switch (type) {
    case 'MOCK':
      return undefined
    case 'HTTP':
    case 'HTTP_PROXY':
      return isHttpEndpoint(uri, connectionType) ? undefined : 'Invalid HTTP endpoint specified for URI'
    case 'AWS':
    case 'AWS_PROXY':
      return refuseArn(type, uri ?? '')
  }
}

function isHttpEndpoint(uri: string | undefined, connectionType: string | undefined): boolean {
  if (uri === undefined || uri === '') return connectionType === 'VPC_LINK'
  // A stage variable may stand for any part, the scheme and the host included.
  if (uri.includes('${stageVariables')) return true
  return /^https?:\/\/[^/?#\s]+/i.test(uri)
}

const NO_PROXY = "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."

/** `arn:{partition}:apigateway:{region}:{[subdomain.]service}:{path|action}/{…}`; of other ARNs the service misses path and action (recorded). */
function refuseArn(type: 'AWS' | 'AWS_PROXY', uri: string): string | undefined {
  const parts = uri.split(':')
  if (parts[0] !== 'arn' || parts.length < 5) return 'Invalid ARN specified in the request'
  const service = (parts[4] ?? '').split('.').at(-1) ?? ''
  const rest = parts.slice(5).join(':')
  if (parts[2] !== 'apigateway' || !/^(path|action)\//.test(rest)) return 'AWS ARN for integration must contain path or action'
  if (type === 'AWS_PROXY') return isProxied(service, rest) ? undefined : NO_PROXY
  return service === 'lambda' && !isInvocation(rest) ? 'Invalid function ARN or invalid uri' : undefined
}

/** A proxy integration invokes a function or puts records into a Firehose stream (recorded). */
function isProxied(service: string, rest: string): boolean {
  return service === 'lambda' ? rest.includes('/functions/') && isInvocation(rest) : service === 'firehose' && rest.startsWith('action/')
}

/** Whether a Lambda path invokes a function, under any version (recorded: even after blanks); other paths of Lambda's API call that API itself. */
function isInvocation(rest: string): boolean {
  const called = /^path\/[^/]+\/functions\/(.*)\/(?:invocations|response-streaming-invocations)\/?$/.exec(rest)?.[1]
  if (called === undefined) return !rest.includes('/functions/')
  return /^arn:[^:]+:lambda:[^:]*:[^:]*:function:./.test(called) || called.includes('${stageVariables')
}
