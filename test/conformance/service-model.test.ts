import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LAMBDA_SERVED } from '../../runtime/gateway/service/lambda/operations.ts'
import * as apiGateway from '../../runtime/gateway/service/models/api-gateway.ts'
import * as lambda from '../../runtime/gateway/service/models/lambda.ts'
import { OPERATIONS_SERVED } from '../../runtime/gateway/service/operations.ts'
import { conformance } from '../support/conformance.ts'

const folder = conformance('aws-models')

/** Operations of Lambda that are not served: other kinds of code, addresses of functions, and what no function here has. */
const NOT_SERVED = /Layer|CodeSigning|FunctionUrl|ProvisionedConcurrency|RuntimeManagement|RecursionConfig|InvokeAsync/

describe.each([
  ['api-gateway-2015-07-09', apiGateway, OPERATIONS_SERVED, 124],
  ['lambda-2015-03-31', lambda, LAMBDA_SERVED, 68],
] as const)('the table of %s', (model, table, served, count) => {
  it.skipIf(folder === undefined)('says what the model of the service says', async () => {
    const output = join(mkdtempSync(join(tmpdir(), 'apigen-model-')), 'table.ts')
    execFileSync(process.execPath, ['.config/service-models.mjs', join(folder ?? '', `${model}.json`), output])
    expect({ ...((await import(output)) as object) }).toEqual({ ...table })
    rmSync(dirname(output), { recursive: true })
  })

  it('has every operation, served or named here', () => {
    const names = table.OPERATIONS.map(([name]) => name)
    expect(names).toHaveLength(count)
    expect(names.filter((name) => !NOT_SERVED.test(name))).toEqual(Object.keys(served).sort())
  })
})
