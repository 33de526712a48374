// One server of the load benchmark. Usage: node load-server.mjs bare|apigen   Tells its port when it listens, its processor time and memory when asked.
import { createServer } from 'node:http'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** The floor: reads the request, answers a small JSON. */
function bare() {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.end('{"id":"7","name":"rex"}')
    })
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)))
}

const arn = (name) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`
const answers = { 200: { description: 'a pet' } }
const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]

/** One operation of each kind. */
const document = {
  openapi: '3.0.1',
  info: { title: 'load', version: '1' },
  paths: {
    '/mock/{id}': {
      get: {
        parameters: id,
        responses: answers,
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: { statusCode: '200', responseTemplates: { 'application/json': `{"id":"$input.params('id')","name":"rex"}` } },
          },
        },
      },
    },
    '/proxy/{id}': {
      get: {
        parameters: id,
        responses: answers,
        'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: arn('proxy') },
      },
    },
    '/custom/{id}': {
      get: {
        parameters: id,
        responses: answers,
        'x-amazon-apigateway-integration': {
          type: 'aws',
          httpMethod: 'POST',
          uri: arn('custom'),
          requestTemplates: {
            'application/json': `{"id": "$util.escapeJavaScript($input.params('id'))", "stage": "$context.stage", "headers": {#foreach($name in $input.params().header.keySet())"$name": "$util.escapeJavaScript($input.params().header.get($name))"#if($foreach.hasNext),#end#end}}`,
          },
          responses: {
            default: {
              statusCode: '200',
              responseTemplates: {
                'application/json': `#set($pet = $input.path('$')){"id": "$pet.id", "name": "$pet.name", "tags": [#foreach($tag in $pet.tags)"$tag"#if($foreach.hasNext),#end#end]}`,
              },
            },
          },
        },
      },
    },
  },
}

/** An account takes 10,000 requests a second in a region, as on AWS: the load goes to the APIs of several in turn, as few as will do. */
const accounts = Array.from({ length: 4 }, (_, index) => String(index + 1).padStart(12, '0'))

async function apigen() {
  const { createGateway } = await import(resolve(here, '../../dist/runtime/gateway/index.js'))
  const source = (name) => ({ kind: 'module', file: join(here, 'load-handlers.mjs'), export: name, memory: 128 })
  const gateway = await createGateway({
    functions: { proxy: source('proxy'), custom: source('custom') },
    log: (line) => console.error(line),
  })
  const control = async (account, method, target, body) => {
    const [path, query = ''] = target.split('?')
    const answer = await gateway.handle({
      method,
      path,
      query,
      headers: [
        ['Content-Type', 'application/json'],
        ['Authorization', `AWS4-HMAC-SHA256 Credential=${account}/20260101/us-east-1/apigateway/aws4_request`],
      ],
      body: Buffer.from(JSON.stringify(body)),
    })
    if (answer.status >= 300) throw new Error(Buffer.from(answer.body).toString())
    return JSON.parse(Buffer.from(answer.body).toString())
  }
  const stages = []
  for (const account of accounts) {
    const api = await control(account, 'POST', '/restapis?mode=import', document)
    await control(account, 'POST', `/restapis/${api.id}/deployments`, { stageName: 'dev' })
    stages.push({ apiId: api.id, stageName: 'dev' })
  }
  let turn = 0
  return (await gateway.listen({ root: () => stages[turn++ % stages.length] })).port
}

const servers = { bare, apigen }
const port = await servers[process.argv[2]]()
/** What can be asked of this process: microseconds of processor, and MB after a collection. */
const figures = {
  cpu() {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  memory() {
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    return { rss: rss / 1024 / 1024, heap: heapUsed / 1024 / 1024 }
  },
}
process.on('message', (what) => process.send(figures[what]()))
process.on('disconnect', () => process.exit(0))
process.send({ port })
