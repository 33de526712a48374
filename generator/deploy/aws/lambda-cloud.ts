import type { LambdaClient, FunctionConfiguration as SdkConfiguration } from '@aws-sdk/client-lambda'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { asArray, asObject, asString, type Json } from '../../base/json.ts'
import type { CloudVersion, FunctionCloud, FunctionConfiguration, FunctionPermission } from '../functions/function-cloud.ts'
import { atOnce, LAMBDA_RATES, turns } from '../rates.ts'
import { retry } from '../retry.ts'
import { type CloudOptions, connect, refuseChanges } from './connection.ts'
import { failureOf, verdictOf } from './failures.ts'
import { lambdaSdk } from './sdk.ts'

/** How often a function is looked at until a change of it is through: five minutes. */
const MOST_LOOKS = 300
const BETWEEN_LOOKS = 1000

/** Lambda's control plane through the AWS SDK, which is loaded here and nowhere else. */
export async function lambdaCloud(options: CloudOptions): Promise<FunctionCloud> {
  const sdk = lambdaSdk()
  const { config, place, clock, stopped } = connect(options)
  const client: LambdaClient = new sdk.LambdaClient(config)
  if (options.calls === 'reading') client.middlewareStack.add(refuseChanges, { step: 'build' })

  const turn = (options.service ?? 'aws') === 'aws' ? turns(clock, LAMBDA_RATES) : atOnce

  async function call<T>(what: string, repeats: 'repeatable' | 'once', action: () => Promise<T>): Promise<T> {
    try {
      return await retry(clock, {
        repeatable: repeats === 'repeatable',
        async action() {
          await turn('')
          return action()
        },
        judge: verdictOf,
        stopped,
      })
    } catch (error) {
      throw failureOf(error, what, place, 'Lambda')
    }
  }
  const orMissing = <T>(what: string, action: () => Promise<T>): Promise<T | undefined> =>
    call(what, 'repeatable', async () => {
      try {
        return await action()
      } catch (error) {
        if (error instanceof sdk.ResourceNotFoundException) return undefined
        throw error
      }
    })

  /** A function is made and changed behind the answer; until that is done Lambda refuses the next change. */
  async function settled(name: string): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      const found = await call(`read the function ${name}`, 'repeatable', () =>
        client.send(new sdk.GetFunctionConfigurationCommand({ FunctionName: name })),
      )
      const { State = 'Active', LastUpdateStatus = 'Successful', StateReason, LastUpdateStatusReason } = found
      if (State === 'Failed' || LastUpdateStatus === 'Failed')
        throw new ApigenFailure(
          'remote',
          `Lambda could not set up \`${name}\`: ${LastUpdateStatusReason ?? StateReason ?? 'no reason given'}`,
          {
            help: 'Mend that and run the command again.',
          },
        )
      if (State !== 'Pending' && LastUpdateStatus !== 'InProgress') return
      await clock.sleep(BETWEEN_LOOKS)
    }
    throw new ApigenFailure('remote', `Lambda did not finish the change of \`${name}\` in five minutes.`, {
      help: 'Run the command again when it has.',
    })
  }

  return {
    place,
    region: () => client.config.region().catch((error: unknown) => Promise.reject(failureOf(error, 'deploy', place, 'Lambda'))),
    async account() {
      try {
        return (await client.config.credentials()).accountId
      } catch (error) {
        throw failureOf(error, 'deploy', place, 'Lambda')
      }
    },
    getFunction: (name) =>
      orMissing(`read the function ${name}`, async () => {
        const { Configuration = {}, Tags = {} } = await client.send(new sdk.GetFunctionCommand({ FunctionName: name }))
        return { arn: (Configuration.FunctionArn ?? '').split(':').slice(0, 7).join(':'), latest: versionOf(Configuration), tags: Tags }
      }),
    getAlias: (name, alias) =>
      orMissing(`read the alias ${name}:${alias}`, async () => {
        // The configuration of a qualified function has the version, but with weights perhaps another one than the alias names.
        const { FunctionVersion } = await client.send(new sdk.GetAliasCommand({ FunctionName: name, Name: alias }))
        return versionOf(await client.send(new sdk.GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: FunctionVersion })))
      }),
    getAliasArn: (name, alias) =>
      orMissing(`read the alias ${name}:${alias}`, async () => {
        const { AliasArn = '' } = await client.send(new sdk.GetAliasCommand({ FunctionName: name, Name: alias }))
        return AliasArn
      }),
    async listPermissions(name, alias) {
      const found = await orMissing(`read the policy of ${name}:${alias}`, () =>
        client.send(new sdk.GetPolicyCommand({ FunctionName: name, Qualifier: alias })),
      )
      return found?.Policy === undefined ? [] : permissionsOf(found.Policy)
    },
    async createFunction(name, configuration, zip, tags) {
      const { FunctionArn = '' } = await call(`create the function ${name}`, 'once', () =>
        client.send(
          new sdk.CreateFunctionCommand({
            FunctionName: name,
            ...settingsOf(configuration),
            Architectures: [configuration.architecture],
            Code: { ZipFile: zip },
            Tags: { ...tags },
          }),
        ),
      )
      await settled(name)
      return { arn: FunctionArn }
    },
    async updateCode(name, zip, architecture) {
      await call(`upload the code of ${name}`, 'repeatable', () =>
        client.send(new sdk.UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip, Architectures: [architecture] })),
      )
      await settled(name)
    },
    async updateConfiguration(name, configuration) {
      await call(`configure ${name}`, 'repeatable', () =>
        client.send(new sdk.UpdateFunctionConfigurationCommand({ FunctionName: name, ...settingsOf(configuration) })),
      )
      await settled(name)
    },
    publishVersion: (name, codeSha256) =>
      // Without a change since the last version Lambda answers with that one, so that this may be asked twice.
      call(`publish a version of ${name}`, 'repeatable', async () => {
        const { Version = '' } = await client.send(new sdk.PublishVersionCommand({ FunctionName: name, CodeSha256: codeSha256 }))
        return { version: Version }
      }),
    createAlias: (name, alias, version) =>
      call(`create the alias ${name}:${alias}`, 'once', async () => {
        await client.send(new sdk.CreateAliasCommand({ FunctionName: name, Name: alias, FunctionVersion: version }))
      }),
    updateAlias: (name, alias, version) =>
      call(`move the alias ${name}:${alias}`, 'repeatable', async () => {
        // Weights of an earlier canary would go on sending callers to its version.
        const RoutingConfig = { AdditionalVersionWeights: {} }
        await client.send(new sdk.UpdateAliasCommand({ FunctionName: name, Name: alias, FunctionVersion: version, RoutingConfig }))
      }),
    deleteAlias: async (name, alias) => {
      await orMissing(`delete the alias ${name}:${alias}`, () =>
        client.send(new sdk.DeleteAliasCommand({ FunctionName: name, Name: alias })),
      )
    },
    addPermission: (name, alias, { id, action, principal, sourceArn, sourceAccount }) =>
      call(`give the permission ${id} of ${name}:${alias}`, 'once', async () => {
        await client.send(
          new sdk.AddPermissionCommand({
            FunctionName: name,
            Qualifier: alias,
            StatementId: id,
            Action: action,
            Principal: principal,
            SourceArn: sourceArn,
            SourceAccount: sourceAccount,
          }),
        )
      }),
    removePermission: async (name, alias, id) => {
      await orMissing(`remove the permission ${id} of ${name}:${alias}`, () =>
        client.send(new sdk.RemovePermissionCommand({ FunctionName: name, Qualifier: alias, StatementId: id })),
      )
    },
  }
}

function settingsOf({ runtime, handler, role, memory, timeout, ephemeralStorage, environment }: FunctionConfiguration) {
  return {
    // The SDK knows the runtimes of its day by name.
    Runtime: runtime as NonNullable<SdkConfiguration['Runtime']>,
    Handler: handler,
    Role: role,
    MemorySize: memory,
    Timeout: timeout,
    EphemeralStorage: { Size: ephemeralStorage },
    Environment: { Variables: { ...environment } },
  }
}

function versionOf(found: SdkConfiguration): CloudVersion {
  return {
    version: found.Version ?? '$LATEST',
    codeSha256: found.CodeSha256 ?? '',
    configuration: {
      runtime: found.Runtime ?? '',
      handler: found.Handler ?? '',
      role: found.Role ?? '',
      memory: found.MemorySize ?? 128,
      timeout: found.Timeout ?? 3,
      ephemeralStorage: found.EphemeralStorage?.Size ?? 512,
      architecture: found.Architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64',
      environment: found.Environment?.Variables ?? {},
    },
  }
}

/** The statements of a resource policy that one call of `AddPermission` made. */
function permissionsOf(policy: string): FunctionPermission[] {
  return asArray(asObject(JSON.parse(policy)).Statement).flatMap((item: Json): FunctionPermission[] => {
    const { Sid, Action, Principal, Condition } = asObject(item)
    const id = asString(Sid)
    if (id === undefined) return []
    const { Service, AWS } = asObject(Principal)
    const sourceArn = asString(asObject(asObject(Condition).ArnLike)['AWS:SourceArn'])
    const sourceAccount = asString(asObject(asObject(Condition).StringEquals)['AWS:SourceAccount'])
    return [
      {
        id,
        action: asString(Action) ?? '',
        principal: asString(Principal) ?? asString(Service) ?? asString(AWS) ?? '',
        ...(sourceArn !== undefined && { sourceArn }),
        ...(sourceAccount !== undefined && { sourceAccount }),
      },
    ]
  })
}
