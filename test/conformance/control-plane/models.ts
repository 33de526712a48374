import type { Answer } from '../support/recording.ts'
import { json, newApi, type Scripts } from '../support/replay.ts'

const schema = json({ title: 'MySchema', type: 'object' })
const mine = { name: 'MySchema', contentType: 'application/json', description: '', schema }

const CALCULATION = {
  title: 'Calc output',
  type: 'object',
  properties: {
    a: { type: 'number' },
    b: { type: 'number' },
    op: { description: 'operation of +, -, * or /', type: 'string' },
    c: { type: 'number' },
  },
  required: ['a', 'b', 'op'],
}

/** TestApiGatewayApiModels. */
export const MODELS: Scripts = {
  async test_model_lifecycle(client, record) {
    const api = await newApi(client)
    const model = { name: 'CalcOutput', contentType: 'application/json', description: 'Calc output model', schema: json(CALCULATION) }
    record('create-model', await api.post('/models', model))
    record('get-models', await api.get('/models'))
    record('get-model', await api.get('/models/CalcOutput'))
    record('del-model', await api.delete('/models/CalcOutput'))
  },
  async test_model_validation(client, record) {
    const api = await newApi(client)
    const nowhere = '/restapis/abcde0/models'
    record('create-model-wrong-id', await client('POST', nowhere, { ...mine, description: 'Test model' }))
    record('get-models-wrong-id', await client('GET', nowhere))
    record('get-model-wrong-id', await client('GET', `${nowhere}/MySchema`))
    record('del-model-wrong-id', await client('DELETE', `${nowhere}/MySchema`))
    await api.post('/models', mine)
    record('create-model-already-exists', await api.post('/models', mine))
    record('create-model-empty-name', await api.post('/models', { ...mine, name: '' }))
    record('create-model-empty-schema', await api.post('/models', { ...mine, name: 'MyEmptySchema', schema: '' }))
    const without = (name: string, contentType: string): Promise<Answer> => api.post('/models', { name, contentType, description: '' })
    record('create-model-no-schema-json', await without('MyEmptySchema', 'application/json'))
    record('create-model-no-schema-xml', await without('MyEmptySchemaXml', 'application/xml'))
  },
  async test_update_model(client, record) {
    const api = await newApi(client)
    const steps = [
      ['replace', '/schema', json({ title: 'Updated schema', type: 'object' })],
      ['replace', '/description', ''],
    ] as const
    const body = { patchOperations: steps.map(([op, path, value]) => ({ op, path, value })) }
    record('update-model-wrong-id', await client('PATCH', '/restapis/abcde0/models/mySchema', body))
    record('create-model', await api.post('/models', mine))
    record('update-model', await api.patch('/models/MySchema', ...steps))
    record('update-model-invalid-op', await api.patch('/models/MySchema', ['add', '/wrong-path', 'not supported op']))
    record('update-model-invalid-path', await api.patch('/models/MySchema', ['replace', '/name', 'invalid']))
    record('update-model-empty-schema', await api.patch('/models/MySchema', ['replace', '/schema', '']))
  },
}
