/** A document that may be changed freely. */
// biome-ignore lint/suspicious/noExplicitAny: the positions below reach into a document of known shape
export type Draft = any

/** Every place of the petstore that a text can reach: its name, and how a text is put there. */
export const positions: readonly (readonly [name: string, put: (spec: Draft, text: string) => void])[] = [
  ['info.title', (spec, text) => set(spec.info, 'title', text)],
  ['info.version', (spec, text) => set(spec.info, 'version', text)],
  ['info.description', (spec, text) => set(spec.info, 'description', text)],
  ['info.termsOfService', (spec, text) => set(spec.info, 'termsOfService', text)],
  ['info.contact', (spec, text) => set(spec.info, 'contact', { name: text, url: text, email: text })],
  ['info.license', (spec, text) => set(spec.info, 'license', { name: text, url: text })],
  ['servers[].url', (spec, text) => set(spec.servers[0], 'url', text)],
  ['servers[].description', (spec, text) => set(spec.servers[0], 'description', text)],
  ['servers[].variables', (spec, text) => set(spec.servers[0], 'variables', { stage: { default: text, enum: [text], description: text } })],
  [
    'tags[].name',
    (spec, text) => {
      spec.tags[0].name = text
      spec.paths['/pets'].get.tags = [text]
    },
  ],
  ['tags[].description', (spec, text) => set(spec.tags[0], 'description', text)],
  ['externalDocs', (spec, text) => set(spec, 'externalDocs', { description: text, url: text })],
  ['paths.<key> without an integration', (spec, text) => set(spec.paths, `/${text}`, { get: { responses: ok() } })],
  [
    'paths.<key> of a mock',
    (spec, text) => set(spec.paths, `/${text}`, { get: { ...structuredClone(spec.paths['/health'].get), operationId: undefined } }),
  ],
  ['operationId', (spec, text) => set(listPets(spec), 'operationId', text)],
  ['summary', (spec, text) => set(listPets(spec), 'summary', text)],
  ['description', (spec, text) => set(listPets(spec), 'description', text)],
  ['parameters[].name in query', (spec, text) => listPets(spec).parameters.push({ name: text, in: 'query', schema: { type: 'string' } })],
  ['parameters[].name in header', (spec, text) => listPets(spec).parameters.push({ name: text, in: 'header', schema: { type: 'string' } })],
  [
    'parameters[].name of a custom integration',
    (spec, text) =>
      spec.paths['/pets/{petId}'].get.parameters.push({ name: text, in: 'query', required: true, schema: { type: 'string' } }),
  ],
  ['parameters[].description', (spec, text) => set(listPets(spec).parameters[0], 'description', text)],
  ['requestBody.description', (spec, text) => set(createPet(spec).requestBody, 'description', text)],
  ['content.<media-type>', (spec, text) => set(createPet(spec).requestBody.content, text, { schema: { type: 'string' } })],
  [
    'content.<media-type> of a response',
    (spec, text) => set(createPet(spec).responses['201'].content, text, { schema: { type: 'string' } }),
  ],
  ['responses.<status>', (spec, text) => set(listPets(spec).responses, text, { description: 'x' })],
  ['responses.*.description', (spec, text) => set(listPets(spec).responses['200'], 'description', text)],
  ['responses.*.headers.<name>', (spec, text) => set(listPets(spec).responses['200'].headers, text, { schema: { type: 'string' } })],
  ['schema.title', (spec, text) => set(newPet(spec), 'title', text)],
  ['schema.description', (spec, text) => set(newPet(spec), 'description', text)],
  ['schema.default', (spec, text) => set(newPet(spec).properties.name, 'default', text)],
  ['schema.default of a date', (spec, text) => set(newPet(spec).properties.born, 'default', text)],
  ['schema.default of a parameter', (spec, text) => set(listPets(spec).parameters[1].schema, 'default', text)],
  ['schema.example', (spec, text) => set(newPet(spec).properties.name, 'example', text)],
  [
    'example of a mock',
    (spec, text) => set(spec.paths['/categories/{categoryId}'].get.responses['200'].content['application/json'].example, 'name', text),
  ],
  ['schema.enum[]', (spec, text) => spec.components.schemas.Species.enum.push(text)],
  ['schema.const', (spec, text) => set(newPet(spec).properties.name, 'const', text)],
  ['schema.pattern', (spec, text) => set(newPet(spec).properties.name, 'pattern', text)],
  ['schema.format', (spec, text) => set(newPet(spec).properties.name, 'format', text)],
  ['schema.type', (spec, text) => set(newPet(spec).properties.name, 'type', text)],
  ['schema.minLength', (spec, text) => set(newPet(spec).properties.name, 'minLength', text)],
  ['schema.minimum', (spec, text) => set(listPets(spec).parameters[0].schema, 'minimum', text)],
  ['schema.properties.<key>', (spec, text) => set(newPet(spec).properties, text, { type: 'string' })],
  ['schema.patternProperties.<key>', (spec, text) => set(newPet(spec), 'patternProperties', object(text, { type: 'string' }))],
  ['schema.required[]', (spec, text) => newPet(spec).required.push(text)],
  [
    'schema.$ref',
    (spec, text) =>
      set(newPet(spec).properties, 'other', { $ref: `#/components/schemas/${text.replaceAll('~', '~0').replaceAll('/', '~1')}` }),
  ],
  ['discriminator.propertyName', (spec, text) => set(spec.components.schemas.Care.discriminator, 'propertyName', text)],
  [
    'discriminator.mapping',
    (spec, text) => set(spec.components.schemas.Care.discriminator.mapping, text, '#/components/schemas/IndoorCare'),
  ],
  ['discriminator.mapping value', (spec, text) => set(spec.components.schemas.Care.discriminator.mapping, 'other', text)],
  ['xml', (spec, text) => set(newPet(spec).properties.name, 'xml', { name: text, namespace: text, prefix: text })],
  [
    'components.schemas.<key>',
    (spec, text) => {
      set(spec.components.schemas, text, { type: 'object', properties: { a: { type: 'string' } } })
      newPet(spec).properties.other = { $ref: `#/components/schemas/${text.replaceAll('~', '~0').replaceAll('/', '~1')}` }
    },
  ],
  ['components.responses.<key>', (spec, text) => set(spec.components.responses, text, { description: 'x' })],
  [
    'components.parameters.<key>',
    (spec, text) => set(spec.components.parameters, text, { name: 'a', in: 'query', schema: { type: 'string' } }),
  ],
  [
    'securitySchemes.<key>',
    (spec, text) => {
      set(spec.components.securitySchemes, text, { type: 'apiKey', in: 'header', name: 'X-Token' })
      listPets(spec).security = [object(text, [])]
    },
  ],
  ['securitySchemes.*.name', (spec, text) => set(spec.components.securitySchemes.plan, 'name', text)],
  ['securitySchemes.*.scheme', (spec, text) => set(spec.components.securitySchemes, 'web', { type: 'http', scheme: text })],
  ['securitySchemes.*.description', (spec, text) => set(spec.components.securitySchemes.staff, 'description', text)],
  ['security scopes', (spec, text) => set(createPet(spec), 'security', [{ customers: [text] }])],
  ['x-enum-varnames[]', (spec, text) => set(spec.components.schemas.Species, 'x-enum-varnames', [text, text, text])],
  ['x-enum-descriptions[]', (spec, text) => set(spec.components.schemas.Species, 'x-enum-descriptions', [text, text, text])],
  ['integration.uri', (spec, text) => set(listPets(spec)['x-amazon-apigateway-integration'], 'uri', text)],
  ['integration.type', (spec, text) => set(listPets(spec)['x-amazon-apigateway-integration'], 'type', text)],
  ['integration.credentials', (spec, text) => set(listPets(spec)['x-amazon-apigateway-integration'], 'credentials', text)],
  [
    'integration.requestTemplates',
    (spec, text) => set(updatePet(spec)['x-amazon-apigateway-integration'].requestTemplates, 'application/json', text),
  ],
  [
    'integration.requestTemplates.<key>',
    (spec, text) => set(updatePet(spec)['x-amazon-apigateway-integration'].requestTemplates, text, '{}'),
  ],
  [
    'integration.responses.<regex>',
    (spec, text) => set(updatePet(spec)['x-amazon-apigateway-integration'].responses, text, { statusCode: '404' }),
  ],
  ['request validator', (spec, text) => set(createPet(spec), 'x-amazon-apigateway-request-validator', text)],
  ['request validators.<key>', (spec, text) => set(spec['x-amazon-apigateway-request-validators'], text, { validateRequestBody: true })],
  [
    'gateway responses',
    (spec, text) => set(spec['x-amazon-apigateway-gateway-responses'].BAD_REQUEST_BODY.responseTemplates, 'application/json', text),
  ],
  ['authorizerUri', (spec, text) => set(spec.components.securitySchemes.staff['x-amazon-apigateway-authorizer'], 'authorizerUri', text)],
  [
    'identitySource',
    (spec, text) => set(spec.components.securitySchemes.partners['x-amazon-apigateway-authorizer'], 'identitySource', text),
  ],
  [
    'identityValidationExpression',
    (spec, text) => set(spec.components.securitySchemes.staff['x-amazon-apigateway-authorizer'], 'identityValidationExpression', text),
  ],
  ['authtype', (spec, text) => set(spec.components.securitySchemes.staff, 'x-amazon-apigateway-authtype', text)],
  ['x-apigen.name', (spec, text) => set(spec['x-apigen'], 'name', text)],
  ['x-apigen-function', (spec, text) => set(createPet(spec), 'x-apigen-function', text)],
  ['x-apigen-function environment', (spec, text) => set(createPet(spec), 'x-apigen-function', { environment: object(text, text) })],
  ['x-apigen-permissions', (spec, text) => set(createPet(spec), 'x-apigen-permissions', [`dynamodb: read ${text}`])],
  ['x-apigen-pagination', (spec, text) => set(listPets(spec), 'x-apigen-pagination', { token: text, next: text, items: text })],
  ['x-apigen-idempotency', (spec, text) => set(createPet(spec), 'x-apigen-idempotency', { header: text })],
  ['x-codeSamples', (spec, text) => set(listPets(spec), 'x-codeSamples', [{ lang: text, label: text, source: text }])],
  ['x-*', (spec, text) => set(spec, 'x-anything', text)],
]

const ok = (): Draft => ({ 200: { description: 'x' } })
const listPets = (spec: Draft): Draft => spec.paths['/pets'].get
const createPet = (spec: Draft): Draft => spec.paths['/pets'].post
const updatePet = (spec: Draft): Draft => spec.paths['/pets/{petId}'].put
const newPet = (spec: Draft): Draft => spec.components.schemas.NewPet

/** Sets an own property under any name, `__proto__` included. */
function set(target: Draft, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

function object(key: string, value: unknown): Draft {
  const made = {}
  set(made, key, value)
  return made
}
