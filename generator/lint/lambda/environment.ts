import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import { functionSettings } from '../lambda-settings.ts'
import type { Rule } from '../rule.ts'

const RESERVED = new Set(
  (
    '_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_MEMORY_SIZE ' +
    'AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME AWS_ACCESS_KEY ' +
    'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR'
  ).split(' '),
)

/** An environment variable that Lambda does not take. */
export const lambdaEnvironment: Rule = {
  code: 'lambda/environment',
  visit: {
    document(view, say) {
      for (const { value, pointer } of functionSettings(view)) {
        for (const name of Object.keys(asObject(own(value, 'environment')))) {
          const at = join(pointer, 'environment', name)
          if (RESERVED.has(name)) say(`Lambda sets \`${name}\` itself.`, at, { on: 'key' })
          else if (!/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name)) say(`\`${name}\` is no name for an environment variable.`, at, { on: 'key' })
        }
      }
    },
  },
}
