import { randomUUID } from 'node:crypto'
import { type HeaderList, toBytes } from '../http.ts'
import type { Delivery } from './event-queue.ts'
import { functionNameOf } from './function-name.ts'

/** A request to a service, below its endpoint and not signed yet. */
export interface DeliveryRequest {
  readonly service: string
  readonly region: string
  readonly action: string
  readonly method: string
  readonly path: string
  readonly headers: HeaderList
  readonly body: Uint8Array
}

/**
 * How a delivery goes to a queue, a topic, an event bus or a bucket, in the protocol of its service (the service models; for buckets and
 * buses Lambda's guide, "Retaining records of asynchronous invocations"). Undefined where its ARN is of none of them. `now` in milliseconds since the epoch.
 */
export function deliveryRequest(delivery: Delivery, now: number): DeliveryRequest | undefined {
  const [, , service = '', region = '', accountId = '', ...rest] = delivery.to.split(':')
  const name = rest.join(':')
  if (name === '') return undefined
  switch (service) {
    case 'sqs':
      return json(service, region, 'AmazonSQS.SendMessage', '1.0', {
        QueueUrl: `https://sqs.${region}.amazonaws.com/${accountId}/${name}`,
        MessageBody: delivery.body,
        MessageAttributes: Object.fromEntries(
          attributesOf(delivery).map(([key, type, value]) => [key, { DataType: type, StringValue: value }]),
        ),
      })
    case 'sns':
      return {
        service,
        region,
        action: 'Publish',
        method: 'POST',
        path: '/',
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: toBytes(publishForm(delivery)),
      }
    case 'events':
      return json(service, region, 'AWSEvents.PutEvents', '1.1', {
        Entries: [
          {
            Source: 'lambda',
            DetailType: `Lambda Function Invocation Result - ${delivery.outcome === 'success' ? 'Success' : 'Failure'}`,
            Detail: delivery.body,
            EventBusName: delivery.to,
            Resources: [delivery.to, delivery.event.arn],
            Time: now / 1000,
          },
        ],
      })
    case 's3':
      return {
        service,
        // The ARN of a bucket names no region.
        region: region === '' ? 'us-east-1' : region,
        action: 'PUT',
        method: 'PUT',
        path: `/${name}/${objectKey(delivery, now)}`,
        headers: [['Content-Type', 'application/json']],
        body: toBytes(delivery.body),
      }
    default:
      return undefined
  }
}

function json(service: string, region: string, target: string, version: '1.0' | '1.1', input: unknown): DeliveryRequest {
  const headers: HeaderList = [
    ['Content-Type', `application/x-amz-json-${version}`],
    ['X-Amz-Target', target],
  ]
  const action = target.slice(target.indexOf('.') + 1)
  return { service, region, action, method: 'POST', path: '/', headers, body: toBytes(JSON.stringify(input)) }
}

function publishForm(delivery: Delivery): string {
  const form = new URLSearchParams({ Action: 'Publish', Version: '2010-03-31', TopicArn: delivery.to, Message: delivery.body })
  for (const [index, [name, type, value]] of attributesOf(delivery).entries()) {
    const entry = `MessageAttributes.entry.${index + 1}`
    form.set(`${entry}.Name`, name)
    form.set(`${entry}.Value.DataType`, type)
    form.set(`${entry}.Value.StringValue`, value)
  }
  return form.toString()
}

function attributesOf({ attributes = {} }: Delivery): (readonly [name: string, type: 'Number' | 'String', value: string])[] {
  // A message must not have an empty attribute.
  return Object.entries(attributes).flatMap(([name, value]) =>
    value === '' ? [] : [[name, name === 'ErrorCode' ? 'Number' : 'String', value]],
  )
}

function objectKey({ event }: Delivery, now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T')
  const moment = `${day}T${time.slice(0, 8).replaceAll(':', '.')}`
  return `aws/lambda/async/${functionNameOf(event.arn).name}/${day.replaceAll('-', '/')}/${moment}-${randomUUID()}`
}
