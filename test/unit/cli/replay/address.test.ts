import { describe, expect, it } from 'vitest'
import type { Context } from '../../../../generator/cli/context.ts'
import { addressOf } from '../../../../generator/cli/replay/address.ts'
import type { StageSettings } from '../../../../generator/model/settings.ts'

const at = (
  flags: Readonly<Record<string, string>>,
  { named = false, settings, env = {} }: { named?: boolean; settings?: StageSettings; env?: Readonly<Record<string, string>> } = {},
): string | undefined => addressOf({ host: { env } } as Context, { args: [], flags }, { name: 'prod', settings }, named)?.url

describe('where a recording is replayed', () => {
  const known: StageSettings = { apiId: 'abc', region: 'eu-west-1' }
  it.each<[name: string, found: () => string | undefined, want: string | undefined]>([
    ['nothing was said: the spec in this process', () => at({}), undefined],
    ['the default stage, which the config knows: still in this process', () => at({}, { settings: known }), undefined],
    [
      'a stage that the config knows, named',
      () => at({}, { named: true, settings: known }),
      'https://abc.execute-api.eu-west-1.amazonaws.com/prod',
    ],
    ['a stage that the config knows nothing of, named', () => at({}, { named: true }), undefined],
    [
      'flags before the config',
      () => at({ apiId: 'xyz', region: 'cn-north-1' }, { settings: known }),
      'https://xyz.execute-api.cn-north-1.amazonaws.com.cn/prod',
    ],
    [
      'the region of the environment',
      () => at({ apiId: 'xyz' }, { env: { AWS_REGION: 'us-east-2' } }),
      'https://xyz.execute-api.us-east-2.amazonaws.com/prod',
    ],
    [
      'another gateway',
      () => at({ apiId: 'xyz', endpointUrl: 'http://localhost:4566/' }),
      'http://localhost:4566/_aws/execute-api/xyz/prod',
    ],
    [
      'a domain name of the API, with its base path',
      () => at({ endpointUrl: 'https://api.example.com/v1/' }),
      'https://api.example.com/v1',
    ],
    [
      'the gateway of the stage',
      () => at({}, { named: true, settings: { ...known, endpointUrl: 'http://localhost:1' } }),
      'http://localhost:1/_aws/execute-api/abc/prod',
    ],
  ])('%s', (_, found, want) => {
    expect(found()).toBe(want)
  })

  it.each<[said: string, find: () => unknown]>([
    ['which API', () => at({ region: 'eu-west-1' })],
    ['in which region', () => at({ apiId: 'xyz' })],
    ['no address', () => at({ apiId: 'xyz', endpointUrl: 'nowhere' })],
  ])('says that it is not known: %s', (said, find) => {
    expect(find).toThrow(said)
  })
})
