import { own } from '../../json.ts'
import { matchesPattern } from '../../velocity/java-regex.ts'
import { type Exchange, headerValues, type RoutedExchange } from '../exchange.ts'

/** The value of one identity source, such as `method.request.header.Authorization`; undefined where it is missing or blank. */
export function identityValue(exchange: RoutedExchange, source: string): string | undefined {
  const [first, second, third, ...rest] = source.trim().split('.')
  const value =
    first === 'context'
      ? contextText(exchange, source.trim().slice('context.'.length))
      : first === 'stageVariables'
        ? own(exchange.stageVariables, source.trim().slice('stageVariables.'.length))
        : first === 'method' && second === 'request'
          ? requestValue(exchange, third ?? '', rest.join('.'))
          : undefined
  return value === undefined || value.trim() === '' ? undefined : value
}

function requestValue(exchange: RoutedExchange, location: string, name: string): string | undefined {
  if (location === 'header' || location === 'multivalueheader') return headerValues(exchange, name)?.at(-1)
  if (location === 'querystring' || location === 'multivaluequerystring') return own(exchange.query, name)?.at(-1)
  return location === 'path' ? own(exchange.pathParameters, name) : undefined
}

function contextText(exchange: RoutedExchange, name: string): string | undefined {
  if (name === 'identity.sourceIp') return exchange.request.sourceIp
  if (name === 'identity.userAgent') return headerValues(exchange, 'User-Agent')?.at(-1)
  if (name === 'httpMethod') return exchange.verb
  if (name === 'stage') return exchange.target.stage.stageName
  if (name === 'apiId') return exchange.target.api.id
  return name === 'path' ? exchange.target.path : undefined
}

/** The ARN of the method as it was called: the real path, without its first slash. */
export function methodArn(exchange: Exchange): string {
  const { partition, region, accountId, api, stage, arnStage = stage.stageName, path } = exchange.target
  return `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/${arnStage}/${exchange.verb}/${path.replace(/^\/+/, '')}`
}

/** Whether a token matches an authorizer's expression as a whole; an expression that cannot be read matches none. */
export function matchesExpression(exchange: RoutedExchange, expression: string | undefined, token: string): boolean {
  if (expression === undefined || expression === '') return true
  try {
    return matchesPattern(expression, token)
  } catch (error) {
    exchange.ports.log(`${exchange.requestId} ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}
