import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SERVICE_FACTS } from '../../../../../generator/emit/languages/services/facts.ts'
import { lacking, type ServiceOperation, serviceOperation } from '../../../../support/service-call.ts'

const Order = {
  type: 'object',
  required: ['orderId', 'customer'],
  properties: {
    orderId: { type: 'string', readOnly: true },
    customer: { type: 'string' },
    total: { type: 'number' },
    paid: { type: 'boolean' },
    note: { type: ['string', 'null'] },
    tags: { type: 'array', uniqueItems: true, items: { type: 'string' } },
    lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
    extra: {},
  },
}
const Line = {
  type: 'object',
  properties: {
    sku: { type: 'string' },
    count: { type: 'integer' },
    parts: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
  },
}
const Problem = {
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'string' }, message: { type: 'string' }, status: { type: 'integer' } },
}
const components = { schemas: { Order, Line, Error: Problem } }
const json = (name: string): object => ({ content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } })
const orderId = { name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }

function operation(method: string, given: object, path = '/orders/{orderId}'): ServiceOperation {
  return serviceOperation({
    components,
    paths: { [path]: { [method]: { operationId: 'theOperation', parameters: path.includes('{') ? [orderId] : [], ...given } } },
  })
}

const errors = {
  '404': { description: '', ...json('Error') },
  '409': { description: '', ...json('Error') },
  '429': { description: '', ...json('Error') },
}
const hostile = [
  `x"}, "TableName": "other`,
  `'; drop`,
  '\\',
  `\\"`,
  '$context.apiId #set($x = 1) ${util}',
  '</script>\u2028\u0000\n',
  '\u{1F431} ä',
  '',
  ' ',
]

const item = {
  orderId: { S: 'o1' },
  customer: { S: `Tom "the cat" \\ it's` },
  total: { N: '12.50' },
  paid: { BOOL: false },
  note: { NULL: true },
  tags: { SS: ['a', 'b'] },
  lines: { L: [{ M: { sku: { S: 's' }, count: { N: '2' }, parts: { L: [{ M: { sku: { S: 't' } } }] } } }] },
  extra: { M: { deep: { L: [{ NULL: true }, { BOOL: true }] } } },
  secret: { S: 'not declared' },
}
const order = {
  orderId: 'o1',
  customer: `Tom "the cat" \\ it's`,
  total: 12.5,
  paid: false,
  note: null,
  tags: ['a', 'b'],
  lines: [{ sku: 's', count: 2, parts: [{ sku: 't' }] }],
  extra: { deep: [null, true] },
}
const failure = (name: string): object => ({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'secret "table" name' })

describe('get', () => {
  const get = operation('get', {
    'x-apigen-integration': { service: 'dynamodb', action: 'get', table: 'orders' },
    responses: { '200': { description: '', ...json('Order') }, ...errors },
  })

  test('asks for the item that the path names', () => {
    const call = get.send({ path: { orderId: 'o1' } })
    expect(call.json).toEqual({ TableName: 'orders', Key: { orderId: { S: 'o1' } } })
    expect(lacking(SERVICE_FACTS['dynamodb get']?.required ?? [], call)).toEqual([])
    expect(call.uri).toBe('arn:aws:apigateway:us-east-1:dynamodb:action/GetItem')
    expect(get.integration).toMatchObject({
      httpMethod: 'POST',
      passthroughBehavior: 'NEVER',
      credentials: 'arn:aws:iam::000000000000:role/shop-the-operation-integration',
    })
    expect(get.reported).toEqual([])
  })

  test.each(hostile)('a key stays a key: %j', (text) => {
    expect(get.send({ path: { orderId: text } }).json).toEqual({ TableName: 'orders', Key: { orderId: { S: text } } })
  })

  test('answers with what is declared, as what it is', () => {
    expect(get.answer(200, { Item: item }).json).toEqual(order)
  })

  test('answers a missing item with the declared 404', () => {
    const answer = get.answer(200, {})
    expect([answer.status, answer.json]).toEqual([404, { code: 'not-found', message: 'There is no such thing.', status: 404 }])
  })

  const failed: readonly (readonly [number, object, number, string])[] = [
    [400, failure('ThrottlingException'), 429, 'throttled'],
    [400, failure('ProvisionedThroughputExceededException'), 429, 'throttled'],
    [400, failure('ResourceNotFoundException'), 500, 'Internal server error'],
    [400, failure('AccessDeniedException'), 500, 'Internal server error'],
    [400, failure('ValidationException'), 400, 'The request is not valid.'],
    [500, failure('InternalServerError'), 500, 'Internal server error'],
    [400, {}, 500, 'Internal server error'],
  ]
  test.each(failed)('an error of the service: %i %j', (status, body, wanted, text) => {
    const answer = get.answer(status, body)
    expect(answer.status).toBe(wanted)
    expect(JSON.stringify(answer.json)).toContain(text)
    expect(answer.body).not.toContain('secret')
  })

  test('names an error of its own', () => {
    const own = operation('get', {
      'x-apigen-integration': { service: 'dynamodb', action: 'get', table: 'orders', errors: { ResourceNotFoundException: 404 } },
      responses: { '200': { description: '', ...json('Order') }, ...errors },
    })
    expect(own.answer(400, failure('ResourceNotFoundException')).status).toBe(404)
  })

  test('takes keys from wherever they stand, and late-bound tables', () => {
    const late = operation('get', {
      parameters: [
        orderId,
        { name: 'line', in: 'query', required: true, schema: { type: 'integer' } },
        { name: 'X-Tenant', in: 'header', schema: { type: 'string' } },
      ],
      'x-apigen-integration': {
        service: 'dynamodb',
        action: 'get',
        table: '${stageVariables.table}',
        key: {
          pk: 'ORDER#{$request.path.orderId}',
          sk: '$request.query.line',
          tenant: '$context.authorizer.claims.custom:tenant',
          kind: 'it\'s "$5" #1',
          n: 7,
          h: '$request.header.x-tenant',
        },
      },
      responses: { '200': { description: '', ...json('Order') }, ...errors },
    })
    const given = {
      path: { orderId: 'o"1' },
      query: { line: '3' },
      header: { 'X-TENANT': 't' },
      stageVariables: { table: 'orders-"dev"' },
      context: { authorizer: { claims: { 'custom:tenant': 'a"b' } } },
    }
    expect(late.send(given).json).toEqual({
      TableName: 'orders-"dev"',
      Key: { pk: { S: 'ORDER#o"1' }, sk: { N: '3' }, tenant: { S: 'a"b' }, kind: { S: 'it\'s "$5" #1' }, n: { N: '7' }, h: { S: 't' } },
    })
  })
})

describe('put', () => {
  const put = operation(
    'post',
    {
      'x-apigen-integration': {
        service: 'dynamodb',
        action: 'put',
        table: 'orders',
        key: { orderId: '$context.requestId' },
        set: { kind: 'order' },
      },
      requestBody: { required: true, ...json('Order') },
      responses: {
        '201': {
          description: '',
          content: {
            'application/json': { schema: { type: 'object', required: ['orderId'], properties: { orderId: { type: 'string' } } } },
          },
        },
        '409': { description: '', ...json('Error') },
      },
    },
    '/orders',
  )

  test('writes the declared members of the body, the key and what is set', () => {
    const call = put.send({ body: JSON.stringify({ ...order, orderId: 'of the client', admin: true }) })
    expect(call.json).toEqual({
      TableName: 'orders',
      Item: {
        orderId: { S: 'c0ffee' },
        kind: { S: 'order' },
        customer: item.customer,
        total: { N: '12.5' },
        paid: item.paid,
        note: item.note,
        tags: item.tags,
        lines: item.lines,
        extra: item.extra,
      },
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': 'orderId' },
    })
    expect(lacking(SERVICE_FACTS['dynamodb put']?.required ?? [], call)).toEqual([])
    expect(put.reported).toEqual([])
  })

  test('answers with what it knows without asking', () => {
    const answer = put.answer(200, {})
    expect([answer.status, answer.json]).toEqual([201, { orderId: 'c0ffee' }])
  })

  test('answers a condition that was not met with the declared 409', () => {
    const answer = put.answer(400, failure('ConditionalCheckFailedException'))
    expect([answer.status, answer.json]).toEqual([
      409,
      { code: 'conflict', message: 'The state of the thing does not allow this.', status: 409 },
    ])
  })

  test('what is written is what was sent, for any texts, lists and numbers', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((one) => !/\p{Surrogate}/u.test(one))
    const body = fc.record(
      {
        customer: fc.oneof(text, fc.constantFrom(...hostile)),
        total: fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
          fc.integer(),
        ),
        note: fc.option(text),
        tags: fc.uniqueArray(text, { maxLength: 3 }),
        lines: fc.array(fc.record({ sku: text, count: fc.integer() }, { requiredKeys: [] }), { maxLength: 3 }),
        extra: fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }),
      },
      { requiredKeys: [] },
    )
    const get = operation('get', {
      'x-apigen-integration': { service: 'dynamodb', action: 'get', table: 'orders' },
      responses: { '200': { description: '', ...json('Order') }, ...errors },
    })
    fc.assert(
      fc.property(body, (one) => {
        const { Item } = put.send({ body: JSON.stringify(one) }).json
        const { orderId: _, ...back } = get.answer(200, { Item }).json as Record<string, unknown>
        expect(back).toEqual(JSON.parse(JSON.stringify(one)))
      }),
      { numRuns: 60 },
    )
  })

  test('says what an answer cannot hold', () => {
    const whole = operation('put', {
      'x-apigen-integration': { service: 'dynamodb', action: 'put', table: 'orders' },
      requestBody: json('Order'),
      responses: { '200': { description: '', ...json('Order') } },
    })
    expect(whole.reported.map(({ code, message }) => [code, message])).toEqual([
      [
        'emit/service-answer',
        '`PUT /orders/{orderId}`: a put does not give back the item, so the answer has no `customer`; declare an answer without them, or use the action `update`.',
      ],
    ])
    expect(whole.answer(200, {}, { path: { orderId: 'o"1' } }).json).toEqual({ orderId: 'o"1' })
    expect(whole.send({ path: { orderId: 'o1' }, body: '{}' }).json).toEqual({ TableName: 'orders', Item: { orderId: { S: 'o1' } } })
  })
})

describe('update', () => {
  const update = operation('patch', {
    'x-apigen-integration': { service: 'dynamodb', action: 'update', table: 'orders', set: { changed: '$context.requestTime' } },
    requestBody: json('Order'),
    responses: { '200': { description: '', ...json('Order') }, '404': { description: '', ...json('Error') } },
  })
  const plain = operation('patch', {
    'x-apigen-integration': { service: 'dynamodb', action: 'update', table: 'orders' },
    requestBody: json('Order'),
    responses: { '204': { description: '' } },
  })

  test('sets what was sent, on an item that is there', () => {
    const call = update.send({ path: { orderId: 'o1' }, body: '{"total": 1, "note": null, "other": 1}', context: { requestTime: 'now' } })
    const {
      UpdateExpression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ...rest
    } = call.json as unknown as Record<'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues' | 'Key', never>
    const assigned = (UpdateExpression as string)
      .replace('SET ', '')
      .split(', ')
      .map((one) => one.split(' = '))
    expect(Object.fromEntries(assigned.map(([name = '', value = '']) => [names[name], values[value]]))).toEqual({
      changed: { S: 'now' },
      total: { N: '1' },
      note: { NULL: true },
    })
    expect([Object.keys(names).length, Object.keys(values).length]).toEqual([4, 3])
    expect(rest).toEqual({
      TableName: 'orders',
      Key: { orderId: { S: 'o1' } },
      ReturnValues: 'ALL_NEW',
      ConditionExpression: 'attribute_exists(#key)',
    })
    expect(names['#key']).toBe('orderId')
    expect(lacking(SERVICE_FACTS['dynamodb update']?.required ?? [], call)).toEqual([])
  })

  test('answers with the item as it is now, and a missing one with 404', () => {
    expect(update.answer(200, { Attributes: item }).json).toEqual(order)
    expect(update.answer(400, failure('ConditionalCheckFailedException')).status).toBe(404)
  })

  test.each(['{}', '', '[]', '"x"', '{"other": 1}'])('is a call without an expression where nothing is set: %j', (body) => {
    expect(plain.send({ path: { orderId: 'o1' }, body }).json).toEqual({
      TableName: 'orders',
      Key: { orderId: { S: 'o1' } },
      ReturnValues: 'ALL_NEW',
    })
  })

  test.each(hostile)('values stay values: %j', (text) => {
    const call = plain.send({ path: { orderId: text }, body: JSON.stringify({ customer: text, extra: { [text]: text } }) }).json as Record<
      string,
      never
    >
    expect(call.Key).toEqual({ orderId: { S: text } })
    expect(Object.values(call.ExpressionAttributeValues ?? {})).toEqual([{ S: text }, { M: { [text]: { S: text } } }])
  })

  test('has no body where none is declared', () => {
    const answer = plain.answer(200, { Attributes: item })
    expect([answer.status, answer.body]).toEqual([204, ''])
  })
})

describe('delete', () => {
  const remove = operation('delete', {
    'x-apigen-integration': { service: 'dynamodb', action: 'delete', table: 'orders' },
    responses: { '204': { description: '' }, '404': { description: '', ...json('Error') } },
  })

  test('removes the item and tells whether there was one', () => {
    const call = remove.send({ path: { orderId: 'o1' } })
    expect(call.json).toEqual({ TableName: 'orders', Key: { orderId: { S: 'o1' } }, ReturnValues: 'ALL_OLD' })
    expect(lacking(SERVICE_FACTS['dynamodb delete']?.required ?? [], call)).toEqual([])
    expect([remove.answer(200, { Attributes: item }).status, remove.answer(200, { Attributes: item }).body]).toEqual([204, ''])
    expect(remove.answer(200, {}).status).toBe(404)
  })
})

describe('query', () => {
  const parameters = [
    { name: 'customer', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } },
    { name: 'cursor', in: 'query', schema: { type: 'string' } },
    { name: 'from', in: 'query', schema: { type: 'string' } },
    { name: 'to', in: 'query', schema: { type: 'string' } },
  ]
  const Page = {
    type: 'object',
    properties: { orders: { type: 'array', items: { $ref: '#/components/schemas/Order' } }, next: { type: 'string' } },
  }
  const query = serviceOperation({
    components,
    paths: {
      '/customers/{customer}/orders': {
        get: {
          operationId: 'listOrders',
          parameters,
          'x-apigen-pagination': { token: 'cursor', next: 'next', items: 'orders' },
          'x-apigen-integration': {
            service: 'dynamodb',
            action: 'query',
            table: 'orders',
            index: 'by-customer',
            key: { customer: '$request.path.customer' },
            range: { attribute: 'createdAt', from: '$request.query.from', to: '$request.query.to' },
            limit: '$request.query.limit',
            order: 'descending',
          },
          responses: { '200': { description: '', content: { 'application/json': { schema: Page } } } },
        },
      },
    },
  })
  const base = {
    TableName: 'orders',
    IndexName: 'by-customer',
    KeyConditionExpression: '#k0 = :k0',
    ExpressionAttributeNames: { '#k0': 'customer' },
    ExpressionAttributeValues: { ':k0': { S: 'Tom' } },
    ScanIndexForward: false,
    Limit: 20,
  }
  const ask = (given: Record<string, string>): Record<string, unknown> => query.send({ path: { customer: 'Tom' }, query: given }).json

  test('asks for a page', () => {
    expect(ask({})).toEqual(base)
    expect(query.reported.map(({ code }) => code)).toEqual(['emit/unenforced'])
    expect(lacking(SERVICE_FACTS['dynamodb query']?.required ?? [], query.send({ path: { customer: 'Tom' } }))).toEqual([])
  })

  const limits: readonly (readonly [string, number])[] = [
    ['5', 5],
    ['007', 7],
    ['999', 999],
    ['1000', 1000],
    ['5000', 1000],
    ['0', 20],
    ['-1', 20],
    ['1 } , "x": {', 20],
    ['', 20],
  ]
  test.each(limits)('limit %j', (limit, want) => {
    expect(ask({ limit })).toEqual({ ...base, Limit: want })
  })

  const ranges: readonly (readonly [Record<string, string>, string, Record<string, unknown>])[] = [
    [{ from: 'a' }, ' AND #range >= :from', { ':from': { S: 'a' } }],
    [{ to: 'b"' }, ' AND #range <= :to', { ':to': { S: 'b"' } }],
    [{ from: 'a', to: 'b' }, ' AND #range BETWEEN :from AND :to', { ':from': { S: 'a' }, ':to': { S: 'b' } }],
  ]
  test.each(ranges)('range %j', (given, condition, values) => {
    expect(ask(given)).toEqual({
      ...base,
      KeyConditionExpression: `#k0 = :k0${condition}`,
      ExpressionAttributeNames: { '#k0': 'customer', '#range': 'createdAt' },
      ExpressionAttributeValues: { ':k0': { S: 'Tom' }, ...values },
    })
  })

  test('the token of one page leads to the next', () => {
    const key = { customer: { S: 'T"om \u{1F431} it\'s' }, createdAt: { N: '12' }, blob: { B: 'AA==' } }
    const page = query.answer(200, { Items: [item, { orderId: { S: 'o2' } }], Count: 2, LastEvaluatedKey: key }).json as {
      orders: unknown
      next: string
    }
    expect(page.orders).toEqual([order, { orderId: 'o2' }])
    expect(page.next).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(ask({ cursor: page.next })).toEqual({ ...base, ExclusiveStartKey: key })
  })

  test('the last page has no token', () => {
    expect(query.answer(200, { Items: [], Count: 0 }).json).toEqual({ orders: [] })
  })

  const token = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const bad = [
    'x',
    '!!!',
    `abc", "TableName": "other`,
    token('not json'),
    token('{}'),
    token('["a"]'),
    token('{"a": "b"}'),
    token({ customer: { M: { a: { S: 'b' } } } }),
    token({ 'x": {"S": "y"}}, "TableName": "other': { S: '"}' } }),
    token({ customer: { S: { nested: 'x"' } } }),
  ]
  test.each(bad)('a token of somebody else stays a key, one that DynamoDB refuses or looks for: %j', (cursor) => {
    const call = ask({ cursor })
    expect(Object.keys(call).sort()).toEqual([...Object.keys(base), 'ExclusiveStartKey'].sort())
    expect(call.TableName).toBe('orders')
    expect(Object.keys(call.ExclusiveStartKey as object).length).toBeGreaterThan(0)
    for (const value of Object.values(call.ExclusiveStartKey as object)) expect(Object.keys(value as object)).toHaveLength(1)
  })
})
