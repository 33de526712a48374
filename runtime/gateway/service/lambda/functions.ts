import { createHash } from 'node:crypto'
import { asObject, type JsonObject, own, withEntry, withoutEntry } from '../../json.ts'
import type { FunctionVersion, LambdaFunction } from '../../store/state.ts'
import type { Call, Operation } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { flag, text, textList, texts } from '../input.ts'
import { findFunction, findVersion, functionArn, withFunction } from './find.ts'
import { checkRevision, page, within } from './input.ts'

/** A version as Lambda answers it. */
export function viewVersion(call: Call, name: string, version: FunctionVersion, qualified: boolean): JsonObject {
  return {
    FunctionName: name,
    FunctionArn: functionArn(call, name, qualified ? version.version : undefined),
    Runtime: version.runtime,
    Role: version.role,
    Handler: version.handler,
    CodeSize: version.codeSize,
    Description: version.description,
    Timeout: version.timeout,
    MemorySize: version.memorySize,
    LastModified: version.lastModified,
    CodeSha256: version.codeSha256,
    Version: version.version,
    ...(Object.keys(version.environment).length > 0 && { Environment: { Variables: version.environment } }),
    ...(version.deadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: version.deadLetterArn } }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: version.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: version.architectures,
    EphemeralStorage: { Size: version.ephemeralStorage },
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message, 400)
}

async function storeCode(call: Call, zip: string | undefined): Promise<Pick<FunctionVersion, 'codeSha256' | 'codeSize'>> {
  if (zip === undefined || zip === '') throw invalid('Only a ZipFile is supported as code here: S3 objects and container images are not.')
  const bytes = Buffer.from(zip, 'base64')
  if (bytes.length < 4 || bytes.readUInt32LE(0) !== 0x04034b50)
    throw invalid('Could not unzip uploaded file. Please check your file, then try to upload again.')
  const codeSha256 = createHash('sha256').update(bytes).digest('base64')
  await call.world.writeBlob(codeSha256, bytes)
  return { codeSha256, codeSize: bytes.length }
}

function stamp(call: Call): Pick<FunctionVersion, 'lastModified' | 'revisionId'> {
  return { lastModified: new Date(call.world.now()).toISOString().replace('Z', '+0000'), revisionId: call.world.ids.next(32) }
}

const NAME = /^[a-zA-Z0-9-_]{1,64}$/

export const createFunction: Operation = async (call) => {
  const { body } = call
  const name = (text(body, 'FunctionName') ?? '').split(':').at(-1) ?? ''
  if (!NAME.test(name))
    throw invalid(
      `Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9-_]{1,64}`,
    )
  if (own(call.state.functions, name) !== undefined) {
    throw new ServiceError('ResourceConflictException', `Function already exist: ${name}`, 409)
  }
  const code = await storeCode(call, text(asObject(own(body, 'Code')), 'ZipFile'))
  const latest: FunctionVersion = {
    version: '$LATEST',
    runtime: text(body, 'Runtime') ?? '',
    handler: text(body, 'Handler') ?? '',
    role: text(body, 'Role') ?? '',
    description: text(body, 'Description') ?? '',
    timeout: within(body, 'Timeout', 1, 900) ?? 3,
    memorySize: within(body, 'MemorySize', 128, 10_240) ?? 128,
    ephemeralStorage: within(asObject(own(body, 'EphemeralStorage')), 'Size', 512, 10_240) ?? 512,
    architectures: architectures(body),
    environment: texts(asObject(own(body, 'Environment')), 'Variables') ?? {},
    ...deadLetter(body, undefined),
    ...code,
    ...stamp(call),
  }
  const created: LambdaFunction = {
    name,
    versions: { $LATEST: latest },
    published: 0,
    aliases: {},
    permissions: {},
    tags: texts(body, 'Tags') ?? {},
  }
  if (flag(body, 'Publish') !== true) {
    return { body: viewVersion(call, name, latest, false), next: withFunction(call.state, created) }
  }
  const { changed, version } = publish(call, created)
  return { body: viewVersion(call, name, version, true), next: withFunction(call.state, changed) }
}

/** An empty ARN takes it away. */
function deadLetter(body: JsonObject, before: string | undefined): Pick<FunctionVersion, 'deadLetterArn'> {
  const arn = text(asObject(own(body, 'DeadLetterConfig')), 'TargetArn') ?? before
  return arn === undefined || arn === '' ? {} : { deadLetterArn: arn }
}

function architectures(body: JsonObject): readonly string[] {
  const list = textList(body, 'Architectures')
  return list.length > 0 ? list : ['x86_64']
}

/** A version of what `$LATEST` is; the last one again where nothing changed since, as Lambda does. */
function publish(call: Call, found: LambdaFunction, description?: string): { changed: LambdaFunction; version: FunctionVersion } {
  const latest = findVersion(call, found, undefined)
  const last = own(found.versions, String(found.published))
  if (last !== undefined && last.revisionId === latest.revisionId) return { changed: found, version: last }
  const number = String(found.published + 1)
  const version: FunctionVersion = { ...latest, version: number, description: description ?? latest.description }
  return { changed: { ...found, published: found.published + 1, versions: withEntry(found.versions, number, version) }, version }
}

export const publishVersion: Operation = (call) => {
  const { found } = findFunction(call)
  const latest = findVersion(call, found, undefined)
  checkRevision(call, latest.revisionId)
  const expected = text(call.body, 'CodeSha256')
  if (expected !== undefined && expected !== latest.codeSha256) {
    throw invalid(
      `CodeSHA256 (${expected}) is different from current CodeSHA256 in $LATEST (${latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    )
  }
  const { changed, version } = publish(call, found, text(call.body, 'Description'))
  return { body: viewVersion(call, found.name, version, true), next: withFunction(call.state, changed) }
}

export const getFunction: Operation = (call) => {
  const { found, qualifier } = findFunction(call)
  const version = findVersion(call, found, qualifier)
  return {
    body: {
      Configuration: viewVersion(call, found.name, version, qualifier !== undefined),
      Code: { RepositoryType: 'S3' },
      ...(found.reservedConcurrency !== undefined && { Concurrency: { ReservedConcurrentExecutions: found.reservedConcurrency } }),
      ...(Object.keys(found.tags).length > 0 && { Tags: found.tags }),
    },
  }
}

export const getFunctionConfiguration: Operation = (call) => {
  const { found, qualifier } = findFunction(call)
  return { body: viewVersion(call, found.name, findVersion(call, found, qualifier), qualifier !== undefined) }
}

export const updateFunctionCode: Operation = async (call) => {
  const { found } = findFunction(call)
  const latest = findVersion(call, found, undefined)
  checkRevision(call, latest.revisionId)
  const code = await storeCode(call, text(call.body, 'ZipFile'))
  const given = textList(call.body, 'Architectures')
  const version: FunctionVersion = { ...latest, ...(given.length > 0 && { architectures: given }), ...code, ...stamp(call) }
  const changed: LambdaFunction = { ...found, versions: withEntry(found.versions, '$LATEST', version) }
  if (flag(call.body, 'DryRun') === true) return { body: viewVersion(call, found.name, version, false) }
  if (flag(call.body, 'Publish') !== true) {
    return { body: viewVersion(call, found.name, version, false), next: withFunction(call.state, changed) }
  }
  const published = publish(call, changed)
  return { body: viewVersion(call, found.name, published.version, true), next: withFunction(call.state, published.changed) }
}

export const updateFunctionConfiguration: Operation = (call) => {
  const { body } = call
  const { found } = findFunction(call)
  const latest = findVersion(call, found, undefined)
  checkRevision(call, latest.revisionId)
  const { deadLetterArn: _, ...kept } = latest
  const version: FunctionVersion = {
    ...kept,
    runtime: text(body, 'Runtime') ?? latest.runtime,
    handler: text(body, 'Handler') ?? latest.handler,
    role: text(body, 'Role') ?? latest.role,
    description: text(body, 'Description') ?? latest.description,
    timeout: within(body, 'Timeout', 1, 900) ?? latest.timeout,
    memorySize: within(body, 'MemorySize', 128, 10_240) ?? latest.memorySize,
    ephemeralStorage: within(asObject(own(body, 'EphemeralStorage')), 'Size', 512, 10_240) ?? latest.ephemeralStorage,
    environment: texts(asObject(own(body, 'Environment')), 'Variables') ?? latest.environment,
    ...deadLetter(body, latest.deadLetterArn),
    ...stamp(call),
  }
  const changed: LambdaFunction = { ...found, versions: withEntry(found.versions, '$LATEST', version) }
  return { body: viewVersion(call, found.name, version, false), next: withFunction(call.state, changed) }
}

/** A function as a whole, or one of its versions, which no alias may need. */
export const deleteFunction: Operation = (call) => {
  const { found, qualifier } = findFunction(call)
  if (qualifier !== undefined) return { next: withFunction(call.state, withoutVersion(call, found, qualifier)) }
  return { next: { ...call.state, functions: withoutEntry(call.state.functions, found.name) } }
}

function withoutVersion(call: Call, found: LambdaFunction, qualifier: string): LambdaFunction {
  const { version } = findVersion(call, found, qualifier)
  if (version === '$LATEST') throw invalid('$LATEST version cannot be deleted without deleting the function.')
  const using = Object.values(found.aliases).find(({ functionVersion, weights = {} }) => functionVersion === version || version in weights)
  if (using !== undefined) {
    const message = `Version ${version} cannot be deleted: the alias ${functionArn(call, found.name, using.name)} points to it`
    throw new ServiceError('ResourceConflictException', message, 409)
  }
  return { ...found, versions: withoutEntry(found.versions, version) }
}

export const listFunctions: Operation = (call) => {
  const all = call.query.get('FunctionVersion') === 'ALL'
  const listed = Object.values(call.state.functions).flatMap((found) => {
    const versions = all ? Object.values(found.versions) : [findVersion(call, found, undefined)]
    return versions.map((version) => viewVersion(call, found.name, version, all))
  })
  return { body: page(call, 'Functions', listed) }
}

export const listVersions: Operation = (call) => {
  const { found } = findFunction(call)
  const versions = Object.values(found.versions).map((version) => viewVersion(call, found.name, version, true))
  return { body: page(call, 'Versions', versions) }
}
