// The main job, from a spec to a reviewed change, on the embedded gateway: no AWS account, no Docker, nothing to configure.
// One line a step; exits 0 only if every step held; leaves nothing running and nothing behind.
import { spawn } from 'node:child_process'
import { createSign, generateKeyPairSync } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway'
import * as esbuild from 'esbuild'
import { compareExport, projectFunctions } from '../../dist/generator/index.js'
import { createGateway as createTestGateway } from '../../dist/generator/testing.js'
import { createGateway } from '../../dist/runtime/gateway/index.js'

/** What only a deployment of specs/orders knows. */
const LATE_BOUND = {
  DocumentsBucket: 'documents',
  'OrdersTable.Arn': 'arn:aws:dynamodb:us-east-1:000000000000:table/orders',
  'ShipmentMachine.Arn': 'arn:aws:states:us-east-1:000000000000:stateMachine:shipment',
}

/** Every service that operations of specs/orders call by themselves. Nothing is behind them, so what is looked for is not found. */
const SERVICE_CALLS = [
  ['GET', '/orders', 200],
  ['GET', '/orders/7', 404],
  ['PUT', '/orders/7', 204, { lines: [{ sku: 'a', count: 1 }] }],
  ['PATCH', '/orders/7', 200, { gift: true }],
  ['DELETE', '/orders/7', 404],
  ['POST', '/orders/7/payment', 200, { card: 'c', cents: 5 }],
  ['POST', '/orders/7/shipment', 202],
  ['POST', '/orders/7/notes', 202, { text: 'fish & chips' }],
  ['POST', '/orders/7/returns', 202, { lines: [{ sku: 'a', count: 1 }] }],
  ['POST', '/orders/7/steps', 202, { place: 'harbor' }],
  ['POST', '/announcements', 202, 'soon', 'text/plain'],
  ['GET', '/orders/7/documents/2026/invoice.pdf', 404],
  ['PUT', '/orders/7/documents/2026/invoice.pdf', 204, '%PDF', 'application/pdf'],
  ['DELETE', '/orders/7/documents/2026/invoice.pdf', 204],
]
/** A function that streams: the second line waits until somebody has seen the first. */
const TRACK_ORDER = `import { existsSync } from 'node:fs'
const later = () => new Promise((resolve) => setTimeout(resolve, 5))
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  const answer = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: { 'Content-Type': 'text/plain' } })
  answer.write(\`order \${event.pathParameters.orderId} is packed\\n\`)
  while (!existsSync(new URL('seen', import.meta.url))) await later()
  answer.end('and gone\\n')
})
`
/** Those who may call the petstore and the orders. */
const PET_OWNERS = 'https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_PetOwners'
const CUSTOMERS = 'https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_Customers'

const example = dirname(fileURLToPath(import.meta.url))
const bin = join(example, '../../dist/bin.js')
const started = Date.now()
const cleanups = []
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

/** Does one step of the way and prints how long it took and what came of it. */
async function step(what, action) {
  const begun = Date.now()
  const came = await action()
  const time = `${((Date.now() - begun) / 1000).toFixed(1)} s`.padStart(6)
  console.log(`${time}  ${what}${came === undefined ? '' : `: ${came}`}`)
}

function hold(condition, otherwise) {
  if (!condition) throw new Error(otherwise)
}

function same(found, wanted, what) {
  hold(isDeepStrictEqual(found, wanted), `${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(found)}`)
}

const folder = mkdtempSync(join(tmpdir(), 'apigen-demo-'))
cleanups.push(() => rmSync(folder, { recursive: true, force: true }))

function apigen(...args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('error', fail)
    child.on('close', (code) => done({ code, stdout, stderr }))
    child.stdin.end()
  })
}

/** The same, for a run that has to end well. */
async function run(...args) {
  const result = await apigen(...args)
  hold(result.code === 0, `apigen ${args.join(' ')} ended with ${result.code}:\n${result.stdout}${result.stderr}`)
  return result
}

/** The system behind the `http` integrations. */
async function startBackend() {
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost')
    const [, , species] = url.pathname.split('/')
    const body = url.pathname.startsWith('/stock/')
      ? { species, count: url.searchParams.get('color') === 'black' ? 2 : 5 }
      : {
          list: [
            { kind: 'cat', price: 12000 },
            { kind: "dog's", price: 9900 },
          ],
        }
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(body))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  cleanups.push(() => new Promise((done) => server.close(done)))
  return `127.0.0.1:${server.address().port}`
}

/** A user pool as far as API Gateway sees one: a key, and tokens signed with it. */
function userPool(issuer) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  /** An access token where there is a scope to have, else an ID token. */
  const token = (scope) => {
    const kind = scope === undefined ? { token_use: 'id', aud: 'demo' } : { token_use: 'access', client_id: 'demo', scope }
    const text = `${encode({ alg: 'RS256', kid: 'demo' })}.${encode({ iss: issuer, ...kind, sub: 'ann', iat: now, exp: now + 600 })}`
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
  }
  return { issuer, keySet: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'demo', alg: 'RS256', use: 'sig' }] }, token }
}

async function demo() {
  cpSync(example, folder, { recursive: true, filter: (path) => !/[\\/](generated|node_modules|\.apigen|test)$/.test(path) })

  await step('generate everything from openapi.yaml', async () => {
    await run('generate')
    await run('generate', '--check')
    return `${Object.keys(JSON.parse(readFileSync(join(folder, 'generated/.manifest.json'), 'utf8')).files).length} files, and a second run would change none`
  })

  let backend
  await step('start the back end of the http integrations', async () => {
    backend = await startBackend()
    const config = join(folder, 'apigen.config.yaml')
    writeFileSync(config, readFileSync(config, 'utf8').replace('127.0.0.1:8080', backend))
    return backend
  })

  const pool = userPool(PET_OWNERS)
  const credentials = { accessKeyId: 'AKIDDEMO', secretAccessKey: 'demo-secret' }
  let url
  await step('start the embedded gateway', async () => {
    const model = JSON.parse((await run('inspect', 'model')).stdout)
    const gateway = await createGateway({
      directory: join(folder, '.apigen/gateway'),
      functions: projectFunctions(model, folder),
      keySets: { [pool.issuer]: pool.keySet },
      credentials: { [credentials.accessKeyId]: credentials.secretAccessKey },
    })
    cleanups.push(() => gateway.close())
    url = (await gateway.listen()).url
    return url
  })

  const remote = ['--endpoint-url', url]
  await step('import the spec to stage dev', async () => {
    const { stdout } = await run('import', '--stage', 'dev', '--yes', ...remote)
    const again = await run('import', '--stage', 'dev', '--yes', ...remote)
    hold(again.stdout.includes('Nothing to do'), `a second import would do something:\n${again.stdout}`)
    return `${stdout.split('\n').find((line) => line.includes('to create'))}; a second import does nothing`
  })

  let apiKey
  let api
  await step('create an API key', async () => {
    const client = new APIGatewayClient({ endpoint: url, region: 'us-east-1', credentials })
    api = (await client.send(new GetRestApisCommand({}))).items[0].id
    const key = await client.send(new CreateApiKeyCommand({ name: 'demo', enabled: true }))
    const plan = await client.send(new CreateUsagePlanCommand({ name: 'demo', apiStages: [{ apiId: api, stage: 'dev' }] }))
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }))
    client.destroy()
    apiKey = key.value
  })

  await step('call every operation through the generated client', async () => {
    await esbuild.build({
      entryPoints: [join(folder, 'generated/clients/typescript/index.ts')],
      outfile: join(folder, 'client.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      logLevel: 'error',
    })
    const sdk = await import(pathToFileURL(join(folder, 'client.mjs')).href)
    const baseUrl = `${url}/_aws/execute-api/${api}/dev`
    const calls = await callEverything(sdk, { baseUrl, apiKey, token: pool.token, credentials })
    return `${calls} calls, all answered as they should be`
  })

  await step('export the stage and compare it with the document that was imported', async () => {
    const exported = JSON.parse((await run('export', '--stage', 'dev', '--format', 'json', ...remote)).stdout)
    const { differences, applied } = compareExport(
      JSON.parse(readFileSync(join(folder, 'generated/gateway/openapi.json'), 'utf8')),
      exported,
    )
    hold(differences.length === 0, `the export differs:\n${differences.join('\n')}`)
    return ['equal, save for what AWS does to every document:', ...applied.map((sentence) => `        · ${sentence}`)].join('\n')
  })

  await step('import a spec of many files whose operations call services by themselves, and call each of them', async () => {
    const customers = userPool(CUSTOMERS)
    writeFileSync(join(folder, 'track-order.mjs'), TRACK_ORDER)
    const orders = await createTestGateway({
      spec: join(example, '../../specs/orders/openapi.yaml'),
      bind: LATE_BOUND,
      variables: { table: 'orders', alias: 'test' },
      functions: { 'orders-track': { kind: 'module', file: join(folder, 'track-order.mjs') } },
      keySets: { [customers.issuer]: customers.keySet },
    })
    cleanups.push(() => orders.close())
    const examples = await orders.handle({ path: '/categories', headers: { Prefer: 'example=deep' } })
    same([examples.status, examples.body.children[0].name], [200, 'food'], 'GET /categories')
    const busy = await orders.handle({ path: '/categories', headers: { Prefer: 'code=429' } })
    same(busy.status, 429, 'GET /categories, as if there were too many requests')
    same((await orders.handle({ path: '/orders/1' })).status, 401, 'GET /orders/1 without a token')
    const Authorization = customers.token()
    for (const [method, path, status, body, type = 'application/json'] of SERVICE_CALLS) {
      const headers = { Authorization, ...(body !== undefined && { 'Content-Type': type }) }
      same((await orders.handle({ method, path, headers, body })).status, status, `${method} ${path}`)
    }
    const tracked = await orders.fetch(`${orders.baseUrl}/orders/7/track`, { headers: { Authorization } })
    const reader = tracked.body.pipeThrough(new TextDecoderStream()).getReader()
    same([tracked.status, (await reader.read()).value], [200, 'order 7 is packed\n'], 'GET /orders/7/track, the first piece')
    writeFileSync(join(folder, 'seen'), '')
    same([(await reader.read()).value, (await reader.read()).done], ['and gone\n', true], 'GET /orders/7/track, the rest')
    return `examples answer as they are asked to; nobody gets in without a token; ${SERVICE_CALLS.length} calls of services, answered by a recorder; a function's answer came in pieces, before it was done`
  })

  await step('change the spec and see what a reviewer would', async () => {
    const spec = join(folder, 'openapi.yaml')
    const text = readFileSync(spec, 'utf8')
    writeFileSync(join(folder, 'before.yaml'), text)
    const harmless = text.replace('        nickname:\n', '        color:\n          type: string\n        nickname:\n')
    hold(harmless !== text, 'the harmless change did not take')
    const breaking = harmless.replace(
      '        - name: cursor\n          in: query\n',
      '        - name: cursor\n          in: query\n          required: true\n',
    )
    hold(breaking !== harmless, 'the breaking change did not take')
    writeFileSync(spec, harmless)
    const mild = await apigen('diff', 'before.yaml', 'openapi.yaml')
    hold(mild.code === 0, `a harmless change was called breaking:\n${mild.stdout}${mild.stderr}`)
    writeFileSync(spec, breaking)
    const hard = await apigen('diff', 'before.yaml', 'openapi.yaml')
    hold(hard.code === 1, `a breaking change was not seen (exit ${hard.code}):\n${hard.stdout}${hard.stderr}`)
    return `\n${hard.stdout.trimEnd().replace(/^/gm, '        ')}`
  })
}

/** Every operation of the petstore, in good and in bad, with what it has to answer. */
async function callEverything(sdk, { baseUrl, apiKey, token, credentials }) {
  let calls = 0
  const client = (auth) => ({ baseUrl, ...(auth && { auth }) })
  const expect = async (what, call, status, body) => {
    const answer = await call.catch((error) => {
      throw new Error(`${what}: ${error.message}`)
    })
    calls++
    same(answer.status, status, what)
    if (body !== undefined) same(answer.body, body, what)
    return answer
  }
  const minka = { id: 1, name: 'Minka', species: 'cat', born: '2021-04-01', tags: ['quiet'], care: { kind: 'indoor', hoursAlone: 8 } }
  const draft = { name: 'Bobo "the" bird', species: 'bird', nickname: null }

  const page = await expect('listPets', sdk.listPets(client(), { limit: 2 }), 200)
  same([page.body.items.length, page.body.next], [2, '2'], 'listPets')
  same(page.headers.get('access-control-allow-origin'), '*', 'listPets, CORS')
  await expect('listPets, a limit that is too high', sdk.listPets(client(), { limit: 1000 }), 400)
  const names = []
  for await (const pet of sdk.listPetsItems(client(), { limit: 1, species: ['cat'] })) names.push(pet.name)
  same(names, ['Minka', 'Mimi'], 'listPets, page by page')

  const customers = (scope) => client({ customers: `Bearer ${token(scope)}` })
  const made = await expect('createPet', sdk.createPet(customers('pets/write'), { body: draft }), 201, { ...draft, id: 4 })
  same(made.headers.get('location'), '/pets/4', 'createPet, Location')
  await expect('createPet without a token', sdk.createPet(client(), { body: draft }), 401)
  await expect('createPet without the scope', sdk.createPet(customers('pets/read'), { body: draft }), 401)
  await expect('createPet with a wrong body', sdk.createPet(customers('pets/write'), { body: { name: '' } }), 422)

  const staff = (word) => client({ staff: `Bearer ${word}` })
  await expect('getPet', sdk.getPet(staff('open-sesame'), { petId: 1 }), 200, minka)
  await expect('getPet of nobody', sdk.getPet(staff('open-sesame'), { petId: 9 }), 404, {
    code: 'no-such-pet',
    message: "There is no pet 9; it's gone.",
  })
  await expect('getPet, denied', sdk.getPet(staff('off-duty'), { petId: 1 }), 403)
  await expect('getPet, unknown', sdk.getPet(staff('mumble'), { petId: 1 }), 401)

  const signed = client({ iam: sdk.sigv4({ credentials, region: 'us-east-1' }) })
  await expect('updatePet', sdk.updatePet(signed, { petId: 2, body: { name: 'Rex', species: 'dog', tags: ['ö\n"'] } }), 200, {
    name: 'Rex',
    species: 'dog',
    tags: ['ö\n"'],
    id: 2,
  })
  await expect('updatePet of nobody', sdk.updatePet(signed, { petId: 9, body: draft }), 404, {
    code: 'no-such-pet',
    message: "There is no pet 9; it's gone.",
  })
  await expect('updatePet without a signature', sdk.updatePet(client(), { petId: 2, body: draft }), 403)

  const partner = (secret) => ({ headers: { 'X-Partner': '42', 'X-Partner-Secret': secret } })
  await expect('deletePet', sdk.deletePet(client(), { petId: 3 }, partner('tails')), 204)
  await expect('deletePet with a wrong secret', sdk.deletePet(client(), { petId: 3 }, partner('heads')), 403)

  const photo = await expect('getPhoto', sdk.getPhoto(client(), { petId: 1 }, { headers: { Accept: 'image/png' } }), 200)
  const bytes = new Uint8Array(await new Response(photo.body).arrayBuffer())
  same([...bytes.slice(0, 4)], [0x89, 0x50, 0x4e, 0x47], 'getPhoto')
  await expect('putPhoto', sdk.putPhoto(customers('pets/write'), { petId: 1, body: new Blob([bytes], { type: 'image/png' }) }), 204)

  await expect('getStock', sdk.getStock(client({ plan: apiKey }), { species: 'cat', color: 'black' }), 200, { species: 'cat', count: 2 })
  await expect('getStock without a key', sdk.getStock(client(), { species: 'cat', color: 'black' }), 403)
  await expect('getPrices', sdk.getPrices(client()), 200, {
    prices: [
      { species: 'cat', cents: 12000 },
      { species: "dog's", cents: 9900 },
    ],
  })
  await expect('getHealth', sdk.getHealth(client()), 200, { status: 'ok', stage: 'dev' })
  await expect('getCategory', sdk.getCategory(client(), { categoryId: 'mammals' }), 200, {
    name: 'mammals',
    children: [
      { name: 'cats', children: [] },
      { name: 'dogs', children: [] },
    ],
  })

  const preflight = await fetch(`${baseUrl}/pets`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST' },
  })
  calls++
  same([preflight.status, preflight.headers.get('access-control-allow-methods')], [204, 'GET,POST,OPTIONS'], 'OPTIONS /pets')
  return calls
}

try {
  await demo()
  console.log(`\nEverything held, in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
} catch (error) {
  console.error(`\nThis did not hold: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup()
}
