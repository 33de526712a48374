import type { EventFunction, EventSource } from '../../model/event-source.ts'

/** An ARN in this account and region; the names in `${…}` are those that API Gateway and CloudFormation use. */
const regional = (service: string, resource: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`

/** A resource that is named by its name, or by an ARN, which may be late-bound. */
const within = (named: string, arn: (name: string) => string): string =>
  named.startsWith('arn:') || named.startsWith('${') ? named : arn(named)

/** The ARN of what calls a function; undefined for a direct call, which may come from anywhere. */
export function sourceArn({ source, function: name }: EventFunction): string | undefined {
  switch (source.kind) {
    case 's3':
      return within(source.bucket, (bucket) => `arn:\${AWS::Partition}:s3:::${bucket}`)
    case 'sns':
      return within(source.topic, (topic) => regional('sns', topic))
    case 'sqs':
      return within(source.queue, (queue) => regional('sqs', queue))
    case 'kinesis':
      return within(source.stream, (stream) => regional('kinesis', `stream/${stream}`))
    case 'eventbridge':
      return regional('events', source.bus === 'default' ? `rule/${name}` : `rule/${source.bus}/${name}`)
    case 'schedule':
      return regional('events', `rule/${name}`)
    case 'direct':
      return undefined
  }
}

/** The name of the rule that keeps a function warm; a rule's name has at most 64 characters. */
export function keepWarmRule(name: string): string {
  return `${name.slice(0, 54)}-keep-warm`
}

/** The ARN of that rule. */
export function keepWarmArn(name: string): string {
  return regional('events', `rule/${keepWarmRule(name)}`)
}

/** The service that calls a function with its own rights, which the function has to allow; Lambda itself reads queues and streams. */
export function callingService({ kind }: EventSource): string | undefined {
  switch (kind) {
    case 's3':
      return 's3.amazonaws.com'
    case 'sns':
      return 'sns.amazonaws.com'
    case 'eventbridge':
    case 'schedule':
      return 'events.amazonaws.com'
    case 'sqs':
    case 'kinesis':
    case 'direct':
      return undefined
  }
}
