import type { Operation } from '../call.ts'
import { createAlias, deleteAlias, getAlias, listAliases, updateAlias } from './aliases.ts'
import { deleteConcurrency, getConcurrency, putConcurrency } from './concurrency.ts'
import {
  deleteEventInvokeConfig,
  getEventInvokeConfig,
  listEventInvokeConfigs,
  putEventInvokeConfig,
  updateEventInvokeConfig,
} from './event-invoke-config.ts'
import {
  createFunction,
  deleteFunction,
  getFunction,
  getFunctionConfiguration,
  listFunctions,
  listVersions,
  publishVersion,
  updateFunctionCode,
  updateFunctionConfiguration,
} from './functions.ts'
import { invokeFunction } from './invoke.ts'
import { addPermission, getPolicy, removePermission } from './permissions.ts'

/** An operation of Lambda with the verb and path that call it; `raw` where its body is not JSON that the service reads itself. */
export type LambdaRow = readonly [verb: string, path: string, operation: Operation, body?: 'raw']

const LAMBDA = '/2015-03-31/functions'
const FUNCTION = `${LAMBDA}/{FunctionName}`
const EVENT_INVOKE_CONFIG = '/2019-09-25/functions/{FunctionName}/event-invoke-config'

/** The operations of Lambda that this gateway speaks. */
export const LAMBDA_ROUTES: readonly LambdaRow[] = [
  ['POST', LAMBDA, createFunction],
  ['GET', LAMBDA, listFunctions],
  ['GET', FUNCTION, getFunction],
  ['DELETE', FUNCTION, deleteFunction],
  ['GET', `${FUNCTION}/configuration`, getFunctionConfiguration],
  ['PUT', `${FUNCTION}/configuration`, updateFunctionConfiguration],
  ['PUT', `${FUNCTION}/code`, updateFunctionCode],
  ['POST', `${FUNCTION}/versions`, publishVersion],
  ['GET', `${FUNCTION}/versions`, listVersions],
  ['POST', `${FUNCTION}/aliases`, createAlias],
  ['GET', `${FUNCTION}/aliases`, listAliases],
  ['GET', `${FUNCTION}/aliases/{Name}`, getAlias],
  ['PUT', `${FUNCTION}/aliases/{Name}`, updateAlias],
  ['DELETE', `${FUNCTION}/aliases/{Name}`, deleteAlias],
  ['POST', `${FUNCTION}/policy`, addPermission],
  ['GET', `${FUNCTION}/policy`, getPolicy],
  ['DELETE', `${FUNCTION}/policy/{StatementId}`, removePermission],
  ['POST', `${FUNCTION}/invocations`, invokeFunction, 'raw'],
  ['PUT', '/2017-10-31/functions/{FunctionName}/concurrency', putConcurrency],
  ['DELETE', '/2017-10-31/functions/{FunctionName}/concurrency', deleteConcurrency],
  ['GET', '/2019-09-30/functions/{FunctionName}/concurrency', getConcurrency],
  ['PUT', EVENT_INVOKE_CONFIG, putEventInvokeConfig],
  ['POST', EVENT_INVOKE_CONFIG, updateEventInvokeConfig],
  ['GET', EVENT_INVOKE_CONFIG, getEventInvokeConfig],
  ['GET', `${EVENT_INVOKE_CONFIG}/list`, listEventInvokeConfigs],
  ['DELETE', EVENT_INVOKE_CONFIG, deleteEventInvokeConfig],
]
