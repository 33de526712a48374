import type { ApiModel, Operation } from '../../generator/model/api-model.ts'

type Deep<T> = T extends readonly (infer Item)[]
  ? readonly Deep<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Deep<T[Key]> }
    : T

/** A model for tests: what is given, and the plainest value for everything else. */
export function model(given: Omit<Partial<ApiModel>, 'operations'> & { readonly operations?: readonly Deep<Operation>[] } = {}): ApiModel {
  return {
    kind: 'rest',
    name: 'shop',
    title: 'Shop',
    version: '1',
    source: 'openapi.yaml',
    servers: [],
    schemas: [],
    functions: [],
    events: [],
    authorizers: [],
    securitySchemes: [],
    validators: [],
    gatewayResponses: [],
    binaryMediaTypes: [],
    apiKeySource: 'HEADER',
    ...given,
    operations: (given.operations ?? []).map(operation),
  }
}

/** An operation for tests: `GET /pets` answered by a function, with what is given. */
export function operation(given: Deep<Operation> = {}): Operation {
  return {
    id: 'listPets',
    method: 'GET',
    path: '/pets',
    segments: [{ kind: 'literal', text: 'pets' }],
    deprecated: false,
    tags: [],
    parameters: [],
    responses: [{ status: '200', description: '', headers: [], contents: [], pointer: '' }],
    auth: { kind: 'none' },
    security: [],
    apiKeyRequired: false,
    integration: { kind: 'lambda-proxy', streaming: false },
    function: 'shop-list-pets',
    permissions: [],
    preflight: false,
    origin: { file: 'openapi.yaml', pointer: '/paths/~1pets/get' },
    pointer: '/paths/~1pets/get',
    ...given,
  } as Operation
}
