import { asObject, own } from '../../base/json.ts'
import { isLateBound } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import type { OperationNode, Rule } from '../rule.ts'

const SOURCE = /^method\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\.(.+)$/
/** A static text, something of the context or the stage, or something of the request. */
const ANY_SOURCE =
  /^(?:'[\s\S]*'|(?:context|stageVariables)\..+|method\.request\.(?:(?:path|querystring|header|multivaluequerystring|multivalueheader)\..+|body(?:\..+)?))$/
const LOCATIONS: Readonly<Record<string, string>> = {
  path: 'path',
  querystring: 'query',
  multivaluequerystring: 'query',
  header: 'header',
  multivalueheader: 'header',
}

/** A mapping of a request parameter that has no source. */
export const requestParameter: Rule = {
  code: 'gateway/request-parameter',
  only: 'rest',
  visit: {
    integration({ value, pointer }, say, _view, operation) {
      for (const [target, source] of Object.entries(asObject(own(value, 'requestParameters')))) {
        const at = join(pointer, 'requestParameters', target)
        if (isLateBound(source)) continue
        if (typeof source !== 'string') say(`The value of \`${target}\` must be text; API Gateway drops it.`, at)
        else if (!ANY_SOURCE.test(source))
          say(`\`${source}\` is no source of a parameter; API Gateway refuses it.`, at, {
            help: source.startsWith('method.request.')
              ? 'Behind `method.request.` stands `path`, `querystring`, `header`, `multivaluequerystring`, `multivalueheader` or `body`.'
              : `A fixed text stands in single quotes: \`'${source}'\`.`,
          })
        else if (isUndeclared(source, operation)) say(`\`${operation.name}\` declares no parameter for \`${source}\`.`, at)
      }
    },
  },
}

function isUndeclared(source: string, operation: OperationNode): boolean {
  const [, kind = '', name = ''] = SOURCE.exec(source) ?? []
  const location = LOCATIONS[kind]
  if (location === undefined) return false
  return !operation.parameters.some(
    (parameter) =>
      parameter.location === location &&
      (location === 'header' ? parameter.name.toLowerCase() === name.toLowerCase() : parameter.name === name),
  )
}
