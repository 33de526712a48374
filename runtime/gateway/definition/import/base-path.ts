import { asArray, asObject, asString, isObject, own } from '../../json.ts'
import type { ImportContext } from './context.ts'

/** The path segments that go before those of every path of the document, by the mode of the import. Warns of servers that are not read. */
export function basePathSegments(context: ImportContext): readonly string[] {
  if (context.dialect === 'oas3' && asArray(own(context.root, 'servers')).length > 1) {
    context.warn('More than one server provided. Ignoring all but the first for defining endpoint configuration', '/servers/1')
  }
  const mode = context.options.basePath ?? 'ignore'
  if (mode === 'ignore') return []
  const segments = basePath(context)
    .split('/')
    .filter((segment) => segment !== '')
  return mode === 'split' ? segments.slice(1) : segments
}

/** A `basePath` variable wins over the path of the URL, even when the URL does not mention it (guide, recorded). */
function basePath(context: ImportContext): string {
  if (context.dialect === 'swagger') return asString(own(context.root, 'basePath')) ?? ''
  const server = asArray(own(context.root, 'servers'))[0]
  if (!isObject(server)) return ''
  const variable = asString(own(asObject(own(asObject(own(server, 'variables')), 'basePath')), 'default'))
  if (variable !== undefined) return variable
  return pathOfUrl(asString(own(server, 'url')) ?? '')
}

function pathOfUrl(url: string): string {
  const path = url.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '//')
  const start = path.startsWith('//') ? path.indexOf('/', 2) : 0
  return start < 0 ? '' : (path.slice(start).split(/[?#]/, 1)[0] ?? '')
}
