import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { HttpCall } from '../../../../../runtime/gateway/execute/ports.ts'
import { headerOf, toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { deployApi, documentOf, functionUri, mockOperation, proxyOperation, type TestRequest } from '../../../../support/data-plane.ts'

type Event = Record<string, unknown>

const echo = { echo: (event: Event) => ({ body: JSON.stringify(event) }) }

async function eventOf(document: unknown, request: TestRequest): Promise<Event> {
  return (await deployApi(document, { functions: echo }).call(request)).json as Event
}

const greedy = documentOf({ '/{proxy+}': { get: proxyOperation('echo') }, '/pets/{id}': { get: proxyOperation('echo') } })

describe('paths in proxy events, as recorded', () => {
  it.each<[name: string, path: string, want: { path: string; stagePath: string; parameters: object }]>([
    [
      'are not percent-decoded',
      '/a/test%2Balias@gmail.com',
      { path: '/a/test%2Balias@gmail.com', stagePath: '/dev/a/test%2Balias@gmail.com', parameters: { proxy: 'a/test%2Balias@gmail.com' } },
    ],
    ['keep a plus', '/a/b+c', { path: '/a/b+c', stagePath: '/dev/a/b+c', parameters: { proxy: 'a/b+c' } }],
    [
      'keep a slash at the end, which the greedy value drops',
      '/a/b/',
      { path: '/a/b/', stagePath: '/dev/a/b/', parameters: { proxy: 'a/b' } },
    ],
    ['keep doubled slashes inside a greedy value', '/a//b', { path: '/a//b', stagePath: '/dev/a//b', parameters: { proxy: 'a//b' } }],
    [
      'collapse doubled slashes at the beginning, except with the stage',
      '//a/b',
      { path: '/a/b', stagePath: '/dev//a/b', parameters: { proxy: 'a/b' } },
    ],
    ['of variables are not decoded', '/pets/a%20b', { path: '/pets/a%20b', stagePath: '/dev/pets/a%20b', parameters: { id: 'a%20b' } }],
  ])('%s', async (_, path, want) => {
    expect(await eventOf(greedy, { path })).toMatchObject({
      path: want.path,
      requestContext: { path: want.stagePath },
      pathParameters: want.parameters,
    })
  })

  it.each<[query: string, value: string]>([
    ['q=a%2Bb', 'a+b'],
    ['q=a+b', 'a b'],
    ['q=a%20b', 'a b'],
    ['q=a&q=b', 'b'],
    ['q=', ''],
  ])('decode the query %s', async (query, value) => {
    expect(await eventOf(greedy, { path: '/a', query })).toMatchObject({ queryStringParameters: { q: value } })
  })
})

describe('a proxy event has exactly these members, as recorded', () => {
  it('at its top and in its context', async () => {
    const event = await eventOf(greedy, { path: '/pets/7' })
    expect(Object.keys(event).sort()).toEqual([
      'body',
      'headers',
      'httpMethod',
      'isBase64Encoded',
      'multiValueHeaders',
      'multiValueQueryStringParameters',
      'path',
      'pathParameters',
      'queryStringParameters',
      'requestContext',
      'resource',
      'stageVariables',
    ])
    const context = event.requestContext as Event
    expect(Object.keys(context).sort()).toEqual([
      'accountId',
      'apiId',
      'deploymentId',
      'domainName',
      'domainPrefix',
      'extendedRequestId',
      'httpMethod',
      'identity',
      'path',
      'protocol',
      'requestId',
      'requestTime',
      'requestTimeEpoch',
      'resourceId',
      'resourcePath',
      'stage',
    ])
    expect(Object.keys(context.identity as Event).sort()).toEqual([
      'accessKey',
      'accountId',
      'caller',
      'cognitoAuthenticationProvider',
      'cognitoAuthenticationType',
      'cognitoIdentityId',
      'cognitoIdentityPoolId',
      'principalOrgId',
      'sourceIp',
      'user',
      'userAgent',
      'userArn',
    ])
  })
})

const dropped = [
  'Connection',
  'Content-Length',
  'Content-MD5',
  'Expect',
  'Max-Forwards',
  'Proxy-Authenticate',
  'Server',
  'TE',
  'Transfer-Encoding',
  'Trailer',
  'Upgrade',
  'WWW-Authenticate',
]

describe('headers that are dropped on entry, as recorded', () => {
  it.each(dropped)('%s', async (name) => {
    const event = await eventOf(greedy, { path: '/a', headers: { [name]: 'x', 'X-Kept': 'y' } })
    expect(event.headers).toMatchObject({ 'X-Kept': 'y' })
    expect(Object.keys(event.headers as Event)).not.toContain(name)
  })
})

/** An API with one method of a kind, and the calls that its back end got. */
function behind(
  type: 'http' | 'http_proxy' | 'aws' | 'aws_proxy' | 'mock',
  requestParameters: Record<string, string>,
  answer: readonly (readonly [string, string])[] = [],
  body: Uint8Array = toBytes('{}'),
) {
  const calls: HttpCall[] = []
  const responseParameters = Object.fromEntries(
    answer.map(([name]) => [`method.response.header.${name}`, `integration.response.header.${name}`]),
  )
  const headers = Object.fromEntries(answer.map(([name]) => [name, { schema: { type: 'string' } }]))
  const uri = type.startsWith('aws') ? functionUri('f') : 'http://localhost/'
  const operation = {
    parameters: [{ name: 'X-In', in: 'header' }],
    responses: { 200: { description: '', headers } },
    'x-amazon-apigateway-integration': {
      type,
      ...(type !== 'mock' && { httpMethod: 'POST', uri }),
      ...(type === 'mock' && { requestTemplates: { 'application/json': '{"statusCode": 200}' } }),
      requestParameters,
      responses: { default: { statusCode: '200', responseParameters } },
    },
  }
  const api = deployApi(documentOf({ '/a': { 'x-amazon-apigateway-any-method': operation } }), {
    functions: { f: () => ({ headers: Object.fromEntries(answer) }) },
    fetch: async (call) => {
      calls.push(call)
      return { kind: 'answer', status: 200, headers: answer, body }
    },
  })
  return { api, calls }
}

describe('headers that may not be mapped to the back end, as recorded', () => {
  const everywhere = ['Content-Length', 'Transfer-Encoding', 'X-Amzn-Trace-Id', 'X-Amzn-Apigateway-Api-Id']
  const services = ['Authorization', 'Connection', 'Expect', 'Proxy-Authenticate', 'TE']
  it.each([
    ...(['http', 'http_proxy', 'aws', 'aws_proxy'] as const).flatMap((type) => everywhere.map((name) => [type, name, 500] as const)),
    ...(['aws', 'aws_proxy'] as const).flatMap((type) => services.map((name) => [type, name, 500] as const)),
    ...(['http', 'http_proxy'] as const).flatMap((type) => ['Authorization', 'X-Other'].map((name) => [type, name, 200] as const)),
    ['aws_proxy', 'X-Other', 200] as const,
  ])('%s: %s is %i', async (type, name, status) => {
    const { api, calls } = behind(type, { [`integration.request.header.${name}`]: "'x'" })
    const answer = await api.call({ method: 'POST', path: '/a' })
    expect(answer.status).toBe(status)
    if (status === 500) expect(api.logs.at(-1)).toContain(`Execution failed due to configuration error: ${name} header already present`)
    else if (type.startsWith('http')) expect(headerOf(calls[0]?.headers ?? [], name)).toBe('x')
  })
})

describe('headers of answers under another name, as recorded', () => {
  const always = ['Connection', 'Content-Length', 'Date', 'Server']
  const mapped = [
    'Authorization',
    'Content-MD5',
    'Expect',
    'Host',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Trailer',
    'Upgrade',
    'User-Agent',
    'WWW-Authenticate',
  ]
  it.each([
    ...(['http', 'http_proxy', 'aws_proxy'] as const).flatMap((type) =>
      always.map((name) => [type, name, `x-amzn-Remapped-${name}`] as const),
    ),
    ...mapped.map((name) => ['http', name, `x-amzn-Remapped-${name}`] as const),
    ...mapped.flatMap((name) => (['http_proxy', 'aws_proxy'] as const).map((type) => [type, name, name] as const)),
    ['http_proxy', 'x-amzn-RequestId', 'x-amzn-Remapped-x-amzn-RequestId'] as const,
  ])('%s: %s comes as %s', async (type, name, shown) => {
    const { api } = behind(type, {}, [[name, 'value']])
    const answer = await api.call({ method: 'POST', path: '/a' })
    expect(answer.headers).toContainEqual([shown, 'value'])
  })

  // Neither a mock nor the call of a function has headers of its own: what is mapped is a constant.
  it.each([
    ...(['mock', 'aws'] as const).flatMap((type) => always.map((name) => [type, name, `x-amzn-Remapped-${name}`] as const)),
    ...mapped.map((name) => ['aws', name, `x-amzn-Remapped-${name}`] as const),
    ...mapped.map((name) => ['mock', name, name] as const),
    ...(['mock', 'aws', 'http'] as const).map((type) => [type, 'Transfer-Encoding', undefined] as const),
  ])('%s: a constant for %s comes as %s', async (type, name, shown) => {
    const operation = {
      responses: { 200: { description: '', headers: { [name]: { schema: { type: 'string' } } } } },
      'x-amazon-apigateway-integration': {
        type,
        ...(type !== 'mock' && { httpMethod: 'POST', uri: type === 'aws' ? functionUri('f') : 'http://localhost/' }),
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        responses: { default: { statusCode: '200', responseParameters: { [`method.response.header.${name}`]: "'value'" } } },
      },
    }
    const api = deployApi(documentOf({ '/a': { get: operation } }), {
      functions: { f: () => ({}) },
      fetch: async () => ({ kind: 'answer', status: 200, headers: [], body: toBytes('{}') }),
    })
    const answer = await api.call({ path: '/a' })
    expect(answer.status).toBe(200)
    expect(answer.headers.filter(([, value]) => value === 'value').map(([key]) => key)).toEqual(shown === undefined ? [] : [shown])
  })

  it.each([
    ['http_proxy', 'Transfer-Encoding'],
    ['http_proxy', 'Content-Encoding'],
    ['http_proxy', 'Via'],
    ['aws_proxy', 'Transfer-Encoding'],
  ] as const)('%s: %s does not come', async (type, name) => {
    const { api } = behind(type, {}, [[name, 'value']])
    expect((await api.call({ method: 'POST', path: '/a' })).headers.map(([key]) => key)).not.toContain(name)
  })
})

describe('the headers of every answer, as recorded', () => {
  it.each([
    ['aws', true],
    ['aws_proxy', true],
    ['http', true],
    ['http_proxy', false],
    ['mock', false],
  ] as const)('%s: ids, and whether the trace is named: %s', async (type, traced) => {
    const { api } = behind(type, {})
    const answer = await api.call({ method: 'POST', path: '/a' })
    expect(answer.status).toBe(200)
    expect(answer.header('x-amzn-RequestId')).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect([answer.header('x-amz-apigw-id'), answer.header('x-amzn-ErrorType')]).toEqual([expect.stringMatching(/.+/), undefined])
    expect(answer.header('X-Amzn-Trace-Id')).toEqual(traced ? expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/) : undefined)
    // An HTTP back end that names no type: one is named for it where its answer is mapped.
    expect(answer.header('Content-Type')).toBe(type === 'http_proxy' ? undefined : 'application/json')
  })
})

describe('the status that a mock is told', () => {
  it.each<[template: string, status: number]>([
    ['{statusCode: 200}', 200],
    ['{"statusCode": 200, "more": [1]}', 200],
    ["{'statusCode': 200}", 200],
    ['{"statusCode": "200"}', 200],
    ['{"statusCode": true}', 500],
    ['{"statusCode": 200.5}', 500],
    ['{"StatusCode": 200}', 500],
    ['[{"statusCode": 200}]', 500],
    ['{}', 500],
    ['statusCode: 200', 500],
  ])('by %s: %i', async (template, status) => {
    const operation = mockOperation('{}')
    operation['x-amazon-apigateway-integration'] = {
      type: 'mock',
      requestTemplates: { 'application/json': template },
      responses: { default: { statusCode: '200' } },
    }
    const api = deployApi(documentOf({ '/a': { get: operation } }))
    expect((await api.call({ path: '/a' })).status).toBe(status)
    if (status === 500) expect(api.logs.at(-1)).toContain('Unable to parse statusCode. It should be an integer')
  })
})

describe('values of a template, as recorded', () => {
  const printed = async (template: string, body: string): Promise<string> =>
    (await deployApi(documentOf({ '/a': { post: mockOperation(template) } })).call({ method: 'POST', path: '/a', body })).body
  // What a mock's response template is given is the request's body no more: the request's template keeps it.
  const kept = async (template: string, body: string): Promise<string> => {
    const operation = mockOperation('$context.responseOverride.kept')
    operation['x-amazon-apigateway-integration'] = {
      type: 'mock',
      requestTemplates: {
        'application/json': `#set($result = $input.path('$'))#set($context.responseOverride.kept = "${template}"){"statusCode": 200}`,
      },
      responses: {
        default: { statusCode: '200', responseTemplates: { 'application/json': '$context.responseOverride.kept' } },
      },
    }
    return (await deployApi(documentOf({ '/a': { post: operation } })).call({ method: 'POST', path: '/a', body })).body
  }

  it.each<[name: string, template: string, body: string, want: string]>([
    ['a reference to nothing prints as nothing', '[$x][$x.y][$result.nested]', '{}', '[][][]'],
    [
      'an object prints as a map of Java',
      '$result',
      '{"bigger":"dict","to":"test","with":"separators"}',
      '{bigger=dict, to=test, with=separators}',
    ],
    ['an array prints as JSON', '$result', '[{"foo":"bar"},1,null,"a"]', '[{"foo":"bar"},1,null,"a"]'],
    ['an array in an object prints as JSON', '$result', '{"foo":[{"nested":"bar"}]}', '{foo=[{"nested":"bar"}]}'],
    ['an object in an object', '$result', '{"a":{"b":{"c":1}}}', '{a={b={c=1}}}'],
    [
      'toString prints alike',
      '$result.toString()|$result.list.toString()',
      '{"list":[{"foo":"bar"}]}',
      '{list=[{"foo":"bar"}]}|[{"foo":"bar"}]',
    ],
    ['an empty list is one', '$result.list', '{"list":[]}', '[]'],
    ['keys keep their order', '$result.keySet()', '{"z":1,"a":2,"10":3,"9":4}', '[z, a, 10, 9]'],
    ['methods of a list', '$result[0] $result.get(1) $result.size() $result.isEmpty() $result.contains(2)', '[1,2]', '1 2 2 false true'],
    ['methods of a map', "$result.get('a') $result.size() $result.containsKey('b') $result.isEmpty()", '{"a":1}', '1 1 false false'],
    [
      'methods of a text',
      "$result.a.replaceAll('b+', 'x') $result.a.split('b').size() $result.a.substring(1, 3) $result.a.toUpperCase() $result.a.indexOf('c') $result.a.length()",
      '{"a":"abbc"}',
      'axc 3 bb ABBC 3 4',
    ],
  ])('%s', async (_, template, body, want) => {
    expect(await kept(template, body)).toBe(want)
  })

  it('what is not there is null and the empty text alike', async () => {
    const template = "#set($r = $input.path('$.nonExisting'))#if($r == $null)null#end #if($r == '')empty#end"
    expect(await printed(template, '')).toBe('null empty')
  })
})

describe('what the parameters of a mapping reach, as recorded', () => {
  it('a function behind aws_proxy gets none of them', async () => {
    const operation = { ...proxyOperation('echo') }
    operation['x-amazon-apigateway-integration'] = {
      ...(operation['x-amazon-apigateway-integration'] as object),
      requestParameters: { 'integration.request.header.X-Mapped': "'x'", 'integration.request.querystring.q': "'y'" },
    }
    const event = await eventOf(documentOf({ '/a': { get: operation } }), { path: '/a' })
    expect([JSON.stringify(event.headers).includes('X-Mapped'), event.queryStringParameters]).toEqual([false, null])
  })

  it('http gets nothing else, and its own headers', async () => {
    const { api, calls } = behind('http', { 'integration.request.header.X-Mapped': 'method.request.header.X-In' })
    await api.call({
      method: 'POST',
      path: '/a',
      query: 'q=1',
      headers: { 'X-In': '1', 'X-Other': '2', 'Content-Type': 'application/json' },
      body: '{}',
    })
    const [call] = calls
    expect([call?.url, headerOf(call?.headers ?? [], 'X-Other')]).toEqual(['http://localhost/', undefined])
    expect(Object.fromEntries(call?.headers ?? [])).toMatchObject({
      Accept: 'application/json',
      'User-Agent': `AmazonAPIGateway_${api.api.id}`,
      'X-Amzn-Apigateway-Api-Id': api.api.id,
      'Content-Type': 'application/json',
      'X-Mapped': '1',
    })
  })

  it.each<[type: 'http' | 'http_proxy', verb: string, contentType: string | undefined]>([
    // Recorded: the back end is called with POST, and the client's own verb decides.
    ['http', 'GET', undefined],
    ['http', 'HEAD', undefined],
    ['http', 'POST', 'text/plain'],
    ['http', 'DELETE', 'text/plain'],
    ['http_proxy', 'GET', 'text/plain'],
  ])('%s of %s without a body sends one of no bytes, and the content type %s', async (type, verb, contentType) => {
    const { api, calls } = behind(type, {})
    await api.call({ method: verb, path: '/a', headers: { 'Content-Type': 'text/plain' } })
    expect([calls[0]?.method, calls[0]?.body, headerOf(calls[0]?.headers ?? [], 'Content-Type')]).toEqual([
      'POST',
      new Uint8Array(),
      contentType,
    ])
  })

  it('http_proxy gets all but a few, and what is mapped goes before what came', async () => {
    const { api, calls } = behind('http_proxy', {
      'integration.request.header.X-In': "'mapped'",
      'integration.request.querystring.q': "'mapped'",
    })
    await api.call({ method: 'POST', path: '/a', query: 'q=1&r=2', headers: { 'X-In': '1', 'X-Other': '2', Via: 'x', Host: 'h' } })
    const [call] = calls
    const headers = call?.headers ?? []
    expect([
      call?.url,
      headerOf(headers, 'X-In'),
      headerOf(headers, 'X-Other'),
      headerOf(headers, 'Via'),
      headerOf(headers, 'Host'),
    ]).toEqual(['http://localhost/?r=2&q=mapped', 'mapped', '2', undefined, undefined])
    expect(headerOf(headers, 'X-Amzn-Apigateway-Api-Id')).toBe(api.api.id)
  })
})

describe('codings of bodies behind http_proxy', () => {
  const plain = '{"name":"Rex"}'
  it.each<[string, (body: string) => Uint8Array]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['unknown', toBytes],
    // What is not what it says comes as it is.
    ['gzip', toBytes],
  ])('the back end is asked for what the client takes, and %s comes plain', async (coding, encode) => {
    const { api, calls } = behind('http_proxy', {}, [['Content-Encoding', coding]], encode(plain))
    const answer = await api.call({ method: 'POST', path: '/a', headers: { 'Accept-Encoding': 'gzip, br' } })
    expect(headerOf(calls[0]?.headers ?? [], 'Accept-Encoding')).toBe('gzip, br')
    expect([answer.body, answer.header('Content-Encoding')]).toEqual([plain, undefined])
  })
})

describe('$context in mapping templates, as recorded', () => {
  const keys = (object: string): string => `#foreach($key in ${object}.keySet())$key #end`
  const values = (object: string, names: readonly string[]): string => names.map((name) => `[$${object}.get("${name}")]`).join('')
  const seen = async (template: string): Promise<string> => {
    const bodies: string[] = []
    const integration = { type: 'http', httpMethod: 'POST', uri: 'http://localhost/', requestTemplates: { 'application/json': template } }
    const api = deployApi(documentOf({ '/sqs': { post: { responses: {}, 'x-amazon-apigateway-integration': integration } } }), {
      fetch: async ({ body }) => {
        bodies.push(toText(body ?? new Uint8Array()))
        return { kind: 'answer', status: 200, headers: [], body: new Uint8Array() }
      },
    })
    await api.call({ method: 'POST', path: '/sqs' })
    return bodies.join()
  }

  it.each<[object: string, names: string]>([
    [
      'context',
      'resourceId resourcePath httpMethod extendedRequestId requestTime path accountId protocol requestOverride stage domainPrefix requestTimeEpoch requestId identity domainName deploymentId responseOverride apiId',
    ],
    [
      'context.identity',
      'cognitoIdentityPoolId accountId cognitoIdentityId caller sourceIp principalOrgId accessKey cognitoAuthenticationType cognitoAuthenticationProvider userArn userAgent user',
    ],
    ['context.requestOverride', 'path header querystring'],
    ['context.responseOverride', 'header'],
    ['context.authorizer', ''],
  ])('%s has the keys %s', async (object, names) => {
    const printed = await seen(keys(`$${object}`))
    expect(printed.trim().split(' ').sort()).toEqual(names.split(' ').sort())
  })

  it('prints what it holds as nothing where that is an object', async () => {
    expect(await seen(values('context', ['identity', 'requestOverride', 'responseOverride', 'resourcePath']))).toBe('[][][][/sqs]')
    expect(await seen(values('context.requestOverride', ['path', 'header', 'querystring']))).toBe('[][][]')
  })

  it('knows the id of a back end once that answered', async () => {
    const template = '[$!context.awsEndpointRequestId]'
    const integration = {
      type: 'aws',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q',
      requestTemplates: { 'application/json': template },
      responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
    }
    const bodies: string[] = []
    const document = documentOf({ '/a': { post: { responses: { 200: {} }, 'x-amazon-apigateway-integration': integration } } })
    const api = deployApi(document, {
      forward: { sqs: 'http://localhost' },
      fetch: async ({ body }) => {
        bodies.push(toText(body ?? new Uint8Array()))
        return { kind: 'answer', status: 200, headers: [['x-amzn-RequestId', 'its-own']], body: new Uint8Array() }
      },
    })
    expect([(await api.call({ method: 'POST', path: '/a' })).body, bodies]).toEqual(['[its-own]', ['[]']])
  })
})

describe('overrides, as recorded', () => {
  const withTemplates = (request: string, response?: string): unknown => {
    const operation = mockOperation('')
    operation['x-amazon-apigateway-integration'] = {
      type: 'mock',
      requestTemplates: { 'application/json': `${request}{"statusCode": 200}` },
      responses: { default: { statusCode: '200', ...(response !== undefined && { responseTemplates: { 'application/json': response } }) } },
    }
    return documentOf({ '/a': { get: operation } })
  }

  it.each<[name: string, request: string, response: string | undefined, want: { status: number; body?: string; header?: string }]>([
    ['of the response in the request template', '#set($context.responseOverride.status = 444)', undefined, { status: 444 }],
    ['of a header in the request template', '#set($context.responseOverride.header.X-A = "1")', undefined, { status: 200, header: '1' }],
    ['by brackets', '#set($context.responseOverride.header["X-A"] = "1")', undefined, { status: 200, header: '1' }],
    ['by put', '$context.responseOverride.header.put("X-A", "1")', undefined, { status: 200, header: '1' }],
    ['of a status that is none', '#set($context.responseOverride.status = 1000)', undefined, { status: 200 }],
    ['of a status that is text', '#set($context.responseOverride.status = "444")', undefined, { status: 200 }],
    [
      'of the request, read in the response',
      '#set($context.requestOverride.path.x = "kept")',
      '$context.requestOverride.path.x',
      { status: 200, body: 'kept' },
    ],
    [
      "under a key of one's own, read in the response",
      '#set($context.requestOverride.mine = "kept")',
      '$context.requestOverride.mine',
      { status: 200, body: 'kept' },
    ],
    [
      'of the response template, last',
      '#set($context.responseOverride.status = 444)',
      '#set($context.responseOverride.status = 445)',
      { status: 445 },
    ],
  ])('%s', async (_, request, response, want) => {
    const answer = await deployApi(withTemplates(request, response)).call({ path: '/a' })
    expect(answer.status).toBe(want.status)
    if (want.body !== undefined) expect(answer.body).toBe(want.body)
    if (want.header !== undefined) expect(answer.header('X-A')).toBe(want.header)
  })
})

describe('gateway responses, as recorded', () => {
  const document = (responses: object): unknown =>
    documentOf({ '/a': { get: mockOperation('{}') } }, { 'x-amazon-apigateway-gateway-responses': responses })
  const own = {
    MISSING_AUTHENTICATION_TOKEN: { statusCode: '404', responseTemplates: { 'application/json': '{"own":$context.error.messageString}' } },
  }
  const usual = {
    DEFAULT_4XX: {
      statusCode: '400',
      responseTemplates: { 'application/json': '{"usual":true}' },
      responseParameters: { 'gatewayresponse.header.X-A': "'1'" },
    },
  }

  it.each<[name: string, responses: object, status: number, body: unknown, header: string | undefined]>([
    ['built in', {}, 403, { message: 'Missing Authentication Token' }, undefined],
    ['of the default', usual, 400, { usual: true }, '1'],
    ['of their type, which then ignores the default', { ...own, ...usual }, 404, { own: 'Missing Authentication Token' }, undefined],
  ])('%s', async (_, responses, status, body, header) => {
    const answer = await deployApi(document(responses)).call({ path: '/nope' })
    expect([answer.status, answer.json, answer.header('X-A')]).toEqual([status, body, header])
  })
})

describe('templates of gateway responses, which are no Velocity', () => {
  it.each<[name: string, template: string, body: string]>([
    ['a variable', '$context.stage $context.identity.sourceIp.', 'dev 127.0.0.1.'],
    [
      'a message and the same as JSON',
      '$context.error.message $context.error.messageString',
      'Missing Authentication Token "Missing Authentication Token"',
    ],
    ['a stage variable', '$stageVariables.color', 'blue'],
    ['a header', '$method.request.header.X-Who', 'me'],
    ['a parameter of the query, the last of several', '$method.request.querystring.q', '2'],
    ['variables without a value', '[$context.authorizer.principalId$stageVariables.none$method.request.path.id]', '[]'],
    ['what holds values and is none', '[$context.identity$context.error]', '[]'],
    ['names that every object has', '[$context.constructor$stageVariables.__proto__$context.stage.length]', '[]'],
    ['a value that looks like a variable', '$method.request.header.X-Sly', '$context.stage'],
    ['directives', '#if(true)a#end #set($a = 1)$a #stop', '#if(true)a#end #set($a = 1)$a #stop'],
    ['what only mapping templates have', "$input.params('q') $util.urlEncode('a b')", "$input.params('q') $util.urlEncode('a b')"],
    ['a page with a script', '<p id="#end">$(x) $$ #</p>', '<p id="#end">$(x) $$ #</p>'],
  ])('%s', async (_, template, body) => {
    const own = { MISSING_AUTHENTICATION_TOKEN: { responseTemplates: { 'text/plain': template } } }
    const api = deployApi(documentOf({ '/a': { get: mockOperation('{}') } }, { 'x-amazon-apigateway-gateway-responses': own }), {
      stageVariables: { color: 'blue' },
    })
    const headers = { 'X-Who': 'me', 'X-Sly': '$context.stage' }
    expect((await api.call({ path: '/nope', query: 'q=1&q=2', headers })).body).toBe(body)
  })
})

describe('bodies of gateway responses to the byte', () => {
  // Recorded by their lengths: 36, 35, 41 and so on after validation, 42, 26 and 23 before.
  const validated = {
    'x-amazon-apigateway-request-validator': 'all',
    parameters: [{ name: 'key', in: 'query', required: true, schema: { type: 'string' } }],
    requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['a'] } } } },
  }
  const http = (extra: object = {}): object => ({
    responses: {},
    'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'POST', uri: 'http://localhost/', ...extra },
  })
  const document = documentOf(
    {
      '/lambda': { post: proxyOperation('echo', validated) },
      '/bad': { post: proxyOperation('bad') },
      '/slow': { post: { ...http(), 'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'POST', uri: 'http://slow/' } } },
      '/gone': { post: http({ uri: 'http://gone/' }) },
      '/keyed': { post: mockOperation('{}', { security: [{ key: [] }] }) },
      '/form': {
        post: {
          responses: {},
          'x-amazon-apigateway-integration': { type: 'mock', passthroughBehavior: 'never', requestTemplates: { 'application/json': '{}' } },
        },
      },
    },
    {
      'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
      components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
    },
  )
  const api = deployApi(document, {
    functions: { ...echo, bad: () => 'no answer' },
    fetch: (call) =>
      Promise.resolve(call.url.startsWith('http://slow') ? { kind: 'timeout' } : { kind: 'unreachable', message: 'nobody listens' }),
  })

  it.each<[path: string, request: Partial<TestRequest>, body: string, traced: boolean]>([
    ['/nowhere', {}, '{"message":"Missing Authentication Token"}', false],
    ['/keyed', {}, '{"message":"Forbidden"}', false],
    ['/lambda', {}, '{"message": "Missing required request parameters: [key]"}', false],
    ['/lambda', { query: 'key=1', body: '{}' }, '{"message": "Invalid request body"}', true],
    ['/form', { headers: { 'Content-Type': 'text/plain' } }, '{"message": "Unsupported Media Type"}', false],
    ['/bad', {}, '{"message": "Internal server error"}', false],
    ['/slow', {}, '{"message": "Endpoint request timed out"}', true],
    ['/gone', {}, '{"message": "Network error communicating with endpoint"}', false],
  ])('%s %j is %s', async (path, request, body, traced) => {
    const answer = await api.call({ method: 'POST', path, ...request })
    expect([answer.body, answer.header('X-Amzn-Trace-Id') !== undefined]).toEqual([body, traced])
  })

  it("are the author's own where there is a template", async () => {
    const responses = { DEFAULT_5XX: { responseTemplates: { 'application/json': '{"message":$context.error.messageString}' } } }
    const own = deployApi(documentOf({ '/bad': { post: proxyOperation('bad') } }, { 'x-amazon-apigateway-gateway-responses': responses }), {
      functions: { bad: () => 'no answer' },
    })
    expect((await own.call({ method: 'POST', path: '/bad' })).body).toBe('{"message":"Internal server error"}')
  })
})

describe('names of missing parameters, in the order of a java.util.HashSet', () => {
  // Answers of public APIs, quoted by their users; the order in which the documents have them is a guess.
  it.each<[location: string, declared: readonly string[], names: readonly string[]]>([
    [
      'query',
      ['service', 'version', 'request', 'typeNames', 'srsName', 'outputFormat', 'cql_filter'],
      ['request', 'srsName', 'typeNames', 'service', 'cql_filter', 'version', 'outputFormat'],
    ],
    ['query', ['dividend', 'divisor'], ['divisor', 'dividend']],
    ['query', ['pi', 'di'], ['di', 'pi']],
    ['header', ['username', 'password'], ['password', 'username']],
  ])('%s %j', async (location, declared, names) => {
    const operation = mockOperation('{}', {
      'x-amazon-apigateway-request-validator': 'all',
      parameters: declared.map((name) => ({ name, in: location, required: true, schema: { type: 'string' } })),
    })
    const validators = { all: { validateRequestBody: false, validateRequestParameters: true } }
    const api = deployApi(documentOf({ '/a': { get: operation } }, { 'x-amazon-apigateway-request-validators': validators }))
    expect((await api.call({ path: '/a' })).json).toEqual({ message: `Missing required request parameters: [${names.join(', ')}]` })
  })
})

describe('a function that is called otherwise than with POST, as recorded', () => {
  it.each(['GET', 'PUT', 'ANY'])('%s is 500', async (httpMethod) => {
    const operation = proxyOperation('echo')
    operation['x-amazon-apigateway-integration'] = { ...(operation['x-amazon-apigateway-integration'] as object), httpMethod }
    const answer = await deployApi(documentOf({ '/a': { get: operation } }), { functions: echo }).call({ path: '/a' })
    expect([answer.status, answer.json]).toEqual([500, { message: 'Internal server error' }])
  })
})
