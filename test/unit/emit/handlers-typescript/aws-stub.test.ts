import ts from 'typescript'
import { describe, expect, it, vi } from 'vitest'
import { type BoundPorts, createStubs } from '../../../../generator/emit/handlers-typescript/stub-file.ts'
import type { OncePort } from '../../../../runtime/typescript/handler/idempotency.ts'
import type { InvokePort } from '../../../../runtime/typescript/handler/invoke.ts'
import type { GetPort } from '../../../../runtime/typescript/handler/settings.ts'

interface Stub {
  readonly invokePort: InvokePort
  readonly getPort: GetPort
  oncePort(table: string): OncePort
}

/** What the stub exports over an SDK. */
function stubOver(sdk: object, bound: BoundPorts): Stub {
  const { outputText } = ts.transpileModule(createStubs().aws(bound), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  })
  const exports = {}
  new Function('exports', 'require', outputText)(exports, () => sdk)
  return exports as Stub
}

/** The port of functions, over an SDK that answers so; and what it was sent. */
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
  return { port: stubOver(sdk, { invokes: true, tables: false }).invokePort, sent }
}

type Item = Readonly<Record<string, unknown>>

interface Put {
  readonly Item: Item & { readonly id: string; readonly until: number }
  readonly ConditionExpression?: string
  readonly ExpressionAttributeValues?: { readonly ':now': number }
}

/** The ports of tables, over an SDK that keeps items by their `id`, and knows the one condition that there is. */
function tablesOver(items: Map<string, Item>): Stub {
  const documents = {
    get: async ({ Key: { id } }: { readonly Key: { readonly id: string } }) => ({ Item: items.get(id) }),
    async put({ Item, ConditionExpression, ExpressionAttributeValues }: Put) {
      const known = items.get(Item.id)
      const now = ExpressionAttributeValues?.[':now'] ?? 0
      if (ConditionExpression !== undefined) expect(ConditionExpression).toBe('attribute_not_exists(id) OR #until < :now')
      if (ConditionExpression !== undefined && known !== undefined && !(Number(known.until) < now))
        throw Object.assign(new Error('The conditional request failed'), { name: 'ConditionalCheckFailedException' })
      items.set(Item.id, Item)
    },
    delete: async ({ Key: { id } }: { readonly Key: { readonly id: string } }) => items.delete(id),
  }
  return stubOver({ DynamoDB: class {}, DynamoDBDocument: { from: () => documents } }, { invokes: false, tables: true })
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

  it('reads items', async () => {
    const { getPort } = tablesOver(new Map([['dev', { id: 'dev', color: 'red' }]]))
    expect(await getPort.get('settings', { id: 'dev' })).toEqual({ id: 'dev', color: 'red' })
    expect(await getPort.get('settings', { id: 'prod' })).toBeUndefined()
  })

  it('runs once, keeps what came of it, and keeps nothing of a run that failed', async () => {
    const items = new Map<string, Item>()
    const port = tablesOver(items).oncePort('answers')
    const run = vi.fn(async () => 'paid')
    expect([await port.once('k', 60, run), await port.once('k', 60, run), run.mock.calls.length]).toEqual(['paid', 'paid', 1])
    await expect(port.once('l', 60, () => Promise.reject(new Error('closed')))).rejects.toThrow('closed')
    expect([...items.keys()]).toEqual(['k'])
  })

  it('runs again where what was kept is over, and refuses while the first still runs, for no longer than a function can', async () => {
    const now = Math.floor(Date.now() / 1000)
    const items = new Map<string, Item>([['k', { id: 'k', until: now - 1, text: 'old' }]])
    const port = tablesOver(items).oncePort('answers')
    const text = await port.once('k', 86_400, async () => {
      expect(Number(items.get('k')?.until) - now).toBeLessThanOrEqual(901)
      await expect(port.once('k', 86_400, async () => 'again')).rejects.toThrow('still being answered')
      return 'new'
    })
    expect([text, await port.once('k', 86_400, async () => 'again')]).toEqual(['new', 'new'])
    expect(Number(items.get('k')?.until) - now).toBeGreaterThanOrEqual(86_400)
  })
})
