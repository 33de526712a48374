import { describe, expect, it } from 'vitest'
import { toBytes, toText } from '../../../../runtime/gateway/http.ts'
import { createGateway, type ServiceCall } from '../../../../runtime/gateway/index.ts'
import { createServiceCalls } from '../../../../runtime/gateway/service-calls.ts'
import { documentOf } from '../../../support/data-plane.ts'

const call = (action: string, text = ''): ServiceCall => ({
  requestId: 'r',
  apiId: 'a',
  stage: 'dev',
  time: 0,
  service: 'dynamodb',
  action,
  method: 'POST',
  path: '/',
  query: '',
  headers: [],
  body: { encoding: 'utf-8', text },
})

describe('calls of services', () => {
  it.each<[name: string, calls: readonly ServiceCall[], kept: readonly string[]]>([
    ['the last ones are kept', [call('A'), call('B'), call('C'), call('D')], ['B', 'C', 'D']],
    ['as many as there is room for', [call('A', 'x'.repeat(6)), call('B', 'x'.repeat(6)), call('C', 'x')], ['B', 'C']],
    ['the last one whatever its size', [call('A'), call('B', 'x'.repeat(100))], ['B']],
  ])('%s', (_, calls, kept) => {
    const list = createServiceCalls({ calls: 3, characters: 10 })
    for (const one of calls) list.add(one)
    expect(list.list().map(({ action }) => action)).toEqual(kept)
    list.clear()
    expect(list.list()).toEqual([])
  })

  it('are listed over the wire, and forgotten', async () => {
    const gateway = await createGateway()
    const send = async (method: string, path: string, query = '', body: unknown = undefined) => {
      const answer = await gateway.handle({ method, path, query, body: toBytes(body === undefined ? '' : JSON.stringify(body)) })
      return { status: answer.status, value: answer.body.length === 0 ? undefined : JSON.parse(toText(answer.body)) }
    }
    const integration = {
      type: 'aws',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem',
      credentials: 'arn:aws:iam::000000000000:role/r',
      requestTemplates: { 'application/json': '{"TableName":"pets"}' },
      responses: { default: { statusCode: '200' } },
    }
    const operation = { responses: { 200: { description: '' } }, 'x-amazon-apigateway-integration': integration }
    const api = await send('POST', '/restapis', 'mode=import', documentOf({ '/pets': { post: operation } }))
    await send('POST', `/restapis/${api.value.id}/deployments`, '', { stageName: 'dev' })
    expect((await send('POST', `/_aws/execute-api/${api.value.id}/dev/pets`, '', {})).status).toBe(200)

    const listed = await send('GET', '/_aws/service-calls')
    expect(listed).toMatchObject({
      status: 200,
      value: [{ apiId: api.value.id, service: 'dynamodb', action: 'PutItem', body: { text: '{"TableName":"pets"}' }, status: 200 }],
    })
    expect(gateway.serviceCalls()).toEqual(listed.value)
    expect((await send('POST', '/_aws/service-calls')).status).toBe(405)
    expect((await send('DELETE', '/_aws/service-calls')).status).toBe(204)
    expect((await send('GET', '/_aws/service-calls')).value).toEqual([])
    await send('POST', `/_aws/execute-api/${api.value.id}/dev/pets`, '', {})
    await gateway.reset()
    expect(gateway.serviceCalls()).toEqual([])
    await gateway.close()
  })
})
