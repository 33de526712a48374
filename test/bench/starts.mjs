// What the first answer of generated handlers in Python and Java costs beside those of peers: processor time of fresh processes, in turn.
// Usage: npm run build && node test/bench/starts.mjs. It needs python3 with pip, a JDK and Maven, which get the peers into node_modules/.cache.
// APIGEN_BENCH_RUNS (15 processes each)
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'
import { median } from './measure.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const cache = join(root, 'node_modules/.cache')
const runs = Number(process.env.APIGEN_BENCH_RUNS ?? 15)
const folder = mkdtempSync(join(tmpdir(), 'apigen-bench-starts-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const event = join(folder, 'event.json')
writeFileSync(
  event,
  JSON.stringify({
    resource: '/pets',
    path: '/pets',
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/json' },
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: { requestId: '1', stage: 'dev', apiId: 'a', httpMethod: 'POST', path: '/pets', resourcePath: '/pets', identity: {} },
    body: JSON.stringify({ name: 'Rex', species: 'dog', born: '2020-02-03', tags: ['a', 'b'] }),
    isBase64Encoded: false,
  }),
)

function run(program, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options })
  if (status !== 0) throw new Error(`${program} ${args[0]} …: ${stderr || stdout}`)
  return stdout
}

/** The petstore names a function for each operation, in its integrations too: without them, one serves everything. */
function inOne(runtime) {
  const { paths, ...rest } = parse(readFileSync(join(root, 'specs/petstore.yaml'), 'utf8'))
  const methods = ([name, item]) => [
    name,
    Object.fromEntries(
      Object.entries(item)
        .filter(([method]) => method !== 'options')
        .map(([key, value]) => {
          if (Array.isArray(value) || typeof value !== 'object') return [key, value]
          const { 'x-amazon-apigateway-integration': _, 'x-apigen-integration': __, 'x-apigen-function': ___, ...operation } = value
          return [key, operation]
        }),
    ),
  ]
  return stringify({
    ...rest,
    'x-apigen': { name: 'petstore', grouping: 'api', function: { runtime } },
    paths: Object.fromEntries(Object.entries(paths).map(methods)),
  })
}

/** A project of the petstore in which one function serves everything. */
function generate(runtime, target, file, text) {
  const project = join(folder, runtime)
  mkdirSync(project)
  writeFileSync(join(project, 'openapi.yaml'), inOne(runtime))
  writeFileSync(join(project, 'apigen.config.json'), JSON.stringify({ spec: 'openapi.yaml' }))
  run(process.execPath, [join(root, 'dist/bin.js'), 'generate', '--target', target], { cwd: project })
  writeFileSync(join(project, file), text)
  return project
}

/** Milliseconds of each row, from processes that take turns; the first round fills caches and does not count. */
function measure(rows) {
  const found = rows.map(() => [])
  for (let round = 0; round <= runs; round += 1) {
    rows.forEach(({ once }, index) => {
      const took = once()
      if (round > 0) found[index].push(took)
    })
  }
  return found.map(median)
}

function print(title, rows, values, base) {
  const width = Math.max(title.length, ...rows.map(({ name }) => name.length))
  console.log(`${title.padEnd(width)}   CPU ms   ratio`)
  rows.forEach(({ name }, index) => {
    const ratio = index < base ? '' : `${(values[index] / values[base]).toFixed(2)}×`
    console.log(`${name.padEnd(width)}  ${values[index].toFixed(1).padStart(7)}  ${ratio.padStart(6)}`)
  })
  console.log()
}

const CREATE_PY = `from __future__ import annotations

from generated.handlers.python import create_pet as api


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> api.Answer:
    return {"status": 201, "headers": {"Location": "/pets/1"}, "body": {"id": 1, "name": "Rex", "species": "dog"}}
`

function python() {
  const peers = join(cache, 'apigen-bench-python')
  if (!existsSync(peers))
    run('python3', ['-m', 'pip', 'install', '-q', '--target', peers, 'aws-lambda-powertools[parser]==3.37.0', 'aws-xray-sdk==2.14.0'])
  const project = generate('python3.14', 'handlers-python', 'handlers/python/create_pet.py', CREATE_PY)
  const once = (module, path, more = {}) => {
    const env = { ...process.env, PYTHONPATH: path.join(delimiter), POWERTOOLS_SERVICE_NAME: 'pets', ...more }
    return () => Number(run('python3', [join(here, 'starts/measure.py'), module, event], { env, cwd: folder }))
  }
  const starts = join(here, 'starts')
  const rows = (more) => [
    { name: 'bare handler', once: once('bare', [starts], more) },
    { name: 'apigen, one function for the petstore', once: once('generated.handlers.python.functions.petstore', [project], more) },
    { name: 'Powertools event handler', once: once('powertools', [starts, peers], more) },
    { name: 'Powertools event handler, requests checked', once: once('powertools', [starts, peers], { ...more, CHECKED: '1' }) },
  ]
  const cached = rows({})
  print('Python, compiled before', cached, measure(cached), 0)
  // As a function starts whose package has no compiled files.
  const anew = rows({ PYTHONDONTWRITEBYTECODE: '1', PYTHONPYCACHEPREFIX: join(folder, 'nothing') })
  print('Python, compiled at the start', anew, measure(anew), 0)
}

const CREATE_JAVA = `package handlers.java;

import generated.handlers.java.CreatePetOperation;
import generated.handlers.java.models.Pet;
import generated.handlers.java.runtime.Context;

public final class CreatePet implements CreatePetOperation {
    @Override
    public Response handle(Request request, Context context) {
        return new Created(Pet.builder(request.body().name(), request.body().species(), 1).build(), new CreatedHeaders("/pets/1"));
    }
}
`

/** What Maven needs to get the libraries of generated handlers, and the JSON of Lambda's own runtime client. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId>
  <artifactId>starts</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-core</artifactId><version>2.22.1</version></dependency>
    <dependency><groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-core</artifactId><version>1.4.0</version></dependency>
    <dependency><groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-serialization</artifactId><version>1.1.5</version></dependency>
  </dependencies>
</project>
`

function java() {
  const libraries = join(cache, 'apigen-bench-java')
  if (!existsSync(libraries)) {
    writeFileSync(join(folder, 'pom.xml'), POM)
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies'
    run('mvn', ['-q', '-B', copy, `-DoutputDirectory=${libraries}`], { cwd: folder })
  }
  const project = generate('java21', 'handlers-java', 'handlers/java/CreatePet.java', CREATE_JAVA)
  const files = (path) =>
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.java'))
      .map((name) => join(path, name))
  const classes = join(folder, 'classes')
  const jars = join(libraries, '*')
  run('javac', ['-nowarn', '-proc:none', '-cp', jars, '-d', classes, ...files(join(here, 'starts')), ...files(project)])
  // As Lambda starts it; the shell says what of a processor its child took.
  const once = (...args) => {
    const line = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-Xmx256m', '-cp', `${classes}${delimiter}${jars}`]
    return () => cpuOf(run('bash', ['-c', 'java "$@" && times', 'bash', ...line, 'starts.Start', ...args]))
  }
  const rows = [
    { name: 'an empty program', once: once() },
    { name: 'bare RequestHandler', once: once('starts.Bare', event) },
    { name: 'bare RequestStreamHandler, no JSON', once: once('starts.Bare$Stream', event) },
    { name: 'apigen, one function for the petstore', once: once('generated.handlers.java.functions.Petstore', event) },
  ]
  print('Java, the whole process', rows, measure(rows), 1)
}

/** Milliseconds of what bash's `times` says of its children, in the last line. */
function cpuOf(said) {
  const times = said.trim().split('\n').at(-1).split(' ')
  return times.reduce((sum, text) => {
    const [minutes, seconds] = text.slice(0, -1).split('m')
    return sum + (Number(minutes) * 60 + Number(seconds)) * 1000
  }, 0)
}

python()
java()
