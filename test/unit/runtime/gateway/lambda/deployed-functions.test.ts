import { describe, expect, it } from 'vitest'
import { createDeployedFunctions } from '../../../../../runtime/gateway/lambda/deployed-functions.ts'
import { createFunctionRunner } from '../../../../../runtime/gateway/lambda/function-runner.ts'
import { unzip } from '../../../../../runtime/gateway/lambda/unzip.ts'
import { createMemoryStore } from '../../../../../runtime/gateway/store/memory-store.ts'
import { emptyState, type FunctionVersion, type LambdaFunction } from '../../../../../runtime/gateway/store/state.ts'
import { zip } from '../../../../support/zip.ts'

const texts = (archive: Uint8Array): Record<string, string> =>
  Object.fromEntries(unzip(archive).map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]))

describe('a zip file', () => {
  it.each(['store', 'deflate'] as const)('is read (%s)', (method) => {
    const files = { 'index.mjs': 'export {}', 'lib/é.js': 'x'.repeat(10_000), empty: '' }
    expect(texts(zip(files, method))).toEqual(files)
  })

  it.each<[name: string, archive: Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['no zip', new TextEncoder().encode('hello'.repeat(100))],
    ['half of one', zip({ 'a.js': 'x'.repeat(1000) }, 'store').subarray(0, 500)],
    ['a file above', zip({ '../a.js': '' })],
    ['an absolute path', zip({ '/etc/a.js': '' })],
    ['a drive', zip({ 'C:\\a.js': '' })],
    ['backslashes', zip({ 'a\\..\\..\\b.js': '' })],
  ])('that is %s is refused', (_, archive) => {
    expect(() => unzip(archive)).toThrow(/zip file|outside of its folder/)
  })

  it('that lies about its size is refused', () => {
    const archive = Buffer.from(zip({ 'a.js': 'x'.repeat(100_000) }))
    const directory = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    archive.writeUInt32LE(10, directory + 24)
    expect(() => unzip(archive)).toThrow('zip file')
  })
})

const version: FunctionVersion = {
  version: '$LATEST',
  runtime: 'nodejs22.x',
  handler: 'src/index.run',
  role: '',
  description: '',
  timeout: 5,
  memorySize: 256,
  ephemeralStorage: 512,
  architectures: [],
  environment: { COLOR: 'blue' },
  codeSha256: 'code+1/a=',
  codeSize: 1,
  lastModified: '',
  revisionId: '',
}

const fn: LambdaFunction = {
  name: 'fn',
  versions: { $LATEST: version, '1': { ...version, version: '1', runtime: 'python3.12' } },
  published: 1,
  aliases: { dev: { name: 'dev', functionVersion: '$LATEST', description: '', revisionId: '' } },
  permissions: {
    '': [
      {
        sid: 's',
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        sourceArn: 'arn:aws:execute-api:us-east-1:0:api/*/GET/pets/*',
      },
    ],
    dev: [{ sid: 's', action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com' }],
  },
  tags: {},
}

describe('a deployed function', () => {
  it('runs from its zip file', async () => {
    const store = createMemoryStore({ ...emptyState(), functions: { fn } })
    await store.writeBlob(
      version.codeSha256,
      zip({
        'src/index.js': 'exports.run = async (event) => [event, process.env.COLOR, require("./lib.js")]',
        'src/lib.js': 'module.exports = 7',
      }),
    )
    const functions = createDeployedFunctions(store)
    const runner = createFunctionRunner({ region: 'us-east-1', log: () => undefined })
    const found = await functions.find('fn', 'dev')
    if (found === undefined) throw new Error('not found')
    const outcome = await runner.invoke(found.source, {
      name: 'fn',
      arn: 'arn',
      version: found.version,
      requestId: 'r',
      payload: '{"a":1}',
    })
    await runner.close()
    await functions.close()
    expect(outcome).toMatchObject({ kind: 'result', payload: '[{"a":1},"blue",7]' })
  })

  it('is not there under another name', async () => {
    const functions = createDeployedFunctions(createMemoryStore({ ...emptyState(), functions: { fn } }))
    expect(await functions.find('constructor', undefined)).toBeUndefined()
    expect(await functions.find('fn', '9')).toBeUndefined()
    await expect(functions.find('fn', undefined)).rejects.toThrow('is gone')
  })

  it.each<[name: string, qualifier: string | undefined, arn: string, want: boolean]>([
    ['the method', undefined, 'arn:aws:execute-api:us-east-1:0:api/dev/GET/pets/7', true],
    ['another method', undefined, 'arn:aws:execute-api:us-east-1:0:api/dev/POST/pets/7', false],
    ['another principal', 'dev', 'arn:aws:execute-api:us-east-1:0:api/dev/GET/pets/7', false],
    ['no policy', '1', 'arn:aws:execute-api:us-east-1:0:api/dev/GET/pets/7', false],
  ])('may be called: %s', (_, qualifier, arn, want) => {
    const functions = createDeployedFunctions(createMemoryStore({ ...emptyState(), functions: { fn } }))
    expect(functions.isAllowed('fn', qualifier, [arn])).toBe(want)
  })
})
