import type { Credentials } from '../typescript/sigv4.ts'
import { signedHeaders } from './execute/integrate/sign.ts'
import { tracedBody } from './execute/trace.ts'
import { own } from './json.ts'
import { type DeliveryRequest, deliveryRequest } from './lambda/delivery-request.ts'
import type { Delivery } from './lambda/event-queue.ts'
import type { HttpClient } from './server/http-client.ts'
import type { ServiceCalls } from './service-calls.ts'

/** What deliveries need. */
export interface DeliverOptions {
  /** Where services are; `*` stands for all of them. */
  readonly forward: Readonly<Record<string, string>>
  readonly credentials: Credentials
  readonly client: Pick<HttpClient, 'fetch'>
  readonly calls: Pick<ServiceCalls, 'add'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Milliseconds that a service may take. */
const PATIENCE = 10_000

/**
 * Sends what Lambda hands on to queues, topics, event buses and buckets: to where the gateway was told that their services are, else it is
 * listed among the calls that nobody carried out. What cannot be delivered is said with all that it would have been; nothing is thrown.
 */
export function createDeliver({ forward, credentials, client, calls, now, log }: DeliverOptions): (delivery: Delivery) => Promise<void> {
  return async (delivery) => {
    const { requestId, arn } = delivery.event
    const lost = (why: string): void => log(`${requestId} ${delivery.to} does not get what ${arn} left: ${why}. ${delivery.body}`)
    const request = deliveryRequest(delivery, now())
    if (request === undefined) return lost('no queue, topic, event bus, bucket or function has such an ARN')
    const { service, action, method, path, headers, body } = request
    const endpoint = own(forward, service) ?? own(forward, '*')
    if (endpoint === undefined) {
      calls.add({ requestId, functionArn: arn, time: now(), service, action, method, path, query: '', headers, body: tracedBody(body) })
      return log(
        `${requestId} ${service} ${action} to ${delivery.to} was recorded, not carried out. Say where ${service} is: --forward ${service}=URL`,
      )
    }
    const outcome = await client.fetch(await signed(request, endpoint, credentials, now()))
    if (outcome.kind !== 'answer') return lost(outcome.kind === 'timeout' ? 'the service took too long' : outcome.message)
    if (outcome.status >= 300) return lost(`the service answered ${outcome.status}`)
  }
}

async function signed(
  request: DeliveryRequest,
  endpoint: string,
  credentials: Credentials,
  time: number,
): Promise<Parameters<HttpClient['fetch']>[0]> {
  const { service, region, method, path, headers, body } = request
  const url = new URL(`${endpoint.replace(/\/+$/, '')}${path}`)
  return {
    method,
    url: url.href,
    headers: await signedHeaders({ method, url, headers, body }, { region, service, credentials, time }),
    body,
    timeoutMs: PATIENCE,
  }
}
