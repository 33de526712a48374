import { own, withEntry } from '../../json.ts'
import type { Call, Operation } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { param } from '../input.ts'
import { type Tagged, tagging, untagging } from '../tagged.ts'
import { mappingArn } from './event-source-mappings.ts'
import { functionArn, functionNotFound, parseFunctionName, withFunction } from './find.ts'

/** What an ARN of this account and region names: a function or an event source mapping. */
function findTagged(call: Call): Tagged {
  const { state } = call
  const arn = param(call, 'Resource')
  const { name, qualifier } = parseFunctionName(arn)
  const found = own(state.functions, name)
  if (found !== undefined && arn === functionArn(call, name))
    return { tags: found.tags, with: (tags) => withFunction(state, { ...found, tags }) }
  if (found !== undefined && arn === functionArn(call, name, qualifier)) {
    const message = 'Tags on function aliases and versions are not supported. Please specify either a function ARN.'
    throw new ServiceError('InvalidParameterValueException', message, 400)
  }
  const mapping = Object.values(state.eventSourceMappings).find(({ uuid }) => arn === mappingArn(call, uuid))
  if (mapping === undefined) throw functionNotFound(arn)
  return {
    tags: mapping.tags,
    with: (tags) => ({ ...state, eventSourceMappings: withEntry(state.eventSourceMappings, mapping.uuid, { ...mapping, tags }) }),
  }
}

export const listTags: Operation = (call) => ({ body: { Tags: findTagged(call).tags } })

export const tagResource: Operation = tagging(findTagged, 'Tags')

export const untagResource: Operation = untagging(findTagged)
