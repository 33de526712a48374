import { asObject, type JsonObject, own, withEntry, withoutEntry } from '../../json.ts'
import type { EventInvokeConfig, LambdaFunction } from '../../store/state.ts'
import type { Call, Operation } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { text } from '../input.ts'
import { findFunction, functionArn, withFunction } from './find.ts'
import { page, within } from './input.ts'

interface Named {
  readonly found: LambdaFunction
  readonly qualifier: string
  readonly config: EventInvokeConfig | undefined
}

function named(call: Call): Named {
  const { found, qualifier = '$LATEST' } = findFunction(call)
  return { found, qualifier, config: own(found.eventInvokeConfigs ?? {}, qualifier) }
}

function existing(call: Call): Named & { readonly config: EventInvokeConfig } {
  const { found, qualifier, config } = named(call)
  if (config !== undefined) return { found, qualifier, config }
  const message = `The function ${functionArn(call, found.name, qualifier)} doesn't have an EventInvokeConfig`
  throw new ServiceError('ResourceNotFoundException', message, 404)
}

function view(call: Call, { found, qualifier }: Named, config: EventInvokeConfig): JsonObject {
  const { maximumRetryAttempts, maximumEventAge, onSuccess, onFailure, lastModified } = config
  return {
    LastModified: lastModified / 1000,
    FunctionArn: functionArn(call, found.name, qualifier),
    ...(maximumRetryAttempts !== undefined && { MaximumRetryAttempts: maximumRetryAttempts }),
    ...(maximumEventAge !== undefined && { MaximumEventAgeInSeconds: maximumEventAge }),
    DestinationConfig: {
      OnSuccess: onSuccess === undefined ? {} : { Destination: onSuccess },
      OnFailure: onFailure === undefined ? {} : { Destination: onFailure },
    },
  }
}

function destination(call: Call, key: 'OnSuccess' | 'OnFailure'): string | undefined {
  const arn = text(asObject(own(asObject(own(call.body, 'DestinationConfig')), key)), 'Destination')
  return arn === '' ? undefined : arn
}

function written(call: Call, before: Omit<EventInvokeConfig, 'lastModified'>): EventInvokeConfig {
  const maximumRetryAttempts = within(call.body, 'MaximumRetryAttempts', 0, 2) ?? before.maximumRetryAttempts
  const maximumEventAge = within(call.body, 'MaximumEventAgeInSeconds', 60, 21_600) ?? before.maximumEventAge
  const onSuccess = destination(call, 'OnSuccess') ?? before.onSuccess
  const onFailure = destination(call, 'OnFailure') ?? before.onFailure
  return {
    lastModified: call.world.now(),
    ...(maximumRetryAttempts !== undefined && { maximumRetryAttempts }),
    ...(maximumEventAge !== undefined && { maximumEventAge }),
    ...(onSuccess !== undefined && { onSuccess }),
    ...(onFailure !== undefined && { onFailure }),
  }
}

function save(call: Call, one: Named, config: EventInvokeConfig): ReturnType<Operation> {
  const changed: LambdaFunction = { ...one.found, eventInvokeConfigs: withEntry(one.found.eventInvokeConfigs ?? {}, one.qualifier, config) }
  return { body: view(call, one, config), next: withFunction(call.state, changed) }
}

/** Takes the place of what was there. */
export const putEventInvokeConfig: Operation = (call) => save(call, named(call), written(call, {}))

/** Changes what is named, and keeps the rest. */
export const updateEventInvokeConfig: Operation = (call) => {
  const one = existing(call)
  return save(call, one, written(call, one.config))
}

export const getEventInvokeConfig: Operation = (call) => {
  const one = existing(call)
  return { body: view(call, one, one.config) }
}

export const listEventInvokeConfigs: Operation = (call) => {
  const { found } = findFunction(call)
  const configs = Object.entries(found.eventInvokeConfigs ?? {})
  return {
    body: page(
      call,
      'FunctionEventInvokeConfigs',
      configs.map(([qualifier, config]) => view(call, { found, qualifier, config }, config)),
    ),
  }
}

export const deleteEventInvokeConfig: Operation = (call) => {
  const { found, qualifier } = existing(call)
  const changed: LambdaFunction = { ...found, eventInvokeConfigs: withoutEntry(found.eventInvokeConfigs ?? {}, qualifier) }
  return { next: withFunction(call.state, changed) }
}
