import type {
  CloudFunction,
  CloudVersion,
  FunctionCloud,
  FunctionConfiguration,
  FunctionPermission,
} from '../../generator/deploy/functions/function-cloud.ts'

/** A configuration for tests. */
export const CONFIGURATION: FunctionConfiguration = {
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  role: 'arn:aws:iam::123456789012:role/r',
  memory: 128,
  timeout: 29,
  ephemeralStorage: 512,
  architecture: 'x86_64',
  environment: {},
}

/** Functions in memory that keep what they are given, as Lambda would, and a list of the calls that change something. */
export interface FakeFunctions extends FunctionCloud {
  /** `updateCode a`, in order; those that failed are among them. */
  readonly calls: readonly string[]
  /** Lets the next call of these words fail: `before` it takes effect, or after it did. */
  fail(call: string, error: Error, when?: 'before' | 'after'): void
}

interface Kept {
  latest: CloudVersion
  readonly tags: Readonly<Record<string, string>>
  readonly versions: CloudVersion[]
  readonly aliases: Map<string, string>
  permissions: FunctionPermission[]
}

/** Makes an empty cloud. Code is known by its first byte. */
export function fakeFunctions(): FakeFunctions {
  const known = new Map<string, Kept>()
  const calls: string[] = []
  const failures: { readonly call: string; readonly error: Error; readonly when: 'before' | 'after' }[] = []
  const at = (name: string): Kept => known.get(name) as Kept
  const change = async <T>(call: string, action: () => T): Promise<T> => {
    calls.push(call)
    const failure = failures.find((one) => one.call === call)
    if (failure) failures.splice(failures.indexOf(failure), 1)
    if (failure?.when === 'before') throw failure.error
    const result = action()
    if (failure) throw failure.error
    return result
  }
  const arnOf = (name: string): string => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`
  const viewOf = (name: string, { latest, tags }: Kept): CloudFunction => ({ arn: arnOf(name), latest, tags })
  return {
    place: 'eu-west-1',
    calls,
    fail: (call, error, when = 'before') => void failures.push({ call, error, when }),
    region: async () => 'eu-west-1',
    account: async () => undefined,
    getFunction: async (name) => {
      const found = known.get(name)
      return found && viewOf(name, found)
    },
    getAlias: async (name, alias) => at(name).versions.find(({ version }) => version === at(name).aliases.get(alias)),
    getAliasArn: async (name, alias) => (known.get(name)?.aliases.has(alias) === true ? `${arnOf(name)}:${alias}` : undefined),
    listPermissions: async (name) => at(name).permissions,
    createFunction: (name, configuration, zip, tags) =>
      change(`createFunction ${name}`, () => {
        const latest = { configuration, codeSha256: codeOf(zip), version: '$LATEST' }
        known.set(name, { latest, tags, versions: [], aliases: new Map(), permissions: [] })
        return { arn: arnOf(name) }
      }),
    updateCode: (name, zip, architecture) =>
      change(`updateCode ${name}`, () => {
        const { configuration, version } = at(name).latest
        at(name).latest = { version, codeSha256: codeOf(zip), configuration: { ...configuration, architecture } }
      }),
    updateConfiguration: (name, configuration) =>
      change(`updateConfiguration ${name}`, () => {
        at(name).latest = { ...at(name).latest, configuration }
      }),
    publishVersion: (name) =>
      change(`publishVersion ${name}`, () => {
        const version = String(at(name).versions.length + 1)
        at(name).versions.push({ ...at(name).latest, version })
        return { version }
      }),
    createAlias: (name, alias, version) => change(`createAlias ${name} ${version}`, () => void at(name).aliases.set(alias, version)),
    updateAlias: (name, alias, version) => change(`updateAlias ${name} ${version}`, () => void at(name).aliases.set(alias, version)),
    deleteAlias: (name, alias) => change(`deleteAlias ${name}`, () => void at(name).aliases.delete(alias)),
    addPermission: (name, _, permission) =>
      change(`addPermission ${name} ${permission.id}`, () => {
        at(name).permissions = [...at(name).permissions, permission]
      }),
    removePermission: (name, _, id) =>
      change(`removePermission ${name} ${id}`, () => {
        at(name).permissions = at(name).permissions.filter((one) => one.id !== id)
      }),
  }
}

/** What stands for the SHA-256 of code. */
export function codeOf(zip: Uint8Array): string {
  return `code ${zip[0] ?? ''}`
}
