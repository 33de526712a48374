import { describe, expect, test } from 'vitest'
import { type ServiceOperation, serviceOperation } from '../../../../support/service-call.ts'

const Problem = { type: 'object', required: ['code'], properties: { code: { type: 'string' } } }
const notFound = { '404': { description: '', content: { 'application/json': { schema: Problem } } } }
const photo = { content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } }

function operation(method: string, integration: object, given: object, types: readonly string[] = ['image/png']): ServiceOperation {
  return serviceOperation({
    'x-amazon-apigateway-binary-media-types': types,
    paths: {
      '/orders/{orderId}/files/{name+}': {
        [method]: {
          operationId: 'theOperation',
          parameters: [
            { name: 'orderId', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'name', in: 'path', required: true, schema: { type: 'string' } },
          ],
          'x-apigen-integration': { service: 's3', ...integration },
          ...given,
        },
      },
    },
  })
}

const key = 'orders/{$request.path.orderId}/a b&c/{$request.path.name}'

describe('a bucket', () => {
  const get = operation(
    'get',
    { action: 'get', bucket: 'files', key },
    { responses: { '200': { description: '', headers: { ETag: { schema: { type: 'string' } } }, ...photo }, ...notFound } },
  )

  test('is read by the key, bytes and type as they are', () => {
    expect(get.integration).toMatchObject({
      httpMethod: 'GET',
      uri: 'arn:aws:apigateway:us-east-1:s3:path/files/orders/{key1}/a%20b%26c/{key3}',
      passthroughBehavior: 'WHEN_NO_TEMPLATES',
      requestParameters: {
        'integration.request.path.key1': 'method.request.path.orderId',
        'integration.request.path.key3': 'method.request.path.name',
      },
    })
    expect(get.integration.requestTemplates).toBeUndefined()
    expect(get.integration.integrationResponses?.['200']?.responseParameters).toEqual({
      'method.response.header.ETag': 'integration.response.header.ETag',
      'method.response.header.Content-Type': 'integration.response.header.Content-Type',
    })
    expect(get.answer(200, '\u0000bytes').body).toBe('\u0000bytes')
    expect(get.reported.filter(({ code }) => code === 'emit/service-answer')).toEqual([])
  })

  const xml = (code: string, more = ''): string =>
    `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>secret</Message>${more}</Error>`
  const failures: readonly (readonly [number, string, number, string])[] = [
    [404, xml('NoSuchKey'), 404, 'not-found'],
    [403, xml('AccessDenied', '<Key>&lt;Code&gt;NoSuchKey</Key>'), 500, ''],
    [404, xml('NoSuchBucket'), 500, ''],
    [503, xml('SlowDown'), 429, ''],
    [500, 'no xml', 500, ''],
  ]
  test.each(failures)('an error of the service: %i %s', (status, body, want, code) => {
    const answer = get.answer(status, body)
    expect(answer.status).toBe(want)
    expect(answer.json).toEqual(
      code === '' ? { message: want === 429 ? 'Too many requests; try again later.' : 'Internal server error' } : { code },
    )
  })

  test('is written and emptied without a body in the answer', () => {
    const put = operation(
      'put',
      { action: 'put', bucket: '${Files}', key: '$request.path.name' },
      { requestBody: photo, responses: { '204': { description: '' } } },
    )
    expect(put.integration).toMatchObject({ httpMethod: 'PUT', uri: 'arn:aws:apigateway:us-east-1:s3:path/${Files}/{key0}' })
    expect(put.integration.requestTemplates).toBeUndefined()
    expect([put.answer(200, '').status, put.answer(200, 'x').body]).toEqual([204, ''])
    const remove = operation(
      'delete',
      { action: 'delete', bucket: 'files', key: '$request.path.name' },
      { responses: { '204': { description: '' } } },
    )
    expect(remove.integration.httpMethod).toBe('DELETE')
    expect(remove.answer(204, '').body).toBe('')
  })

  test('says where bytes would be read as text', () => {
    const text = operation(
      'put',
      { action: 'put', bucket: 'files', key: '$request.path.name' },
      { requestBody: photo, responses: { '204': { description: '' } } },
      ['image/jpeg'],
    )
    expect(text.reported.map(({ code, message }) => `${code} ${message}`)).toContain(
      'emit/service-answer `PUT /orders/{orderId}/files/{name+}`: `image/png` is none of `x-amazon-apigateway-binary-media-types`, so bytes would be read as text.',
    )
  })
})
