import type { JsonObject } from '../../base/json.ts'
import type { FunctionModel } from '../../model/api-model.ts'

/** A call of an AWS service as its API takes it; values in `${…}` are bound by whoever makes it. */
export interface ServiceCallInput {
  readonly service: 'lambda' | 's3' | 'sns' | 'events'
  readonly action: string
  readonly input: JsonObject
}

/** The alias of a function that a stage uses. */
export function aliasArn({ id }: Pick<FunctionModel, 'id'>): string {
  return `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${id}:\${Alias}`
}
