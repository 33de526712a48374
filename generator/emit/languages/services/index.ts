import type { ApiModel, Operation } from '../../../model/api-model.ts'
import type { ServiceCall } from '../../../model/service-call.ts'
import { dynamodbIntegration } from './dynamodb.ts'
import { eventsIntegration } from './events.ts'
import { kinesisIntegration } from './kinesis.ts'
import { snsIntegration, sqsIntegration } from './messages.ts'
import { s3Integration } from './s3.ts'
import type { ServiceIntegration } from './service-integration.ts'
import { statesIntegration } from './states.ts'
import type { CallContext } from './values.ts'

/** By the service of the short form. */
const SERVICES: Readonly<Record<string, (context: CallContext) => ServiceIntegration>> = {
  dynamodb: dynamodbIntegration,
  sqs: sqsIntegration,
  sns: snsIntegration,
  states: statesIntegration,
  events: eventsIntegration,
  kinesis: kinesisIntegration,
  s3: s3Integration,
}

/** The integration of an operation that calls a service; undefined for a service that nothing is known of. */
export function serviceIntegration(operation: Operation, model: ApiModel, call: ServiceCall): ServiceIntegration | undefined {
  return Object.hasOwn(SERVICES, call.service) ? SERVICES[call.service]?.({ operation, model, call }) : undefined
}
