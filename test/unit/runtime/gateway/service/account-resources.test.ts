import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Client, createClient, text } from '../../../../conformance/support/client.ts'
import { below, newMockApi } from '../../../../conformance/support/replay.ts'

const messageOf = async (answer: Promise<{ status: number; body: unknown }>): Promise<readonly [number, unknown]> => {
  const { status, body } = await answer
  return [status, (body as { message?: string }).message]
}

describe('what an account has beside its APIs', () => {
  let client: Client
  let close: () => Promise<void>
  beforeEach(async () => {
    ;({ client, close } = await createClient())
  })
  afterEach(() => close())

  it('keeps domain names with their base path mappings', async () => {
    const api = await newMockApi(client)
    await api.post('/deployments', { stageName: 'dev' })
    const domain = {
      domainName: 'api.example.com',
      endpointConfiguration: { types: ['REGIONAL'] },
      regionalCertificateArn: 'arn:aws:acm:a',
    }
    const created = await client('POST', '/domainnames', domain)
    expect(created).toMatchObject({ status: 201, body: { ...domain, domainNameStatus: 'AVAILABLE', securityPolicy: 'TLS_1_2' } })
    const calls = below(client, '/domainnames/api.example.com')
    expect((await calls.patch('', ['replace', '/securityPolicy', 'TLS_1_0'])).body).toMatchObject({ securityPolicy: 'TLS_1_0' })

    const mapping = { restApiId: api.id, stage: 'dev' }
    expect((await calls.post('/basepathmappings', mapping)).body).toEqual({ basePath: '(none)', ...mapping })
    expect((await calls.patch('/basepathmappings/(none)', ['replace', '/basePath', 'v1'])).body).toEqual({ basePath: 'v1', ...mapping })
    expect((await calls.get('/basepathmappings')).body).toEqual({ item: [{ basePath: 'v1', ...mapping }] })
    expect((await calls.delete('/basepathmappings/v1')).status).toBe(202)
    expect((await calls.delete()).status).toBe(202)
    expect((await client('GET', '/domainnames')).body).toEqual({ item: [] })
  })

  it.each<[name: string, method: string, path: string, body: object | undefined, want: readonly [number, string]]>([
    ['a domain that is not there', 'GET', '/domainnames/a.b', undefined, [404, 'Invalid domain name identifier specified']],
    ['a name that is none', 'POST', '/domainnames', { domainName: 'a b' }, [400, 'Invalid domain name specified: a b']],
    [
      'a name that is there',
      'POST',
      '/domainnames',
      { domainName: 'x.example.com' },
      [400, 'The domain name you provided already exists.'],
    ],
    [
      'a mapping that is not there',
      'GET',
      '/domainnames/x.example.com/basepathmappings/a',
      undefined,
      [404, 'Invalid base path mapping identifier specified'],
    ],
    [
      'a mapping of an API that is not there',
      'POST',
      '/domainnames/x.example.com/basepathmappings',
      { restApiId: 'nowhere' },
      [400, 'Invalid REST API identifier specified'],
    ],
    [
      'a mapping of several segments',
      'POST',
      '/domainnames/x.example.com/basepathmappings',
      { restApiId: 'nowhere', basePath: 'a/b' },
      [
        400,
        "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
      ],
    ],
    [
      'a certificate that is not there',
      'GET',
      '/clientcertificates/a',
      undefined,
      [404, 'Invalid Client Certificate identifier specified'],
    ],
  ])('refuses %s', async (_, method, path, body, want) => {
    await client('POST', '/domainnames', { domainName: 'x.example.com' })
    expect(await messageOf(client(method, path, body))).toEqual(want)
  })

  it('lets an API go only when no domain leads to it', async () => {
    const api = await newMockApi(client)
    await api.post('/deployments', { stageName: 'dev' })
    await client('POST', '/domainnames', { domainName: 'x.example.com' })
    await client('POST', '/domainnames/x.example.com/basepathmappings', { restApiId: api.id, stage: 'dev' })
    expect(await messageOf(api.delete())).toEqual([
      400,
      `Deleting RestApi ${api.id} failed. Please remove all base path mappings related to the RestApi in your domains: x.example.com`,
    ])
    await client('DELETE', '/domainnames/x.example.com/basepathmappings/(none)')
    expect((await api.delete()).status).toBe(202)
  })

  it('keeps a usage plan while it has stages, which leave it when they are deleted', async () => {
    const api = await newMockApi(client)
    for (const stageName of ['dev', 'prod']) await api.post('/deployments', { stageName })
    const apiStages = ['dev', 'prod'].map((stage) => ({ apiId: api.id, stage }))
    const plan = below(client, `/usageplans/${text(await client('POST', '/usageplans', { name: 'plan', apiStages }), 'id')}`)
    const { id } = (await plan.get()).body as { id: string }
    await api.delete('/stages/dev')
    expect((await plan.get()).body).toMatchObject({ apiStages: [{ apiId: api.id, stage: 'prod' }] })
    expect(await messageOf(plan.delete())).toEqual([
      400,
      `Cannot delete Usage Plan ${id} because there are API Stages associated with it, including ${api.id}:prod`,
    ])
    await api.delete()
    expect((await plan.get()).body).toMatchObject({ apiStages: [] })
    expect((await plan.delete()).status).toBe(202)
  })

  it('has no private domain names, and so no access associations', async () => {
    const domain = { domainName: 'p.example.com', endpointConfiguration: { types: ['PRIVATE'] } }
    expect((await client('POST', '/domainnames', domain)).status).toBe(501)
    expect((await client('GET', '/domainnameaccessassociations')).body).toEqual({ item: [] })
    const domainNameArn = 'arn:aws:apigateway:us-east-1:111111111111:/domainnames/p.example.com+a'
    const association = { domainNameArn, accessAssociationSourceType: 'VPCE', accessAssociationSource: 'vpce-1' }
    expect(await messageOf(client('POST', '/domainnameaccessassociations', association))).toEqual([
      404,
      'Invalid domain name identifier specified',
    ])
    const query = `domainNameAccessAssociationArn=a&domainNameArn=${domainNameArn.replace('+', '%2B')}`
    expect((await client('POST', `/rejectdomainnameaccessassociations?${query}`)).status).toBe(404)
  })

  it('makes client certificates that other programs read', async () => {
    const created = await client('POST', '/clientcertificates', { description: 'mine' })
    const { pemEncodedCertificate, createdDate, expirationDate } = created.body as Record<string, string | number>
    const certificate = new X509Certificate(String(pemEncodedCertificate))
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.subject.split('\n')).toContain('CN=ApiGateway')
    expect([Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]).toEqual([
      Number(createdDate) * 1000,
      Number(expirationDate) * 1000,
    ])
    const calls = below(client, `/clientcertificates/${text(created, 'clientCertificateId')}`)
    expect((await calls.patch('', ['replace', '/description', 'ours'])).body).toMatchObject({ description: 'ours' })
    const api = await newMockApi(client)
    await api.post('/deployments', { stageName: 'dev' })
    await api.patch('/stages/dev', ['replace', '/clientCertificateId', text(created, 'clientCertificateId')])
    expect((await calls.delete()).status).toBe(400)
    await api.delete('/stages/dev')
    expect((await calls.delete()).status).toBe(202)
  })

  it('imports API keys from a file, in any order of columns, quoted or not', async () => {
    const plan = text(await client('POST', '/usageplans', { name: 'plan' }), 'id')
    const file = [
      'name,KEY,Description,Enabled,UsagePlanIds',
      `first,aaaaaaaaaaaaaaaaaaaa,"one, with ""quotes""",TRUE,"${plan},nowhere"`,
      '',
      'second,short,,false,',
    ].join('\r\n')
    const imported = await client('POST', '/apikeys?mode=import&format=csv', file)
    const [id] = (imported.body as { ids: string[] }).ids
    expect(imported.body).toEqual({
      ids: [id],
      warnings: ['Line 2: Invalid Usage Plan ID specified', 'Line 3: API Key value should be at least 20 characters'],
    })
    expect((await client('GET', `/apikeys/${id}?includeValue=true`)).body).toMatchObject({
      name: 'first',
      value: 'aaaaaaaaaaaaaaaaaaaa',
      description: 'one, with "quotes"',
      enabled: true,
    })
    expect((await client('GET', `/usageplans/${plan}/keys`)).body).toMatchObject({ item: [{ id }] })
    expect(await messageOf(client('POST', '/apikeys?mode=import&format=csv&failonwarnings=true', file))).toEqual([
      400,
      'Warnings found during import:\n\tLine 2: API Key already exists\n\tLine 3: API Key value should be at least 20 characters',
    ])
    expect(((await client('GET', '/apikeys')).body as { item: unknown[] }).item).toHaveLength(1)
  })

  it('keeps a VPC link that an integration uses', async () => {
    const arn = 'arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/net/a/b'
    const id = text(await client('POST', '/vpclinks', { name: 'l', targetArns: [arn], tags: { a: 'b' } }), 'id')
    const api = await newMockApi(client)
    const integration = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://a.b/', connectionType: 'VPC_LINK', connectionId: id }
    await api.put(`/resources/${api.root}/methods/GET/integration`, integration)
    expect((await client('DELETE', `/vpclinks/${id}`)).status).toBe(400)
    const tags = `/tags/${encodeURIComponent(`arn:aws:apigateway:us-east-1::/vpclinks/${id}`)}`
    await client('PUT', tags, { tags: { c: 'd' } })
    expect((await client('GET', tags)).body).toEqual({ tags: { a: 'b', c: 'd' } })
    await api.delete()
    expect((await client('DELETE', `/vpclinks/${id}`)).status).toBe(202)
  })
})
