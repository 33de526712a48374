import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ENUMS, OPERATIONS, PATTERNS, STRUCTURES } from '../../runtime/gateway/service/models/api-gateway.ts'
import { OPERATIONS_SERVED } from '../../runtime/gateway/service/operations.ts'
import { conformance } from '../support/conformance.ts'

const folder = conformance('aws-models')

describe('the table of API Gateway operations', () => {
  it.skipIf(folder === undefined)('says what the model of the service says', async () => {
    const output = join(mkdtempSync(join(tmpdir(), 'apigen-model-')), 'api-gateway.ts')
    execFileSync(process.execPath, ['.config/service-models.mjs', join(folder ?? '', 'api-gateway-2015-07-09.json'), output])
    expect({ ...((await import(output)) as object) }).toEqual({ OPERATIONS, STRUCTURES, ENUMS, PATTERNS })
    rmSync(dirname(output), { recursive: true })
  })

  it('names every operation that is served', () => {
    const names = OPERATIONS.map(([name]) => name)
    expect(names).toHaveLength(124)
    expect(Object.keys(OPERATIONS_SERVED).filter((name) => !names.includes(name))).toEqual([])
  })
})
