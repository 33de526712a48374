import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { createStubs } from '../../../../generator/emit/handlers-typescript/stub-file.ts'
import type { InvokePort } from '../../../../runtime/typescript/handler/invoke.ts'

/** The port of the stub, over an SDK that answers so; and what it was sent. */
function portOver(answer: { readonly FunctionError?: string; readonly Payload?: Uint8Array }): { port: InvokePort; sent: unknown[] } {
  const sent: unknown[] = []
  const sdk = {
    InvokeCommand: class {
      readonly input: unknown
      constructor(input: unknown) {
        this.input = input
      }
    },
    LambdaClient: class {
      async send({ input }: { readonly input: unknown }): Promise<unknown> {
        sent.push(input)
        return answer
      }
    },
  }
  const { outputText } = ts.transpileModule(createStubs().aws(), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  })
  const exports: { invokePort?: InvokePort } = {}
  new Function('exports', 'require', outputText)(exports, () => sdk)
  if (exports.invokePort === undefined) throw new Error('the stub exports no port')
  return { port: exports.invokePort, sent }
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('the stub of the SDK', () => {
  it('calls a function with JSON and gives what it returned', async () => {
    const { port, sent } = portOver({ Payload: bytes('{"price":7}') })
    expect(await port.invoke('shop-price', { metadata: {}, data: 1 })).toEqual({ price: 7 })
    expect(sent).toEqual([{ FunctionName: 'shop-price', Payload: '{"metadata":{},"data":1}' }])
  })

  it('gives nothing where nothing was returned', async () => {
    expect(await portOver({}).port.invoke('f', {})).toBeUndefined()
  })

  it('throws what the function failed with', async () => {
    const { port } = portOver({ FunctionError: 'Unhandled', Payload: bytes('{"errorMessage":"closed"}') })
    await expect(port.invoke('shop-price', {})).rejects.toThrow('The function shop-price failed: {"errorMessage":"closed"}')
  })
})
