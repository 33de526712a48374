// From a saved file to the first answer that shows it, while requests go on.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask, project, startDev } from './dev-server.mjs'

const PORT = 4650

/**
 * Saves the spec, a mapping template and a handler in turn, `times` times each.
 * @param {{ times: number, rate: number, esbuild: boolean }} options `rate`: requests a second that go on meanwhile
 */
export async function swaps({ times, rate, esbuild }) {
  const folder = project(esbuild)
  const edit = (file, change) => writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
  const kinds = [
    {
      name: 'spec: another path',
      path: (mark) => `/health${mark}`,
      save: (mark) => edit('openapi.yaml', (text) => text.replace(/^ {2}\/health\w*:/m, `  /health${mark}:`)),
      shows: ({ status }) => status === 200,
    },
    {
      name: 'template of a mock',
      path: () => '/template',
      save: (mark) => edit('openapi.yaml', (text) => text.replace(/"mark":"\w*"/, `"mark":"${mark}"`)),
      shows: ({ body }, mark) => body.includes(mark),
    },
    {
      name: 'handler',
      path: () => '/pets',
      save: (mark) => edit('handlers/typescript/listPets.ts', (text) => text.replace(/name: '[^']*'/, `name: '${mark}'`)),
      shows: ({ body }, mark) => body.includes(mark),
    },
  ]
  edit('openapi.yaml', withTemplate)
  edit('handlers/typescript/listPets.ts', (text) => text.replace('page(query) }', "{ items: [{ id: 1, name: 'none', species: 'cat' }] } }"))
  const server = await startDev(folder, PORT, '/pets')
  const traffic = startTraffic(rate, ['/pets', '/template'])
  const rows = kinds.map(({ name }) => ({ name, times: [] }))
  for (let time = 0; time < times; time += 1) {
    for (const [index, kind] of kinds.entries()) {
      await new Promise((done) => setTimeout(done, 600))
      const mark = `m${time}${'abc'[index]}`
      const began = performance.now()
      kind.save(mark)
      while (!kind.shows(await ask(PORT, kind.path(mark)), mark)) await new Promise((done) => setTimeout(done, 2))
      rows[index].times.push(performance.now() - began)
    }
  }
  const told = await traffic.stop()
  await server.stop()
  return { rows, ...told }
}

/** The petstore with one more operation: a mock whose answer is easily changed. */
function withTemplate(spec) {
  return spec.replace(
    /^paths:\n/m,
    `paths:
  /template:
    get:
      operationId: getTemplate
      responses: { '200': { description: the template } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses:
          default: { statusCode: '200', responseTemplates: { application/json: '{"mark":"none"}' } }
`,
  )
}

/** Sends requests at a steady rate, whether those before were answered or not. */
function startTraffic(rate, paths) {
  let requests = 0
  let lost = 0
  let slowest = 0
  const open = new Set()
  const send = async () => {
    const path = paths[requests++ % paths.length]
    const began = performance.now()
    const { status, body } = await ask(PORT, path)
    slowest = Math.max(slowest, performance.now() - began)
    if (status === 200) return
    lost += 1
    console.error(`${path} was answered with ${status}: ${body}`)
  }
  const started = performance.now()
  const timer = setInterval(() => {
    while (requests < ((performance.now() - started) / 1000) * rate) {
      const one = send()
      open.add(one)
      void one.then(() => open.delete(one))
    }
  }, 5)
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(open)
      return { requests, lost, slowest }
    },
  }
}
