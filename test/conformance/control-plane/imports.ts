import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { conformance } from '../../support/conformance.ts'
import { ACCOUNT, type Client, REGION, text } from '../support/client.ts'
import type { Recording } from '../support/recording.ts'
import type { Recorder, Script, Scripts } from '../support/replay.ts'

const folder = conformance('recorded')

const PETS = `http://petstore.execute-api.${REGION}.amazonaws.com/petstore/pets`
const FUNCTION = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/arn:aws:lambda:${REGION}:${ACCOUNT}:function:f/invocations`

/** What the recorder filled the placeholders of each document with. */
const FILLINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'petstore-authorizer.swagger.json': { uri: PETS },
  'petstore-swagger.json': { uri: PETS },
  'openapi-http-method-integration.json': { lambda_invocation_arn: FUNCTION, method_uri: FUNCTION, uri: FUNCTION },
  'openapi.spec.global-auth.json': { authorizer_lambda_invocation_arn: FUNCTION },
  'openapi.cognito-auth.json': { cognito_pool_arn: `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${REGION}_ABC123` },
}

function input(name: string): string {
  const fillings = FILLINGS[name] ?? {}
  return readFileSync(join(folder ?? '', 'openapi-inputs', name), 'utf8').replace(
    /\$\{(\w+)\}/g,
    (all, key: string) => fillings[key] ?? all,
  )
}

const importOf =
  (file: string, name: string | undefined, parts: Readonly<Record<string, string>>): Script =>
  async (client, record, recording) => {
    const imported = await client('POST', '/restapis?mode=import', input(file))
    if (name !== undefined) record(name, imported)
    const id = text(imported, 'id')
    for (const [part, path] of Object.entries(parts)) record(part, await client('GET', `/restapis/${id}/${path}`))
    await recordMethods(client, record, recording, id, '')
  }

/** The recorder asked for every method, its response, its integration and the response of that. */
async function recordMethods(client: Client, record: Recorder, recording: Recording, id: string, prefix: string) {
  const resources = (await client('GET', `/restapis/${id}/resources?limit=500`)).body as { item: { id: string; path: string }[] }
  for (const { id: resourceId, path } of resources.item) {
    const name = path === '/' ? 'root' : path.slice(1)
    for (const verb of ['GET', 'POST', 'OPTIONS', 'ANY']) {
      const method = `/restapis/${id}/resources/${resourceId}/methods/${verb}`
      for (const [part, below] of [
        ['method', ''],
        ['method-response', '/responses/200'],
        ['integration', '/integration'],
        ['integration-response', '/integration/responses/200'],
      ]) {
        const key = `${prefix}${part}-${name}-${verb.toLowerCase()}`
        if (Object.hasOwn(recording, key)) record(key, await client('GET', `${method}${below}`))
      }
    }
  }
}

const basePathOfSwagger =
  (mode: string): Script =>
  async (client, record, recording) => {
    const id = text(await client('POST', '/restapis', { name: 'base-path' }), 'id')
    const first = Object.keys(recording).filter((key) => key.includes('test'))
    record('put-rest-api-swagger-json', await client('PUT', `/restapis/${id}?mode=overwrite&basepath=${mode}`, input('swagger.json')))
    record('get-resources-swagger-json', await client('GET', `/restapis/${id}/resources`))
    await recordMethods(client, record, Object.fromEntries(first.map((key) => [key, true])), id, '')
    const other = text(await client('POST', '/restapis', { name: 'no-base-path' }), 'id')
    await client('PUT', `/restapis/${other}?mode=overwrite&basepath=${mode}`, input('pets.json'))
    record('get-resources-no-base-path-swagger', await client('GET', `/restapis/${other}/resources`))
    const second = Object.keys(recording).filter((key) => key.includes('pets'))
    await recordMethods(client, record, Object.fromEntries(second.map((key) => [key, true])), other, '')
  }

const basePathOfOpenapi =
  (mode: string): Script =>
  async (client, record, recording) => {
    const id = text(await client('POST', '/restapis', { name: 'base-path' }), 'id')
    for (const [part, file] of [
      ['srv-var', 'openapi-basepath-server-variable.yaml'],
      ['srv-url', 'openapi-basepath-url.yaml'],
    ] as const) {
      record(`put-rest-api-oas30-${part}`, await client('PUT', `/restapis/${id}?mode=overwrite&basepath=${mode}`, input(file)))
      record(`get-resources-oas30-${part}`, await client('GET', `/restapis/${id}/resources`))
      await recordMethods(client, record, recording, id, `${part}-`)
    }
  }

const binaryMediaTypes =
  (mode: string): Script =>
  async (client, record) => {
    const created = await client('POST', '/restapis', { name: 'binary', binaryMediaTypes: ['image/heif'] })
    record('create-rest-api', created)
    const id = text(created, 'id')
    record('get-rest-api', await client('GET', `/restapis/${id}`))
    record('put-api', await client('PUT', `/restapis/${id}?mode=${mode}`, input('pets.json')))
  }

const badFile: Script = async (client, record) => {
  const [yaml, json] = ['openapi: 3.0.1\n\tinfo: [', '{"openapi": "3.0.1", "info": ']
  record('import-api-bad-yaml-file', await client('POST', '/restapis?mode=import', yaml))
  record('import-api-bad-json-file', await client('POST', '/restapis?mode=import', json))
  record('put-rest-api-bad-yaml-file', await client('PUT', '/restapis/nowhere', yaml))
  record('put-rest-api-bad-json-file', await client('PUT', '/restapis/nowhere', json))
}

const exportOf =
  (file: string, type: string): Script =>
  async (client, record) => {
    const imported = await client('POST', '/restapis?mode=import', input(file))
    record('import-api', imported)
    const id = text(imported, 'id')
    expect((await client('POST', `/restapis/${id}/deployments`, { stageName: 'local' })).status).toBe(201)
    for (const [name, query] of [
      ['get-export', ''],
      ['get-export-with-extensions', '?extensions=apigateway'],
    ] as const) {
      const answer = await client('GET', `/restapis/${id}/stages/local/exports/${type}${query}`, undefined, [
        ['accept', 'application/json'],
      ])
      record(name, {
        ...answer,
        body: {
          body: answer.body,
          contentType: answer.headers['content-type'],
          contentDisposition: answer.headers['content-disposition'],
        },
      })
    }
  }

/** TestApiGatewayImportRestApi and the exports. */
export const IMPORTS: Scripts = {
  test_import_rest_api: importOf('openapi.spec.pulumi.json', 'import_rest_api', {}),
  test_import_swagger_api: importOf('petstore-authorizer.swagger.json', 'import-swagger', {
    'get-authorizers': 'authorizers',
    'get-models': 'models',
    resources: 'resources',
  }),
  'test_import_and_validate_rest_api[openapi.spec.tf.json]': importOf('openapi.spec.tf.json', 'import_tf_rest_api', {
    'get-models': 'models',
    resources: 'resources',
  }),
  'test_import_and_validate_rest_api[swagger-mock-cors.json]': importOf('swagger-mock-cors.json', 'import_tf_rest_api', {
    'get-models': 'models',
    resources: 'resources',
  }),
  'test_import_rest_apis_with_base_path_swagger[ignore]': basePathOfSwagger('ignore'),
  'test_import_rest_apis_with_base_path_swagger[prepend]': basePathOfSwagger('prepend'),
  'test_import_rest_apis_with_base_path_swagger[split]': basePathOfSwagger('split'),
  'test_import_rest_api_with_base_path_oas30[prepend]': basePathOfOpenapi('prepend'),
  'test_import_rest_api_with_base_path_oas30[split]': basePathOfOpenapi('split'),
  'test_import_rest_api_with_base_path_oas30[ignore]': basePathOfOpenapi('ignore'),
  test_import_with_global_api_key_authorizer: importOf('openapi.spec.global-auth.json', 'import-swagger', {
    'get-authorizers': 'authorizers',
    resources: 'resources',
  }),
  test_import_with_circular_models: importOf('openapi.spec.circular-ref.json', 'import-api', {
    'get-models': 'models',
    resources: 'resources',
  }),
  test_import_with_circular_models_and_request_validation: importOf('openapi.spec.circular-ref-with-request-body.json', 'import-api', {
    'get-models': 'models',
    'request-validators': 'requestvalidators',
    resources: 'resources',
  }),
  test_import_with_http_method_integration: importOf('openapi-http-method-integration.json', undefined, { resources: 'resources' }),
  test_import_with_cognito_auth_identity_source: importOf('openapi.cognito-auth.json', 'import-swagger', {
    'get-authorizers': 'authorizers',
    resources: 'resources',
  }),
  test_import_with_integer_http_status_code: importOf('openapi-method-int.spec.yaml', undefined, { resources: 'resources' }),
  'test_put_rest_api_mode_binary_media_types[merge]': binaryMediaTypes('merge'),
  'test_put_rest_api_mode_binary_media_types[overwrite]': binaryMediaTypes('overwrite'),
  test_import_api_bad_file: badFile,
  'test_export_swagger_openapi[TEST_IMPORT_PETSTORE_SWAGGER]': exportOf('petstore-swagger.json', 'swagger'),
  'test_export_swagger_openapi[TEST_IMPORT_PETS]': exportOf('pets.json', 'swagger'),
  'test_export_oas30_openapi[TEST_IMPORT_PETSTORE_SWAGGER]': exportOf('petstore-swagger.json', 'oas30'),
  'test_export_oas30_openapi[TEST_IMPORT_PETS]': exportOf('pets.json', 'oas30'),
}
