import { text } from '../support/client.ts'
import { json, newApi, type Scripts } from '../support/replay.ts'

const described = { description: 'this is my api' }
const part = { location: { type: 'API' }, properties: '{ "description": "Sample API description" }' }
const updated = '{ "description": "Updated Sample API description" }'

/** An API and what is said of it. */
const DOCUMENTED = {
  openapi: '3.0.0',
  info: { description: 'description', version: '1', title: 'doc' },
  paths: {
    '/': {
      get: {
        description: 'Method description.',
        responses: {
          200: { description: '200 response', content: { 'application/json': { schema: { $ref: '#/components/schemas/Empty' } } } },
        },
      },
    },
  },
  components: { schemas: { Empty: { type: 'object', title: 'Empty Schema' } } },
  'x-amazon-apigateway-documentation': {
    version: '1.0.3',
    documentationParts: [
      {
        location: { type: 'API' },
        properties: { description: 'API description', info: { description: 'API info description 4', version: 'API info version 3' } },
      },
      { location: { type: 'METHOD', method: 'GET' }, properties: { description: 'Method description.' } },
      { location: { type: 'MODEL', name: 'Empty' }, properties: { title: 'Empty Schema' } },
      { location: { type: 'RESPONSE', method: 'GET', statusCode: '200' }, properties: { description: '200 response' } },
    ],
  },
}

/** TestApiGatewayApiDocumentationPart, TestDocumentations. */
export const DOCUMENTATION: Scripts = {
  async test_doc_parts_crud_no_api(client, record) {
    const nowhere = '/restapis/test-fake-rest-id/documentation/parts'
    const properties = json({ info: { description: 'Your first API with Amazon API Gateway.' } })
    record('wrong-rest-api-id-create-doc-part', await client('POST', nowhere, { location: { type: 'API' }, properties }))
    record('wrong-rest-api-id-get-doc-parts', await client('GET', nowhere))
  },
  async test_documentation_part_lifecycle(client, record) {
    const api = await newApi(client, described)
    const created = await api.post('/documentation/parts', part)
    record('create-documentation-part', created)
    const path = `/documentation/parts/${text(created, 'id')}`
    record('get-documentation-part', await api.get(path))
    record('get-documentation-parts', await api.get('/documentation/parts'))
    record('update-documentation-part', await api.patch(path, ['replace', '/properties', updated]))
    record('get-documentation-part-after-update', await api.get(path))
    record('delete_documentation_part', await api.delete(path))
  },
  async test_invalid_get_documentation_part(client, record) {
    const api = await newApi(client, described)
    const id = text(await api.post('/documentation/parts', part), 'id')
    record('get-documentation-part-invalid-api-id', await client('GET', `/restapis/api_id/documentation/parts/${id}`))
    record('get-documentation-part-invalid-doc-id', await api.get('/documentation/parts/documentation_part_id'))
  },
  async test_invalid_get_documentation_parts(client, record) {
    record('get-inavlid-documentation-parts', await client('GET', '/restapis/api_id/documentation/parts'))
  },
  async test_invalid_update_documentation_part(client, record) {
    const api = await newApi(client, described)
    const path = `/documentation/parts/${text(await api.post('/documentation/parts', part), 'id')}`
    const body = { patchOperations: [{ op: 'replace', path: '/properties', value: updated }] }
    record('update-documentation-part-invalid-api-id', await client('PATCH', `/restapis/api_id${path}`, body))
    record('update-documentation-part-invalid-add-operation', await api.patch(path, ['add', '/properties', updated]))
    record('update-documentation-part-invalid-path', await api.patch(path, ['replace', '/invalidPath', updated]))
  },
  async test_invalid_create_documentation_part_operations(client, record) {
    const api = await newApi(client, described)
    record('create_documentation_part_invalid_api_id', await client('POST', '/restapis/api_id/documentation/parts', part))
    const wrong = { ...part, location: { type: 'INVALID' } }
    record('create_documentation_part_invalid_location_type', await api.post('/documentation/parts', wrong))
  },
  async test_invalid_delete_documentation_part(client, record) {
    const api = await newApi(client, described)
    const path = `/documentation/parts/${text(await api.post('/documentation/parts', part), 'id')}`
    record('delete_documentation_part_wrong_api_id', await client('DELETE', `/restapis/api_id${path}`))
    record('delete_documentation_part', await api.delete(path))
    record('delete_already_deleted_documentation_part', await api.delete(path))
  },
  async test_import_documentation_parts(client, record) {
    const id = text(await client('POST', '/restapis?mode=import&failonwarnings=true', DOCUMENTED), 'id')
    const parts = `/restapis/${id}/documentation/parts`
    const imported = await client('GET', parts)
    record('get-documentations-parts-after-api-imports', imported)
    for (const item of (imported.body as { item: { id: string }[] }).item) await client('DELETE', `${parts}/${item.id}`)
    record('import-documentation-parts', await client('PUT', `${parts}?mode=overwrite`, DOCUMENTED))
    record('get-documentations-parts-after-import', await client('GET', parts))
  },
  async test_import_documentation_parts_bad_file(client, record) {
    const api = await newApi(client, { description: 'APIGW test import documentation' })
    const yaml = 'test:\n  value:\n    - "value ... "escaped": $var, "dt": $(var +"%a")}"\n'
    record('import-documentation-parts-bad-yaml-file', await api.put('/documentation/parts?mode=overwrite', yaml))
    record('import-documentation-parts-bad-json-file', await api.put('/documentation/parts?mode=overwrite', "{'key:value}"))
  },
  async test_documentation_parts_and_versions(client, record) {
    const api = await newApi(client)
    record('create-part-response', await api.post('/documentation/parts', { location: { type: 'API' }, properties: json({ foo: 'bar' }) }))
    record('get-parts-response', await api.get('/documentation/parts'))
    record('create-version-response', await api.post('/documentation/versions', { documentationVersion: 'v123' }))
    const path = '/documentation/versions/v123'
    record('update-version-response', await api.patch(path, ['replace', '/description', 'doc version new']))
    record('get-version-response', await api.get(path))
  },
}
