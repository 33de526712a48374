import { diagnose, type Report } from '../../../base/diagnostic.ts'
import { canonicalJson, type Json } from '../../../base/json.ts'
import { allocateNames, camelCase, hashSuffix, pascalCase } from '../../../base/names.ts'
import { originOf } from '../../../base/origin.ts'
import { join } from '../../../base/pointer.ts'
import type { ApiModel, Content, Operation, Response } from '../../../model/api-model.ts'
import type { SpecDocument } from '../../../model/document.ts'
import { type ErrorTemplate, errorTemplate } from './error-template.ts'
import { resolve, type Schemas } from './shape.ts'

/** How an error is written. */
export interface ErrorBody {
  /** Unique, camelCase: `errorOfProblem`, after the schema. */
  readonly name: string
  readonly mediaType: string
  readonly body: ErrorTemplate
}

/** The error bodies of an API: all of them, and those of an operation by status; `default` is for every other. */
export interface ErrorBodies {
  readonly all: readonly ErrorBody[]
  of(operation: Operation): readonly (readonly [status: string, body: ErrorBody])[]
}

/** The statuses that a run time answers of its own accord. */
const STATUSES: readonly string[] = ['400', '413', '415', '500', '501']

/**
 * How each operation says what is wrong (decision 0110): as it declares for the status, its range or `default`; else as most errors of the API
 * are declared, and more than one; else, for want of a model that can be filled, the run time says it as RFC 9457 has it. What is declared and cannot be filled
 * is reported.
 */
export function planErrorBodies(model: ApiModel, document: SpecDocument, report: Report): ErrorBodies {
  const schemas: Schemas = new Map(model.schemas.map(({ name, schema }) => [name, schema]))
  const bodies = new Map<string, Omit<ErrorBody, 'name'> & { readonly wish: string; uses: number }>()
  const byContent = new Map<Content, string | undefined>()
  const reported = new Set<string>()

  const keyOf = (content: Content): string | undefined => {
    if (byContent.has(content)) return byContent.get(content)
    const body = errorTemplate(content.schema, schemas)
    const { mediaType } = content
    const key = body === undefined ? undefined : canonicalJson({ mediaType, body } as Json)
    byContent.set(content, key)
    if (body !== undefined && key !== undefined && !bodies.has(key))
      bodies.set(key, { mediaType, body, wish: wishOf(content, key), uses: 0 })
    return key
  }
  const tell = ({ schema, pointer }: Content): void => {
    const named = schema.kind === 'ref' ? schema.to : pointer
    if (resolve(schema, schemas).kind === 'unknown' || reported.has(named)) return
    reported.add(named)
    const message = `Errors are not answered as ${schema.kind === 'ref' ? `\`${schema.to}\`` : 'this schema'} says: it has a required member that nothing is known of, or no place for a message.`
    report(diagnose('emit/error-model-not-filled', message, originOf(document.origins, join(pointer, 'schema'))))
  }
  const declared = (operation: Operation, status: string): string | undefined => {
    const content = jsonOf(responseOf(operation, status))
    const key = content && keyOf(content)
    if (content && key === undefined) tell(content)
    return key
  }

  for (const { responses } of model.operations) {
    const isAnswered = responses.some(({ status }) => /^[123]/.test(status))
    for (const response of responses) {
      if (!/^[45]/.test(response.status) && !(response.status === 'default' && isAnswered)) continue
      const content = jsonOf(response)
      const key = content && keyOf(content)
      const body = key === undefined ? undefined : bodies.get(key)
      if (body) body.uses++
    }
  }
  // What stands in one place alone is no convention.
  const [usual] = [...bodies].reduce<readonly [string | undefined, number]>(
    (most, [key, { uses }]) => (uses > most[1] ? [key, uses] : most),
    [undefined, 1],
  )
  const names = allocateNames([...bodies].map(([key, { wish }]) => ({ key, wish })))
  const named = new Map([...bodies].map(([key, { mediaType, body }]) => [key, { name: names.get(key) ?? key, mediaType, body }]))
  return {
    all: [...named.values()],
    of(operation) {
      const keys = STATUSES.map((status) => [status, declared(operation, status) ?? usual] as const)
      const [[, first] = []] = keys
      const isOne = keys.every(([, key]) => key === first)
      const own = keys.filter(([, key]) => key !== usual)
      return (isOne ? [['default', first] as const] : [...own, ['default', usual] as const]).flatMap(([status, key]) => {
        const body = key === undefined ? undefined : named.get(key)
        return body ? [[status, body] as const] : []
      })
    },
  }
}

/** The response that an operation declares for a status; `default` is one only beside a success. */
function responseOf({ responses }: Operation, status: string): Response | undefined {
  const isAnswered = responses.some((response) => /^[123]/.test(response.status))
  const keys = [status, `${status.charAt(0)}XX`, ...(isAnswered ? ['default'] : [])]
  return keys.flatMap((key) => responses.find((response) => response.status === key) ?? [])[0]
}

function jsonOf(response: Response | undefined): Content | undefined {
  return response?.contents.find(({ form, mediaType }) => form === 'json' && !mediaType.includes('*'))
}

function wishOf({ schema }: Content, key: string): string {
  return schema.kind === 'ref' ? camelCase(`error of ${pascalCase(schema.to)}`) : `error${hashSuffix(key)}`
}
