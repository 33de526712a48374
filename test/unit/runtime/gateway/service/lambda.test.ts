import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListAliasesCommand,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListLayersCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGateway, type Gateway } from '../../../../../runtime/gateway/index.ts'
import { zip } from '../../../../support/zip.ts'

const Role = 'arn:aws:iam::000000000000:role/r'
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:fn'
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:queue'
const Code = { ZipFile: zip({ 'index.js': 'exports.handler = async () => 1' }) }
const settings = { Role, Runtime: 'nodejs22.x', Handler: 'index.handler', Code } as const

describe('the control plane of Lambda', () => {
  let gateway: Gateway
  let client: LambdaClient
  beforeEach(async () => {
    gateway = await createGateway()
    const { url } = await gateway.listen({ port: 0 })
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
    client = new LambdaClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 })
    await client.send(new CreateFunctionCommand({ FunctionName: 'fn', ...settings, Tags: { a: 'b' } }))
  })
  afterEach(() => gateway.close())

  it('keeps functions, their code, their configuration and their versions', async () => {
    const FunctionName = 'fn'
    const created = await client.send(new GetFunctionCommand({ FunctionName }))
    expect(created).toMatchObject({
      Configuration: { FunctionArn: ARN, Timeout: 3, MemorySize: 128, State: 'Active', PackageType: 'Zip', Architectures: ['x86_64'] },
      Tags: { a: 'b' },
    })
    const configured = await client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9, MemorySize: 256, Environment: { Variables: { A: '1' } } }),
    )
    expect(configured).toMatchObject({
      Timeout: 9,
      MemorySize: 256,
      Environment: { Variables: { A: '1' } },
      LastUpdateStatus: 'Successful',
    })
    expect((await client.send(new PublishVersionCommand({ FunctionName, Description: 'first' }))).FunctionArn).toBe(`${ARN}:1`)
    const other = zip({ 'index.js': 'exports.handler = async () => 2' })
    const checked = await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: other, DryRun: true }))
    const before = await client.send(new GetFunctionConfigurationCommand({ FunctionName }))
    expect(before.CodeSha256).not.toBe(checked.CodeSha256)
    await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: other, Publish: true }))
    const { Versions } = await client.send(new ListVersionsByFunctionCommand({ FunctionName }))
    expect(Versions?.map(({ Version, Description }) => [Version, Description]).sort()).toEqual([
      ['$LATEST', ''],
      ['1', 'first'],
      ['2', ''],
    ])
    await client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' }))
    await expect(client.send(new GetFunctionCommand({ FunctionName, Qualifier: '1' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${ARN}:1`,
    })
    await client.send(new DeleteFunctionCommand({ FunctionName }))
    expect((await client.send(new ListFunctionsCommand({}))).Functions).toEqual([])
  })

  it('keeps aliases, which hold on to their versions', async () => {
    const FunctionName = 'fn'
    await client.send(new PublishVersionCommand({ FunctionName }))
    const alias = await client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1', Description: 'd' }))
    expect(alias).toMatchObject({ AliasArn: `${ARN}:live`, FunctionVersion: '1', Description: 'd' })
    await expect(client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' }))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    })
    await expect(
      client.send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '$LATEST', RevisionId: 'old' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailedException', $metadata: { httpStatusCode: 412 } })
    await client.send(
      new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '$LATEST', RevisionId: String(alias.RevisionId) }),
    )
    expect((await client.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).FunctionVersion).toBe('$LATEST')
    expect((await client.send(new ListAliasesCommand({ FunctionName, FunctionVersion: '1' }))).Aliases).toEqual([])
    expect((await client.send(new ListAliasesCommand({ FunctionName }))).Aliases).toHaveLength(1)
    await client.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }))
    await expect(client.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Cannot find alias arn: ${ARN}:live`,
    })
  })

  it('keeps permissions as a policy', async () => {
    const permission = { FunctionName: 'fn', StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' }
    const SourceArn = 'arn:aws:execute-api:us-east-1:000000000000:api/*/GET/pets'
    await client.send(new AddPermissionCommand({ ...permission, SourceArn }))
    await expect(client.send(new AddPermissionCommand(permission))).rejects.toMatchObject({ name: 'ResourceConflictException' })
    const { Policy } = await client.send(new GetPolicyCommand({ FunctionName: 'fn' }))
    expect(JSON.parse(String(Policy))).toEqual({
      Version: '2012-10-17',
      Id: 'default',
      Statement: [
        {
          Sid: 's',
          Effect: 'Allow',
          Principal: { Service: 'apigateway.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Resource: ARN,
          Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } },
        },
      ],
    })
    await client.send(new RemovePermissionCommand({ FunctionName: 'fn', StatementId: 's' }))
    await expect(client.send(new GetPolicyCommand({ FunctionName: 'fn' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('invokes at once, as an event, and not at all', async () => {
    const statuses: unknown[] = []
    for (const InvocationType of ['RequestResponse', 'Event', 'DryRun'] as const) {
      const { StatusCode, Payload } = await client.send(new InvokeCommand({ FunctionName: 'fn', InvocationType }))
      statuses.push([InvocationType, StatusCode, Buffer.from(Payload ?? []).toString()])
    }
    expect(statuses).toEqual([
      ['RequestResponse', 200, '1'],
      ['Event', 202, ''],
      ['DryRun', 204, ''],
    ])
    await expect(client.send(new InvokeCommand({ FunctionName: 'gone', InvocationType: 'DryRun' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('keeps tags', async () => {
    await client.send(new TagResourceCommand({ Resource: ARN, Tags: { c: 'd', e: 'f' } }))
    await client.send(new UntagResourceCommand({ Resource: ARN, TagKeys: ['a', 'e'] }))
    expect((await client.send(new ListTagsCommand({ Resource: ARN }))).Tags).toEqual({ c: 'd' })
    await expect(client.send(new ListTagsCommand({ Resource: `${ARN}:live` }))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    })
    const elsewhere = ARN.replace('us-east-1', 'eu-west-1')
    await expect(client.send(new ListTagsCommand({ Resource: elsewhere }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('keeps event source mappings as records', async () => {
    const created = await client.send(
      new CreateEventSourceMappingCommand({ FunctionName: 'fn', EventSourceArn: QUEUE, Tags: { a: 'b' }, FunctionResponseTypes: [] }),
    )
    const UUID = String(created.UUID)
    expect(created).toMatchObject({ State: 'Creating', BatchSize: 10, FunctionArn: ARN, EventSourceArn: QUEUE })
    expect((await client.send(new ListTagsCommand({ Resource: String(created.EventSourceMappingArn) }))).Tags).toEqual({ a: 'b' })
    await expect(client.send(new CreateEventSourceMappingCommand({ FunctionName: 'fn', EventSourceArn: QUEUE }))).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: expect.stringContaining(UUID),
    })
    await expect(client.send(new CreateEventSourceMappingCommand({ FunctionName: 'gone', EventSourceArn: QUEUE }))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Function does not exist',
    })
    await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false, BatchSize: 5 }))
    expect(await client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({ State: 'Disabled', BatchSize: 5, UUID })
    const listed = async (query: object) => (await client.send(new ListEventSourceMappingsCommand(query))).EventSourceMappings?.length
    expect([
      await listed({ FunctionName: 'fn' }),
      await listed({ FunctionName: 'other' }),
      await listed({ EventSourceArn: QUEUE }),
    ]).toEqual([1, 0, 1])
    expect((await client.send(new DeleteEventSourceMappingCommand({ UUID }))).State).toBe('Deleting')
    await expect(client.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('answers lists in pages, and what an account uses', async () => {
    for (const name of ['b', 'c']) await client.send(new CreateFunctionCommand({ FunctionName: name, ...settings }))
    const first = await client.send(new ListFunctionsCommand({ MaxItems: 2 }))
    const second = await client.send(new ListFunctionsCommand({ MaxItems: 2, Marker: first.NextMarker }))
    expect([first, second].map(({ Functions }) => Functions?.map(({ FunctionName }) => FunctionName))).toEqual([['fn', 'b'], ['c']])
    expect(second.NextMarker).toBeUndefined()
    await client.send(new PublishVersionCommand({ FunctionName: 'b' }))
    const all = await client.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }))
    expect(all.Functions?.map(({ FunctionName, Version }) => `${FunctionName}:${Version}`)).toContain('b:1')
    await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'fn', MaximumRetryAttempts: 0 }))
    const configs = await client.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName: 'fn' }))
    expect(configs.FunctionEventInvokeConfigs).toHaveLength(1)
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'fn', ReservedConcurrentExecutions: 100 }))
    expect(await client.send(new GetAccountSettingsCommand({}))).toMatchObject({
      AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 },
      AccountUsage: { FunctionCount: 3, TotalCodeSize: 4 * Code.ZipFile.length },
    })
  })

  it.each<[name: string, more: object, message: string]>([
    [
      'a role that is none',
      { Role: 'r' },
      "1 validation error detected: Value 'r' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
    ],
    [
      'too long a time',
      { Timeout: 901 },
      "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    [
      'too little memory',
      { MemorySize: 1 },
      "1 validation error detected: Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    ],
    [
      'an architecture that is none',
      { Architectures: ['z80'] },
      "1 validation error detected: Value '[z80]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64]]",
    ],
  ])('refuses %s', async (_, more, message) => {
    const refused = client.send(new CreateFunctionCommand({ FunctionName: 'new', ...settings, ...more }))
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException', message })
  })

  it('says by its name what it does not serve', async () => {
    await expect(client.send(new ListLayersCommand({}))).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: expect.stringMatching(/^ListLayers is not supported by this gateway\./),
    })
  })
})
