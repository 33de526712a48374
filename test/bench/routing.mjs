// What finding a method costs in GitHub's API beside the petstore's: every operation of each is asked for, in turn, round by round.
// Part of `npm run bench`; alone: node test/bench/routing.mjs
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { load } from 'js-yaml'

const root = resolve(fileURLToPath(new URL('.', import.meta.url)), '../..')
const github = resolve(root, process.env.APIGEN_CONFORMANCE ?? '../shared/conformance', 'large/github.json')
if (!existsSync(github)) {
  console.log(`routing: skipped, ${github} is not there.`)
  process.exit(0)
}

const folder = mkdtempSync(join(root, 'node_modules', '.apigen-bench-'))
const outfile = join(folder, 'route.mjs')
const entry = join(root, 'runtime/gateway/execute/route.ts')
await build({ entryPoints: [entry], bundle: true, format: 'esm', platform: 'node', target: 'node20.19', outfile })
const { createRouter } = await import(pathToFileURL(outfile).href)
rmSync(folder, { recursive: true })

const verbs = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']

/** A definition with the resources of a document's paths, and a request for each of its operations. */
function subject(name, text) {
  const resources = { '': { id: '', path: '/', methods: {} } }
  const requests = []
  for (const [path, item] of Object.entries(load(text).paths)) {
    let resource = resources['']
    let below = ''
    for (const pathPart of path.split('/').filter((part) => part !== '')) {
      const parentId = below
      below = `${below}/${pathPart}`
      resources[below] ??= { id: below, parentId, pathPart, path: below, methods: {} }
      resource = resources[below]
    }
    for (const verb of Object.keys(item).filter((key) => verbs.includes(key))) {
      const method = { httpMethod: verb.toUpperCase() }
      resource.methods[method.httpMethod] = method
      requests.push({ verb: method.httpMethod, path: path.replace(/\{[^}]*\}/g, 'value-7'), resource, method })
    }
  }
  return { name, requests, route: createRouter({ rootResourceId: '', resources }) }
}

const subjects = [
  subject('petstore', readFileSync(join(root, 'specs/petstore.yaml'), 'utf8')),
  subject('github', readFileSync(github, 'utf8')),
]

// A router that finds nothing is quick: a path with its variables filled in leads to its own method, or to a static one beside it.
for (const { name, requests, route } of subjects)
  for (const { verb, path } of requests)
    if (route(verb, path)?.method.httpMethod !== verb) throw new Error(`${name}: ${verb} ${path} leads nowhere`)

/** Nanoseconds a request, and a path that is not there as often. */
function once({ requests, route }, unknown) {
  const times = Math.ceil(5000 / requests.length)
  let found = 0
  const started = process.hrtime.bigint()
  for (let time = 0; time < times; time++)
    for (const { verb, path } of requests) if (route(verb, unknown ? `${path}/nothing/here` : path) !== undefined) found++
  const elapsed = Number(process.hrtime.bigint() - started)
  if (!unknown && found !== times * requests.length) throw new Error('a request found no method')
  return elapsed / (times * requests.length)
}

const rounds = 200
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const rows = [false, true].map((unknown) => {
  const results = subjects.map(() => [])
  for (let round = 0; round < rounds; round++) for (const [index, one] of subjects.entries()) results[index].push(once(one, unknown))
  const ratio = median(results[1].map((time, round) => time / results[0][round]))
  return { unknown, times: results.map(median), ratio }
})

console.log(`routing, ns a request (medians of ${rounds} rounds in turn; goal: at most 4 times the petstore's)\n`)
console.log(`| | ${subjects.map(({ name, requests }) => `${name}, ${requests.length} operations`).join(' | ')} | ratio |`)
console.log('|---|---|---|---|')
for (const { unknown, times, ratio } of rows)
  console.log(
    `| ${unknown ? 'no such path' : 'every operation'} | ${times.map((time) => time.toFixed(0)).join(' | ')} | ${ratio.toFixed(2)} |`,
  )
