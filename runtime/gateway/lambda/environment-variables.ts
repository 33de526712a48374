import type { HandlerSettings } from './node/handler-context.ts'
import { type ServiceWorld, serviceVariables } from './service-variables.ts'

/** What the variables of a function's environment are made from. */
export interface VariablesOptions {
  readonly settings: HandlerSettings
  readonly region: string
  /** As Lambda names it: `nodejs22.x`. */
  readonly runtime: string
  readonly handler: string
  readonly taskRoot: string
  /** A folder for temporary files that no other instance has. */
  readonly temporary: string
  /** The function's own. */
  readonly environment: Readonly<Record<string, string>>
  readonly services: ServiceWorld
}

/** All that a function sees of the gateway's own environment: what programs need to be found and to run, nothing that is secret. */
const inherited = ['PATH', 'HOME', 'SystemRoot', 'PATHEXT', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']

/** The variables that Lambda sets. The user's own credentials are not among them; who wants them there writes them into the function's environment. */
export function environmentVariables(options: VariablesOptions): Readonly<Record<string, string>> {
  const { settings, region, temporary } = options
  const variables: Record<string, string> = {}
  for (const name of inherited) {
    const value = process.env[name]
    if (value !== undefined) variables[name] = value
  }
  return {
    ...variables,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${options.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: settings.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: settings.functionVersion,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: settings.memoryLimitInMB,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: settings.logStreamName,
    LAMBDA_TASK_ROOT: options.taskRoot,
    LAMBDA_RUNTIME_DIR: options.taskRoot,
    _HANDLER: options.handler,
    ...serviceVariables(options.services, options.environment),
    ...options.environment,
  }
}
