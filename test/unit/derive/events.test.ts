import { describe, expect, it } from 'vitest'
import { derived } from '../../support/document.ts'

const order = { components: { schemas: { Order: { type: 'object' } } } }
const events = (entries: object): { readonly [key: string]: unknown } => ({ ...order, 'x-apigen': { events: entries } })

describe('what calls a function', () => {
  const cases: readonly (readonly [string, object, object | undefined])[] = [
    ['a bucket, by every new object', { source: 's3', bucket: 'b' }, { kind: 's3', bucket: 'b', on: ['s3:ObjectCreated:*'] }],
    [
      'a bucket, filtered',
      { source: 's3', bucket: 'b', on: ['s3:ObjectRemoved:*'], prefix: 'p/' },
      { kind: 's3', bucket: 'b', on: ['s3:ObjectRemoved:*'], prefix: 'p/' },
    ],
    ['a queue', { source: 'sqs', queue: 'q' }, { kind: 'sqs', queue: 'q', batch: 10 }],
    ['a queue, with a batch that Lambda does not take', { source: 'sqs', queue: 'q', batch: 0 }, { kind: 'sqs', queue: 'q', batch: 10 }],
    ['a stream', { source: 'kinesis', stream: 's', batch: 500 }, { kind: 'kinesis', stream: 's', batch: 500, from: 'latest' }],
    ['a bus', { source: 'eventbridge', pattern: { source: ['a'] } }, { kind: 'eventbridge', bus: 'default', pattern: { source: ['a'] } }],
    ['a schedule', { source: 'schedule', every: 'rate(1 day)' }, { kind: 'schedule', every: 'rate(1 day)' }],
    ['somebody', { source: 'direct' }, { kind: 'direct' }],
    ['a queue without a name', { source: 'sqs' }, undefined],
    ['a schedule that is none', { source: 'schedule', every: 'daily' }, undefined],
    ['a bus without a pattern', { source: 'eventbridge', pattern: 'x' }, undefined],
    ['nothing that is known', { source: 'constructor' }, undefined],
    ['nothing', {}, undefined],
  ]
  it.each(cases)('%s', (_, entry, want) => {
    const { model, reported } = derived(events({ run: entry }))
    expect(model.events.map(({ id, function: name, source }) => ({ id, name, source }))).toEqual(
      want === undefined ? [] : [{ id: 'run', name: 'shop-run', source: want }],
    )
    expect(reported.map(({ code, at }) => `${code} ${at?.pointer}`)).toEqual(
      want === undefined ? ['derive/extension-ignored /x-apigen/events/run'] : [],
    )
    expect(model.functions.map(({ role }) => role)).toEqual(want === undefined ? [] : ['event'])
  })

  it('with ids apart from operations, settings, what it needs of its role, and the type of what is sent', () => {
    const { model } = derived({
      ...events({ 'list pets': { source: 'sqs', queue: 'q', schema: { $ref: '#/components/schemas/Order' }, function: { memory: 512 } } }),
      paths: { '/pets': { get: { operationId: 'listPets', responses: { '200': { description: '' } } } } },
    })
    const [event] = model.events
    expect(event?.id.toLowerCase()).not.toBe('listpets')
    expect(event?.payload).toBe('Order')
    expect(model.functions.find(({ id }) => id === event?.function)).toMatchObject({
      role: 'event',
      operations: [],
      memory: 512,
      permissions: [{ service: 'sqs', verb: 'receive', resource: 'q' }],
    })
  })

  it('by a type that has no name, which is told', () => {
    const { model, reported } = derived(events({ run: { source: 'direct', schema: { type: 'object' } } }))
    expect([model.events[0]?.payload, reported.map(({ at }) => at?.pointer)]).toEqual([undefined, ['/x-apigen/events/run/schema']])
  })
})
