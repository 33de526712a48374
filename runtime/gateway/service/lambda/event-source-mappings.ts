import { randomUUID } from 'node:crypto'
import { type JsonObject, own, withEntry, withoutEntry } from '../../json.ts'
import type { EventSourceMapping } from '../../store/state.ts'
import type { Call, Operation, Reply } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { flag, param, text, texts } from '../input.ts'
import { findVersion, functionArn, parseFunctionName } from './find.ts'
import { page } from './input.ts'

/** A mapping as Lambda answers it. It is a record only: nobody reads its source. */
function view(call: Call, mapping: EventSourceMapping, state: string = mapping.enabled ? 'Enabled' : 'Disabled'): JsonObject {
  return {
    ...mapping.settings,
    UUID: mapping.uuid,
    EventSourceMappingArn: mappingArn(call, mapping.uuid),
    FunctionArn: functionArn(call, mapping.functionName, mapping.qualifier),
    LastModified: mapping.lastModified / 1000,
    LastProcessingResult: 'No records processed',
    State: state,
    StateTransitionReason: 'USER_INITIATED',
  }
}

/** The ARN that carries a mapping's tags. */
export function mappingArn({ world }: Call, uuid: string): string {
  return `arn:${world.partition}:lambda:${world.region}:${world.accountId}:event-source-mapping:${uuid}`
}

function find(call: Call): EventSourceMapping {
  const mapping = own(call.state.eventSourceMappings, param(call, 'UUID'))
  if (mapping === undefined) throw new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.', 404)
  return mapping
}

function save(call: Call, mapping: EventSourceMapping, state: string): Reply {
  const eventSourceMappings = withEntry(call.state.eventSourceMappings, mapping.uuid, mapping)
  return { body: view(call, mapping, state), next: { ...call.state, eventSourceMappings } }
}

/** The function that the body names, which must be there with its version or alias. */
function targetOf(call: Call, written: string): Pick<EventSourceMapping, 'functionName' | 'qualifier'> {
  const { name, qualifier } = parseFunctionName(written)
  const found = own(call.state.functions, name)
  if (found === undefined) throw new ServiceError('InvalidParameterValueException', 'Function does not exist', 400)
  findVersion(call, found, qualifier)
  return { functionName: name, qualifier }
}

/** What the body says of a mapping besides its function, its tags and whether it is on. */
function settingsOf({ FunctionName: _, Enabled: _1, Tags: _2, ...settings }: JsonObject): JsonObject {
  return settings
}

/** Records of a queue come ten at a time, those of streams a hundred (guide: event source parameters). */
function usualSettings(source: string): JsonObject {
  return { BatchSize: /^arn:[^:]*:sqs:/.test(source) ? 10 : 100, MaximumBatchingWindowInSeconds: 0 }
}

export const createEventSourceMapping: Operation = (call) => {
  const { body } = call
  const target = targetOf(call, text(body, 'FunctionName') ?? '')
  const source = text(body, 'EventSourceArn') ?? ''
  if (source === '' && own(body, 'SelfManagedEventSource') === undefined)
    throw new ServiceError('InvalidParameterValueException', 'Unrecognized event source.', 400)
  const same = Object.values(call.state.eventSourceMappings).find(
    ({ functionName, settings }) => functionName === target.functionName && source !== '' && settings.EventSourceArn === source,
  )
  if (same !== undefined) {
    const pair = `The event source arn (" ${source} ") and function (" ${target.functionName} ") provided mapping already exists.`
    const help = `Please update or delete the existing mapping with UUID ${same.uuid}`
    throw new ServiceError('ResourceConflictException', `${pair} ${help}`, 409)
  }
  const mapping: EventSourceMapping = {
    uuid: randomUUID(),
    ...target,
    enabled: flag(body, 'Enabled') ?? true,
    settings: { ...usualSettings(source), ...settingsOf(body) },
    tags: texts(body, 'Tags') ?? {},
    lastModified: call.world.now(),
  }
  return save(call, mapping, 'Creating')
}

export const getEventSourceMapping: Operation = (call) => ({ body: view(call, find(call)) })

export const updateEventSourceMapping: Operation = (call) => {
  const before = find(call)
  const name = text(call.body, 'FunctionName')
  const mapping: EventSourceMapping = {
    ...before,
    ...(name !== undefined && targetOf(call, name)),
    enabled: flag(call.body, 'Enabled') ?? before.enabled,
    settings: { ...before.settings, ...settingsOf(call.body) },
    lastModified: call.world.now(),
  }
  return save(call, mapping, 'Updating')
}

export const deleteEventSourceMapping: Operation = (call) => {
  const mapping = find(call)
  const eventSourceMappings = withoutEntry(call.state.eventSourceMappings, mapping.uuid)
  return { body: view(call, mapping, 'Deleting'), next: { ...call.state, eventSourceMappings } }
}

export const listEventSourceMappings: Operation = (call) => {
  const [source, name] = [call.query.get('EventSourceArn'), call.query.get('FunctionName')]
  const wanted = name === null ? undefined : parseFunctionName(name)
  const mappings = Object.values(call.state.eventSourceMappings)
    .filter(({ settings }) => source === null || settings.EventSourceArn === source)
    .filter(({ functionName, qualifier }) => wanted === undefined || (functionName === wanted.name && qualifier === wanted.qualifier))
  return {
    body: page(
      call,
      'EventSourceMappings',
      mappings.map((mapping) => view(call, mapping)),
    ),
  }
}
