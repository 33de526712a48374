import { describe, expect, it } from 'vitest'
import { bindLateBound } from '../../generator/base/bind.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { readSpec } from '../../generator/pipeline.ts'
import { type FunctionsMachine, localBindings, projectFunctions } from '../../generator/project-functions.ts'

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
      [id]: {
        kind: 'module',
        file: `/project/generated/handlers/typescript/functions/${id}.ts`,
        environment: {},
      },
    })
    const { value, unbound } = bindLateBound(uri('OrdersFunction'), localBindings(spec.model))
    expect(value).toContain(`:function:${id}/invocations`)
    expect(unbound).toEqual([])
  })
})

describe('the environment of a function', () => {
  const functionsOf = async (machine?: FunctionsMachine): Promise<unknown> => {
    const environment = { TABLE: '${Table}', QUEUE: { Ref: 'Queue' }, PLACE: '${AWS::Region}/${AWS::AccountId}', MOST: 5 }
    const paths = { '/a': { get: { operationId: 'getA', responses: {}, 'x-apigen-function': { name: 'fn', environment } } } }
    const text = JSON.stringify({ openapi: '3.0.1', info: { title: 'Shop', version: '1' }, paths })
    const spec = await readSpec('a.json', { reader: memoryReader({ 'a.json': text }) }, () => {})
    if (!spec) throw new Error('it cannot be read')
    return Object.values(projectFunctions(spec.model, '/project', machine))[0]
  }

  it('has late-bound values in their places, and texts alone', async () => {
    const machine = { bindings: { Table: 'pets', Queue: 'q' } }
    expect(await functionsOf(machine)).toMatchObject({
      environment: { TABLE: 'pets', QUEUE: 'q', PLACE: 'us-east-1/000000000000', MOST: '5' },
    })
    expect(await functionsOf()).toMatchObject({ environment: { TABLE: '${Table}', QUEUE: '{"Ref":"Queue"}' } })
  })

  it('is overruled by the machine', async () => {
    expect(await functionsOf({ variables: { MOST: '6', MORE: '' } })).toMatchObject({ environment: { MOST: '6', MORE: '' } })
  })
})

describe('a function with code of its own', () => {
  const sources = async (wish: object): Promise<unknown> => {
    const paths = { '/a': { get: { operationId: 'getA', responses: {}, 'x-apigen-function': { name: 'fn', ...wish } } } }
    const text = JSON.stringify({ openapi: '3.0.1', info: { title: 'Shop', version: '1' }, paths })
    const spec = await readSpec('a.json', { reader: memoryReader({ 'a.json': text }) }, () => {})
    if (!spec) throw new Error('it cannot be read')
    return Object.values(projectFunctions(spec.model, '/project'))[0]
  }

  it.each<[name: string, wish: object, want: object]>([
    [
      'in Python',
      { runtime: 'python3.13', handler: 'app.handler' },
      { runtime: 'python3.13', handler: 'app.handler', root: '/project/handlers/python' },
    ],
    [
      'in Python, as generated',
      { runtime: 'python3.13', timeout: 9 },
      {
        runtime: 'python3.13',
        handler: 'generated.handlers.python.functions.shop_fn.handler',
        root: '/project',
        folders: ['generated/handlers/python', 'handlers/python'],
        timeout: 9,
        environment: {},
      },
    ],
    [
      'in Java, built elsewhere',
      { runtime: 'java21', handler: 'shop.Get', code: 'java/target/app.jar', memory: 512, timeout: 9 },
      { runtime: 'java21', handler: 'shop.Get', root: '/project/java/target/app.jar', memory: 512, timeout: 9 },
    ],
    ['of its own program', { runtime: 'provided.al2023', code: 'go' }, { runtime: 'provided.al2023', handler: '', root: '/project/go' }],
    ['for Node.js', { handler: 'src/a.get', code: 'dist' }, { runtime: 'nodejs22.x', handler: 'src/a.get', root: '/project/dist' }],
  ])('%s', async (_, wish, want) => {
    expect(await sources(wish)).toEqual({ kind: 'code', environment: {}, ...want })
  })

  it.each(['../elsewhere', '/etc', 'a/../../b', 'C:\\code', 'a\\..\\..\\b'])('is not run from %s', async (code) => {
    await expect(sources({ runtime: 'python3.13', handler: 'a.b', code })).rejects.toThrow('outside of the project')
  })
})
