import { OpenAPIBackend } from 'openapi-backend'
import { add, body, invalid } from './contract.mjs'

const json = (statusCode, value) => ({ statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) })
const api = new OpenAPIBackend({
  definition: {
    openapi: '3.1.0',
    info: { title: 'petstore', version: '1' },
    paths: {
      '/pets': {
        post: {
          operationId: 'createPet',
          requestBody: { required: true, content: { 'application/json': { schema: body } } },
          responses: { 201: { description: 'made' } },
        },
      },
    },
  },
  quick: true,
  handlers: {
    createPet: (context) => json(201, add(context.request.requestBody)),
    validationFail: () => json(400, invalid),
  },
})
const ready = api.init()

export async function handler(event) {
  await ready
  return api.handleRequest({ method: event.httpMethod, path: event.path, body: event.body, headers: event.headers })
}
