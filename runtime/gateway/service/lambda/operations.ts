import type { Operation } from '../call.ts'
import { getAccountSettings } from './account-settings.ts'
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
  createEventSourceMapping,
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from './event-source-mappings.ts'
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
import { invokeWithResponseStream } from './invoke-with-response-stream.ts'
import { addPermission, getPolicy, removePermission } from './permissions.ts'
import { listTags, tagResource, untagResource } from './tags.ts'

/** The operations of Lambda that this gateway serves, by the name that the service's model gives them. */
export const LAMBDA_SERVED: Readonly<Record<string, Operation>> = {
  AddPermission: addPermission,
  CreateAlias: createAlias,
  CreateEventSourceMapping: createEventSourceMapping,
  CreateFunction: createFunction,
  DeleteAlias: deleteAlias,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  DeleteFunction: deleteFunction,
  DeleteFunctionConcurrency: deleteConcurrency,
  DeleteFunctionEventInvokeConfig: deleteEventInvokeConfig,
  GetAccountSettings: getAccountSettings,
  GetAlias: getAlias,
  GetEventSourceMapping: getEventSourceMapping,
  GetFunction: getFunction,
  GetFunctionConcurrency: getConcurrency,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetFunctionEventInvokeConfig: getEventInvokeConfig,
  GetPolicy: getPolicy,
  Invoke: invokeFunction,
  InvokeWithResponseStream: invokeWithResponseStream,
  ListAliases: listAliases,
  ListEventSourceMappings: listEventSourceMappings,
  ListFunctionEventInvokeConfigs: listEventInvokeConfigs,
  ListFunctions: listFunctions,
  ListTags: listTags,
  ListVersionsByFunction: listVersions,
  PublishVersion: publishVersion,
  PutFunctionConcurrency: putConcurrency,
  PutFunctionEventInvokeConfig: putEventInvokeConfig,
  RemovePermission: removePermission,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAlias: updateAlias,
  UpdateEventSourceMapping: updateEventSourceMapping,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
  UpdateFunctionEventInvokeConfig: updateEventInvokeConfig,
}
