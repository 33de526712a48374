import { describe, expect, it } from 'vitest'
import { bindLateBound } from '../../generator/base/bind.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { readSpec } from '../../generator/pipeline.ts'
import { localBindings, projectFunctions } from '../../generator/project-functions.ts'

const uri = (name: string) => ({
  'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}.Arn}/invocations`,
})
const operation = (name: string) => ({
  responses: {},
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: uri(name) },
})
const document = {
  openapi: '3.0.1',
  info: { title: 'Shop', version: '1' },
  paths: { '/orders': { get: operation('OrdersFunction'), post: operation('OrdersFunction') } },
}

describe('a spec that names its functions by their logical ids', () => {
  it('runs on the embedded gateway with the functions of the project', async () => {
    const spec = await readSpec('a.json', { reader: memoryReader({ 'a.json': JSON.stringify(document) }) }, () => {})
    if (!spec) throw new Error('it cannot be read')
    const functions = projectFunctions(spec.model, '/project')
    const [id = ''] = Object.keys(functions)
    expect(functions).toEqual({
      [id]: { kind: 'module', file: `/project/generated/handlers/typescript/functions/${id}.ts`, environment: {} },
    })
    const { value, unbound } = bindLateBound(uri('OrdersFunction'), localBindings(spec.model))
    expect(value).toContain(`:function:${id}/invocations`)
    expect(unbound).toEqual([])
  })
})
