import type { Content } from '../../../model/api-model.ts'
import type { Code } from '../../code.ts'
import { quotedName } from '../vtl.ts'
import { fieldsOf } from '../vtl-shapes.ts'
import { withReaders, withWriters } from './attributes.ts'
import { assembleIntegration, factOf, jsonErrors, type ServiceIntegration, type ServiceTemplates } from './service-integration.ts'
import type { CallContext } from './values.ts'

/** Errors of DynamoDB by what they mean to a client. What is the deployment's fault (no such table, no right) is a failure. */
const ERRORS = jsonErrors(
  [
    ['conflict', ['ConditionalCheckFailedException', 'TransactionConflictException']],
    ['throttled', ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded']],
    ['invalid', ['ValidationException', 'SerializationException', 'ItemCollectionSizeLimitExceededException']],
  ],
  'failed',
)

interface Parts {
  readonly request: (content: Content | undefined) => Code
  readonly success: (content: Content | undefined) => Code
  /** What it means that a condition was not met. */
  readonly conditional?: 'not-found' | 'conflict' | undefined
  readonly problems?: readonly string[]
}

/** The integration of the two templates of an action, with the errors of a table. */
export function assemble(context: CallContext, { request, success, conditional = 'conflict', problems = [] }: Parts): ServiceIntegration {
  const errors: ServiceTemplates['errors'] = {
    ...ERRORS,
    outcomes: ERRORS.outcomes.map(([outcome, names]) => [outcome === 'conflict' ? conditional : outcome, names]),
  }
  return assembleIntegration(context, {
    target: `action/${factOf(context.call).action}`,
    request: (content) => withWriters(request(content)),
    success: (content) => withReaders(success(content)),
    errors,
    problems: [...problems, ...unwritableNames(context)],
  })
}

/** Members that a template cannot name stay out of the table, which has to be said. */
function unwritableNames(context: CallContext): string[] {
  const contents = [...(context.operation.body?.contents ?? []), ...context.operation.responses.flatMap(({ contents: all }) => all)]
  const properties = contents.flatMap(({ schema }) => fieldsOf(schema, context.model)?.properties ?? [])
  const bad = new Set(properties.filter(({ name }) => quotedName(name) === undefined).map(({ name }) => name))
  return bad.size === 0 ? [] : [`a mapping template cannot name the members ${[...bad].map((name) => JSON.stringify(name)).join(', ')}`]
}
