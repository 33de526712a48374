import type { JsonObject } from '../../base/json.ts'
import type { EventFunction } from '../../model/event-source.ts'
import { sourceArn } from '../languages/event-arn.ts'
import { aliasArn, type ServiceCallInput } from './call.ts'

/** The calls that connect a function with what calls it; none for one that is called by its name. */
export function eventCalls(event: EventFunction): ServiceCallInput[] {
  const { source, function: id } = event
  const from = sourceArn(event) ?? ''
  const to = aliasArn({ id })
  switch (source.kind) {
    case 's3': {
      const rules = [
        ...(source.prefix === undefined ? [] : [{ Name: 'prefix', Value: source.prefix }]),
        ...(source.suffix === undefined ? [] : [{ Name: 'suffix', Value: source.suffix }]),
      ]
      const configuration: JsonObject = {
        Id: id,
        LambdaFunctionArn: to,
        Events: source.on,
        ...(rules.length > 0 && { Filter: { Key: { FilterRules: rules } } }),
      }
      // S3 replaces all notifications of a bucket by one call: those of others have to be in it.
      const input = { Bucket: bucketName(source.bucket), NotificationConfiguration: { LambdaFunctionConfigurations: [configuration] } }
      return [{ service: 's3', action: 'PutBucketNotificationConfiguration', input }]
    }
    case 'sns':
      return [{ service: 'sns', action: 'Subscribe', input: { TopicArn: from, Protocol: 'lambda', Endpoint: to } }]
    case 'sqs':
      return [mapping({ FunctionName: to, EventSourceArn: from, BatchSize: source.batch })]
    case 'kinesis':
      return [
        mapping({
          FunctionName: to,
          EventSourceArn: from,
          BatchSize: source.batch,
          StartingPosition: source.from === 'latest' ? 'LATEST' : 'TRIM_HORIZON',
        }),
      ]
    case 'eventbridge': {
      const bus = source.bus === 'default' ? {} : { EventBusName: source.bus }
      return rule({ Name: id, EventPattern: JSON.stringify(source.pattern), ...bus }, { Rule: id, ...bus }, to)
    }
    case 'schedule':
      return rule({ Name: id, ScheduleExpression: source.every }, { Rule: id }, to)
    case 'direct':
      return []
  }
}

/** What failed of a batch is answered by the function itself. */
function mapping(input: JsonObject): ServiceCallInput {
  return { service: 'lambda', action: 'CreateEventSourceMapping', input: { ...input, FunctionResponseTypes: ['ReportBatchItemFailures'] } }
}

function rule(made: JsonObject, targeted: JsonObject, to: string): ServiceCallInput[] {
  return [
    { service: 'events', action: 'PutRule', input: made },
    { service: 'events', action: 'PutTargets', input: { ...targeted, Targets: [{ Id: 'function', Arn: to }] } },
  ]
}

function bucketName(bucket: string): string {
  return bucket.startsWith('arn:') ? bucket.slice(bucket.lastIndexOf(':') + 1) : bucket
}
