import { describe, expect, it } from 'vitest'
import { type AroundFunction, aroundFunction } from '../../../../../runtime/typescript/handler/around-function.ts'
import type { LambdaContext } from '../../../../../runtime/typescript/handler/context.ts'
import type { LambdaHandler } from '../../../../../runtime/typescript/handler/serve.ts'

const lambda = { awsRequestId: 'r', functionName: 'f', invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => 1 } as LambdaContext
const handler: LambdaHandler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })

describe('functions around a function', () => {
  it('run from the outside in and back, and may wait', async () => {
    const seen: string[] = []
    const named =
      (name: string): AroundFunction =>
      async (event, context, next) => {
        await Promise.resolve()
        seen.push(`${name} ${JSON.stringify(event)} ${context.awsRequestId}`)
        const result = await next()
        seen.push(name)
        return result
      }
    expect(await aroundFunction(handler, [named('a'), named('b')])({ n: 1 }, lambda)).toEqual({ statusCode: 200, body: '{"n":1}' })
    expect(seen).toEqual(['a {"n":1} r', 'b {"n":1} r', 'b', 'a'])
  })

  it('may give the result, or fail the function', async () => {
    const closed: AroundFunction = async () => ({ statusCode: 503 })
    expect(await aroundFunction(handler, [closed])({}, lambda)).toEqual({ statusCode: 503 })
    const broken: AroundFunction = () => {
      throw new Error('closed')
    }
    await expect(aroundFunction(handler, [broken])({}, lambda)).rejects.toThrow('closed')
  })

  it('are not asked of what keeps a function warm', async () => {
    const never: AroundFunction = () => Promise.reject(new Error('asked'))
    expect(await aroundFunction(async () => null, [never])({ apigen: 'keep-warm' }, lambda)).toBeNull()
  })

  it('cost nothing where there are none', () => {
    expect(aroundFunction(handler, [])).toBe(handler)
  })
})
