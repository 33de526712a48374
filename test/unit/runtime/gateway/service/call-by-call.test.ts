import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createClient, text } from '../../../../conformance/support/client.ts'
import { below } from '../../../../conformance/support/replay.ts'
import { recreateApi } from '../../../../support/recreate-api.ts'

describe('an API that is made with single calls', () => {
  it.each<[name: string, file: string]>([
    ['the petstore', 'examples/petstore/generated/gateway/openapi.json'],
    ['orders', 'test/golden/orders/expected/generated/gateway/openapi.json'],
    ['integrations with services', 'test/golden/services/expected/generated/gateway/openapi.json'],
    ['every kind of schema', 'test/golden/schemas/expected/generated/gateway/openapi.json'],
    ['custom integrations', 'test/golden/custom-integration/expected/generated/gateway/openapi.json'],
  ])('%s exports to the document of the imported one', async (_, file) => {
    const { client, close } = await createClient()
    const imported = text(await client('POST', '/restapis?mode=import', readFileSync(file, 'utf8')), 'id')
    const made = await recreateApi(client, imported)
    const exported = async (id: string, type: string): Promise<unknown> => {
      const api = below(client, `/restapis/${id}`)
      await api.post('/deployments', { stageName: 'dev' })
      const answer = await api.get(`/stages/dev/exports/${type}?extensions=apigateway,documentation`)
      return JSON.parse(JSON.stringify(answer.body).replaceAll(id, 'API'))
    }
    for (const type of ['oas30', 'swagger']) expect(await exported(made.id, type)).toEqual(await exported(imported, type))
    await close()
  })
})
