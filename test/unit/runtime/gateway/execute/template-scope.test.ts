import { expect, it } from 'vitest'
import { createExchange, type RoutedExchange, withRoute } from '../../../../../runtime/gateway/execute/exchange.ts'
import { templateScope } from '../../../../../runtime/gateway/execute/template-scope.ts'
import type { HeaderList } from '../../../../../runtime/gateway/http.ts'
import { compileTemplate, renderTemplate } from '../../../../../runtime/gateway/velocity/index.ts'

let ids = 0
const ports = { uuid: () => `${String(++ids).padStart(8, '0')}-1111-4111-8111-111111111111`, now: () => Date.UTC(2026, 10, 28, 9, 5, 1) }

interface Sender {
  readonly headers?: HeaderList
  readonly sourceIp?: string
  readonly domainName?: string
  readonly isTest?: boolean
}

function exchangeOf({ headers = [], sourceIp = '::1', domainName = 'a.example.com', isTest = false }: Sender = {}): RoutedExchange {
  const request = { method: 'GET', path: '/a', query: '', headers, body: new Uint8Array(), sourceIp }
  const stage = { stageName: 'dev', deploymentId: 'd1', tracingEnabled: true }
  const target = { api: { id: 'api1' }, stage, path: '/a', domainName, accountId: '1', canary: 'canary', ...(isTest && { tested: {} }) }
  const route = { resource: { id: 'r1', path: '/a' }, method: {}, pathParameters: {} }
  return withRoute(createExchange(request, target as never, ports as never), route as never)
}

function render(template: string, exchange: RoutedExchange): string {
  return renderTemplate(compileTemplate(template), templateScope(exchange, { authorizer: { tenant: 'a' } }, '')).output
}

it('has each text of $context by itself as in the whole', () => {
  const scope = templateScope(exchangeOf({ headers: [['User-Agent', 'test']] }), {}, '')
  const { context } = scope
  const texts = Object.keys(context).filter((name) => scope.contextText?.(name) !== undefined)
  expect(texts.length).toBeGreaterThan(14)
  for (const name of texts) expect([name, scope.contextText?.(name)]).toEqual([name, context[name]])
  for (const name of ['identity', 'requestOverride', 'constructor', '__proto__', '']) expect(scope.contextText?.(name)).toBeUndefined()
})

it('shows the same $context to whoever read a text of it before', () => {
  const all = '#foreach($name in $context.keySet())$name=$context.get($name) #end$context.identity.sourceIp'
  const exchange = exchangeOf()
  expect(render(`$context.stage ${all}`, exchange)).toBe(`dev ${render(all, exchange)}`)
  expect(render('$context.apiId#set($context.apiId = "b")$context.apiId $context.stage $context.size()', exchange)).toBe('api1b dev 21')
})

it('has the headers of each request, whoever sent the same ones before', () => {
  const headers: HeaderList = [
    ['X-One', 'a'],
    ['x-one', 'b'],
    ['X-Amzn-Trace-Id', 'none'],
  ]
  const all = '#foreach($name in $input.params().header.keySet())$name=$input.params().header.get($name) #end'
  const seen = new Set<string>()
  for (const sender of [{}, {}, { sourceIp: '::2' }, { domainName: 'b.example.com' }, { isTest: true }, {}]) {
    const exchange = exchangeOf({ headers, ...sender })
    const shown = render(all, exchange)
    const last = new Map(exchange.headers.map(([name, value]) => [name === 'x-one' ? 'X-One' : name, value]))
    expect(shown).toBe([...last].map(([name, value]) => `${name}=${value} `).join(''))
    seen.add(shown)
  }
  expect(seen.size).toBe(6)
})
