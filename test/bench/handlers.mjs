// What generated TypeScript handlers cost beside those of peers: bytes that are loaded until the first validated answer, in how many files, of
// how many in all; that answer itself; and a warm request.
// Usage: npm run build && node test/bench/handlers.mjs. Peers: `npm install --legacy-peer-deps` in this folder. Every handler serves
// `POST /pets`, is bundled, split and minified by esbuild as `apigen deploy` does it, and runs in processes of its own, in turn.
// APIGEN_BENCH_RUNS (15 processes each), APIGEN_BENCH_REQUESTS (20000 warm ones a round)
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { parse, stringify } from 'yaml'
import { median } from './measure.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const runs = Number(process.env.APIGEN_BENCH_RUNS ?? 15)
const requests = Number(process.env.APIGEN_BENCH_REQUESTS ?? 20_000)
const folder = mkdtempSync(join(tmpdir(), 'apigen-bench-handlers-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const post = (path, body, more) => ({
  resource: path,
  path,
  httpMethod: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: '*/*' },
  multiValueHeaders: { 'Content-Type': ['application/json'], Accept: ['*/*'] },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
  // All that a REST API says of every request.
  requestContext: {
    resourceId: 'abc123',
    resourcePath: path,
    httpMethod: 'POST',
    extendedRequestId: 'JKJaXmPLvHcESHA=',
    requestTime: '10/Mar/2026:06:00:00 +0000',
    path: `/dev${path}`,
    accountId: '123456789012',
    protocol: 'HTTP/1.1',
    stage: 'dev',
    domainPrefix: 'a1b2c3d4e5',
    requestTimeEpoch: 1_773_122_400_000,
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    identity: { sourceIp: '192.0.2.1', userAgent: 'bench', user: null, caller: null, accessKey: null },
    domainName: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
    deploymentId: 'd1e2f3',
    apiId: 'a1b2c3d4e5',
  },
  body: JSON.stringify(body),
  isBase64Encoded: false,
  ...more,
})
const pet = post('/pets', { name: 'Rex', species: 'dog', born: '2020-02-03', tags: ['a', 'b'] })

const REQUIRE = "import { createRequire as requireOfBench } from 'node:module';const require = requireOfBench(import.meta.url);"

/** Generates a project whose handlers are the stubs, but for the code that is given. `text` is that of its spec. */
function generate(name, text, grouping, code = {}) {
  const project = join(folder, name)
  mkdirSync(project)
  writeFileSync(join(project, 'openapi.yaml'), text)
  writeFileSync(join(project, 'apigen.config.json'), JSON.stringify({ spec: 'openapi.yaml', functions: { grouping } }))
  const args = [join(root, 'dist/bin.js'), 'generate', '--target', 'types,validators,handlers-typescript']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(stderr || stdout)
  for (const [file, text] of Object.entries(code)) writeFileSync(join(project, 'handlers/typescript', file), text)
  return (fn) => {
    const file = join(project, 'generated/handlers/typescript/functions', `${fn}.ts`)
    if (!existsSync(file)) throw new Error(`there is no function ${fn} but ${readdirSync(dirname(file)).join(', ')}`)
    return file
  }
}

const createPet = {
  'createPet.ts': `import { operation } from '../../generated/handlers/typescript/createPet.js'
export default operation.handle(({ body }) => ({ status: 201, body: { id: 7, ...body } }))
`,
}
const petstore = readFileSync(join(root, 'specs/petstore.yaml'), 'utf8')
// The petstore names a function for each operation, in its integrations too: with the config alone there would still be one for each.
const { paths, ...rest } = parse(petstore)
const isOperation = ([, value]) => value?.operationId !== undefined
const inOne = (item) =>
  Object.fromEntries(
    Object.entries(item).map((entry) => {
      if (!isOperation(entry)) return entry
      const { 'x-amazon-apigateway-integration': _, 'x-apigen-integration': __, 'x-apigen-function': ___, ...operation } = entry[1]
      return [entry[0], operation]
    }),
  )
const petstoreInOne = stringify({
  ...rest,
  'x-apigen': { ...rest['x-apigen'], grouping: 'api' },
  paths: Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, inOne(item)])),
})
const asana = resolve(root, process.env.APIGEN_CONFORMANCE ?? '../shared/conformance', 'large/asana.yaml')
const peer = (name) => ({ name, entry: join(here, 'handlers', `${name}.mjs`), event: pet, status: 201 })
const installed = ['@middy/core', '@aws-lambda-powertools/event-handler', 'openapi-backend', 'hono'].every((name) =>
  existsSync(join(here, 'node_modules', name)),
)
if (!installed) console.error('The peers are not installed: npm install --legacy-peer-deps in test/bench.')
const subjects = [
  { ...peer('bare'), name: 'by hand' },
  {
    name: 'apigen, a function an operation',
    entry: generate('each', petstore, 'operation', createPet)('petstore-create-pet'),
    event: pet,
    status: 201,
  },
  {
    name: 'apigen, one function for the petstore',
    entry: generate('all', petstoreInOne, 'api', createPet)('petstore'),
    operation: 'createPet',
    event: pet,
    status: 201,
  },
  // The stub of a valid request answers 501.
  ...(existsSync(asana)
    ? [
        {
          name: 'apigen, one function for Asana',
          entry: generate('asana', readFileSync(asana, 'utf8'), 'api')('asana'),
          operation: 'createTag',
          event: post('/tags', { data: { name: 'a' } }),
          status: 501,
        },
      ]
    : []),
  ...(installed ? ['middy', 'powertools', 'openapi-backend', 'hono'].map(peer) : []),
]

/** The bundler of `apigen deploy`, which is no part of what the package exports. */
const { bundleModule } = await (async () => {
  const outfile = join(folder, 'bundle-module.mjs')
  const entryPoints = [join(root, 'generator/deploy/package/typescript.ts')]
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' })
  return import(pathToFileURL(outfile).href)
})()
mkdirSync(join(folder, 'node_modules'))
symlinkSync(join(root, 'node_modules/esbuild'), join(folder, 'node_modules/esbuild'), 'dir')

for (const [index, subject] of subjects.entries()) {
  const outdir = join(folder, String(index))
  mkdirSync(outdir)
  subject.bundle = join(outdir, 'index.mjs')
  subject.file = join(folder, `${index}.json`)
  writeFileSync(subject.file, JSON.stringify(subject))
  const files = subject.entry.startsWith(here)
    ? await bundlePeer(subject.entry, subject.name !== 'by hand')
    : await bundleModule(subject.entry, 'nodejs20.x', folder)
  for (const { path, bytes } of files) writeFileSync(join(outdir, path), bytes)
  const loaded = await loadedFor(outdir, subject.operation)
  subject.files = loaded.length
  subject.bytes = bytesOf(loaded.map((path) => statSync(path)))
  subject.total = bytesOf(readdirSync(outdir).map((path) => statSync(join(outdir, path))))
}

async function bundlePeer(entry, isPeer) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    // Some peers have dependencies that ask for Node's modules by `require`.
    ...(isPeer && { banner: { js: REQUIRE } }),
  })
  return [{ path: 'index.mjs', bytes: outputFiles[0].contents }]
}

/** The files that are loaded until the first answer: the entry, the code of the operation that is asked, and what both import. */
async function loadedFor(outdir, operation) {
  const { metafile } = await build({
    absWorkingDir: outdir,
    entryPoints: ['index.mjs'],
    outdir: 'unwritten',
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    metafile: true,
    logLevel: 'error',
  })
  const open = Object.keys(metafile.inputs).filter((path) => path === 'index.mjs' || path.startsWith(`${operation}-`))
  const found = new Set()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next) || metafile.inputs[next] === undefined) continue
    found.add(next)
    for (const { path, kind } of metafile.inputs[next].imports) if (kind === 'import-statement') open.push(path)
  }
  return [...found].map((path) => join(outdir, path))
}

function bytesOf(files) {
  return files.reduce((sum, { size }) => sum + size, 0)
}

const measured = subjects.map(() => [])
for (let run = 0; run <= runs; run++) {
  for (const [index, { bundle, file }] of subjects.entries()) {
    // Warm requests are measured in every third process.
    const args = [join(here, 'handlers/measure.mjs'), bundle, file, String(run % 3 === 1 ? requests : 0)]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr.slice(-2000))
    if (run > 0) measured[index].push(JSON.parse(stdout))
  }
}
const rows = subjects.map(({ name, bytes, files, total }, index) => {
  const warm = measured[index].map((one) => one.warm).filter((value) => value > 0)
  return {
    name,
    bytes,
    files,
    total,
    clock: median(measured[index].map((one) => one.clock)),
    cpu: median(measured[index].map((one) => one.cpu)),
    warm: Math.min(...warm),
  }
})
const [bare] = rows
const cell = (value, base, digits) => `${value.toFixed(digits).padStart(10)} ${`${(value / base).toFixed(2)}×`.padStart(8)}`
console.log(
  `Node ${process.version}; medians of ${runs} processes, warm requests the least of ${Math.ceil(runs / 3)} × 5 rounds of ${requests}\n`,
)
console.log(
  `${''.padEnd(40)}${'bytes'.padStart(9)}${'in files'.padStart(9)}${'of'.padStart(9)}${'first answer, ms'.padStart(20)}${'CPU ms'.padStart(20)}${'warm, CPU µs'.padStart(20)}`,
)
for (const { name, bytes, files, total, clock, cpu, warm } of rows) {
  const sizes = [bytes, files, total].map((value) => String(value).padStart(9)).join('')
  console.log(`${name.padEnd(40)}${sizes} ${cell(clock, bare.clock, 2)} ${cell(cpu, bare.cpu, 2)} ${cell(warm, bare.warm, 2)}`)
}
