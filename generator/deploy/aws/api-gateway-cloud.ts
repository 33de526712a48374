import type { APIGatewayClient, APIGatewayClientConfig, PatchOperation } from '@aws-sdk/client-api-gateway'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Cloud, CloudApi, CloudStage, StageChange } from '../cloud.ts'

/** Where and as whom to call. */
export interface CloudOptions {
  readonly endpointUrl?: string
  readonly region?: string
  /** Sends requests in another way than over a socket: the embedded gateway in this process. */
  readonly requestHandler?: NonNullable<APIGatewayClientConfig['requestHandler']>
  /** In place of the credential chain: for an endpoint that wants none. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
  readonly version: string
}

/** API Gateway's control plane through the AWS SDK, which is loaded here and nowhere else. */
export async function apiGatewayCloud(options: CloudOptions): Promise<Cloud> {
  const sdk = await import('@aws-sdk/client-api-gateway')
  // The control plane allows few calls a second, and one that is throttled has to wait longer than the SDK's default of three tries.
  const config: APIGatewayClientConfig = {
    maxAttempts: 8,
    retryMode: 'adaptive',
    customUserAgent: [['apigen', options.version]],
    ...(options.endpointUrl !== undefined && { endpoint: options.endpointUrl }),
    ...(options.region !== undefined && { region: options.region }),
    ...(options.requestHandler !== undefined && { requestHandler: options.requestHandler }),
    ...(options.credentials !== undefined && { credentials: options.credentials }),
  }
  const client: APIGatewayClient = new sdk.APIGatewayClient(config)
  const place = options.endpointUrl ?? options.region ?? 'AWS'
  // Nobody listens there, and eight tries at it would only take longer. Without the cause, by which the SDK would know it as worth a retry.
  client.middlewareStack.add(
    (next) => async (given) => {
      try {
        return await next(given)
      } catch (error) {
        if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'ECONNREFUSED')
          throw new ApigenFailure('remote', `${place} cannot be reached: nobody listens there.`, UNREACHABLE)
        throw error
      }
    },
    { step: 'deserialize', name: 'apigenRefused', priority: 'low' },
  )

  async function call<T>(what: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (error) {
      throw translate(error, what, place)
    }
  }
  const orMissing = async <T>(what: string, action: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await action()
    } catch (error) {
      if (error instanceof sdk.NotFoundException) return undefined
      throw translate(error, what, place)
    }
  }
  const apiOf = (api: { id?: string | undefined; name?: string | undefined; tags?: Record<string, string> | undefined }): CloudApi => ({
    id: api.id ?? '',
    name: api.name ?? '',
    tags: api.tags ?? {},
  })

  return {
    place,
    listApis: () =>
      call('list the APIs', async () => {
        const apis: CloudApi[] = []
        for await (const page of sdk.paginateGetRestApis({ client }, { limit: 500 })) apis.push(...(page.items ?? []).map(apiOf))
        return apis
      }),
    getApi: (id) => orMissing(`read the API ${id}`, async () => apiOf(await client.send(new sdk.GetRestApiCommand({ restApiId: id })))),
    getStage: (apiId, name) =>
      orMissing(`read the stage ${name}`, async (): Promise<CloudStage> => {
        const stage = await client.send(new sdk.GetStageCommand({ restApiId: apiId, stageName: name }))
        return { name, deploymentId: stage.deploymentId ?? '', variables: stage.variables ?? {} }
      }),
    exportStage: (apiId, stage, { type, accepts, extensions }) =>
      orMissing(`export the stage ${stage}`, async () => {
        const { body } = await client.send(
          new sdk.GetExportCommand({
            restApiId: apiId,
            stageName: stage,
            exportType: type,
            accepts,
            ...(extensions.length > 0 && { parameters: { extensions: extensions.join(',') } }),
          }),
        )
        return new TextDecoder().decode(body)
      }),
    importApi: (body, tags) =>
      call('import the document', async () => {
        const api = await client.send(
          new sdk.ImportRestApiCommand({
            body: new TextEncoder().encode(body),
            failOnWarnings: true,
            parameters: { endpointConfigurationTypes: 'REGIONAL' },
          }),
        )
        const id = api.id ?? ''
        const identity = `arn:aws:apigateway:${await client.config.region()}::/restapis/${id}`
        if (Object.keys(tags).length > 0) {
          try {
            await client.send(new sdk.TagResourceCommand({ resourceArn: identity, tags: { ...tags } }))
          } catch (cause) {
            // Without its tag the next import would not know it and create another.
            const failed = translate(cause, 'tag the API', place)
            throw new ApigenFailure(
              'remote',
              `The API \`${id}\` was created but not tagged: ${failed instanceof Error ? failed.message : String(failed)}`,
              { help: `Go on with --api-id ${id}, or delete that API and import again.`, cause },
            )
          }
        }
        return { id }
      }),
    putApi: (apiId, body) =>
      call('put the document', async () => {
        await client.send(
          new sdk.PutRestApiCommand({ restApiId: apiId, mode: 'overwrite', failOnWarnings: true, body: new TextEncoder().encode(body) }),
        )
      }),
    createDeployment: (apiId, description) =>
      call('create a deployment', async () => {
        const deployment = await client.send(new sdk.CreateDeploymentCommand({ restApiId: apiId, description }))
        return { id: deployment.id ?? '' }
      }),
    createStage: (apiId, name, change) =>
      call(`create the stage ${name}`, async () => {
        await client.send(
          new sdk.CreateStageCommand({
            restApiId: apiId,
            stageName: name,
            deploymentId: change.deploymentId,
            variables: { ...change.set },
          }),
        )
      }),
    updateStage: (apiId, name, change) =>
      call(`update the stage ${name}`, async () => {
        await client.send(new sdk.UpdateStageCommand({ restApiId: apiId, stageName: name, patchOperations: patchesOf(change) }))
      }),
  }
}

function patchesOf({ deploymentId, set, remove }: StageChange): PatchOperation[] {
  return [
    { op: 'replace', path: '/deploymentId', value: deploymentId },
    ...Object.entries(set).map(([name, value]): PatchOperation => ({ op: 'replace', path: `/variables/${name}`, value })),
    ...remove.map((name): PatchOperation => ({ op: 'remove', path: `/variables/${name}` })),
  ]
}

const UNREACHABLE = { help: 'Check --endpoint-url, --region and the network.' } as const

/** A failure of the SDK, as a sentence with a way on. */
function translate(cause: unknown, what: string, place: string): unknown {
  if (cause instanceof ApigenFailure || !(cause instanceof Error)) return cause
  const name = cause.name
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  const text = cause.message
  const failure = (message: string, help: string): ApigenFailure => new ApigenFailure('remote', message, { help, cause })
  if (name === 'CredentialsProviderError')
    return failure(
      `There are no AWS credentials to ${what} with.`,
      'Set AWS_PROFILE or --profile, sign in, or use --local for the embedded gateway.',
    )
  if (/ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature/.test(name))
    return failure(`The AWS credentials are not accepted (${name}).`, 'Sign in again, or choose another --profile.')
  if (/AccessDenied|Unauthorized|Forbidden/.test(name))
    return failure(
      `AWS does not allow these credentials to ${what}: ${text}`,
      'generated/policies/deployer.json holds the rights that are needed.',
    )
  if (/TooManyRequests|LimitExceeded|Throttl/.test(name))
    return failure(
      `AWS is throttling: it did not let us ${what} in time.`,
      'Wait a minute and run the command again; it goes on where it stopped.',
    )
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|EHOSTUNREACH/.test(`${code} ${text}`))
    return failure(`${place} cannot be reached to ${what}.`, UNREACHABLE.help)
  if (/region/i.test(text) && /missing|resolve/i.test(text))
    return failure('No AWS region is set.', 'Give --region, or set AWS_REGION or the profile.')
  if (name === 'BadRequestException')
    return failure(`API Gateway refuses to ${what}:\n${text}`, 'apigen lint shows the places in the spec.')
  if (name === 'ConflictException')
    return failure(
      `Somebody else is changing the API, so it was not possible to ${what}: ${text}`,
      'Run the command again when the other change is through.',
    )
  if ('$metadata' in cause)
    return failure(`API Gateway failed to ${what} (${name}): ${text}`, 'Run the command again; if it stays, look at the AWS health page.')
  return cause
}
