/** How an action of a service goes over the wire. */
export type Protocol =
  /** The action in `X-Amz-Target`, JSON both ways. */
  | { readonly kind: 'json'; readonly target: string; readonly version: '1.0' | '1.1' }
  /** `Action=NAME` in the query, JSON as the answer where a client asks for it (recorded: SSM, SQS). */
  | { readonly kind: 'query' }

/**
 * Services whose actions API Gateway turns into a target (recorded for DynamoDB, Kinesis and Step Functions; names: the service models).
 * EventBridge is none of them: its target has to be mapped.
 */
const targets: Readonly<Record<string, Protocol>> = {
  dynamodb: { kind: 'json', target: 'DynamoDB_20120810', version: '1.0' },
  firehose: { kind: 'json', target: 'Firehose_20150804', version: '1.1' },
  kinesis: { kind: 'json', target: 'Kinesis_20131202', version: '1.1' },
  states: { kind: 'json', target: 'AWSStepFunctions', version: '1.0' },
}

/** The protocol of a service's actions. */
export function protocolOf(service: string): Protocol {
  return Object.hasOwn(targets, service) ? (targets[service] ?? { kind: 'query' }) : { kind: 'query' }
}
