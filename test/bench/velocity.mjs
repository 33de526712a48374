// Mapping templates: apigen's engine beside velocityjs and a function written by hand, in one process and in turn; then how long compiling
// takes as templates grow. Part of `npm run bench`; alone: node test/bench/velocity.mjs
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { subjects } from './velocity-subjects.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
if (!existsSync(join(here, 'node_modules/velocityjs'))) {
  console.error('The peer velocityjs is not installed: npm install in test/bench')
  process.exit(1)
}
const { default: velocityjs } = await import('velocityjs')

// Within the repository, so that the engine finds its one dependency.
const folder = mkdtempSync(join(resolve(here, '../../node_modules'), '.apigen-bench-'))
const outfile = join(folder, 'engine.mjs')
const entry = resolve(here, '../../runtime/gateway/velocity/index.ts')
await build({ entryPoints: [entry], bundle: true, format: 'esm', platform: 'node', target: 'node20.19', packages: 'external', outfile })
const { compileTemplate, renderTemplate } = await import(pathToFileURL(outfile).href)
rmSync(folder, { recursive: true })

const rounds = 200
/** Milliseconds of warming up: the engines compile what runs often. */
const warmUp = 3000
const squeezed = (text) => text.replace(/\s+/g, '')

/** What velocityjs needs to see the request as API Gateway shows it. */
function velocityContext({ body, params, context, stageVariables }) {
  const map = (values) => ({ ...values, keySet: () => Object.keys(values), get: (name) => values[name] })
  const document = JSON.parse(body)
  const escapes = { "'": "\\'", '"': '\\"', '\\': '\\\\', '\n': '\\n' }
  const size = (value) => (Array.isArray(value) ? Object.assign(value, { size: () => value.length }) : value)
  for (const value of Object.values(document)) size(value)
  return {
    input: {
      body,
      path: () => document,
      json: () => JSON.stringify(document),
      params: () => map(Object.fromEntries(Object.entries(params).map(([name, values]) => [name, map(values)]))),
    },
    util: { escapeJavaScript: (text) => String(text).replace(/['"\\\n]/g, (char) => escapes[char]) },
    context: Object.fromEntries(
      Object.entries(context).map(([name, value]) => [
        name,
        typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, one ?? ''])) : value,
      ]),
    ),
    stageVariables: map(stageVariables),
  }
}

/** Calls everything in turn, so that each meets the same machine, and gives the tenth percentile: what is left when nobody disturbs. */
function measure(actions) {
  const repeats = actions.map(({ action }) => {
    const started = performance.now()
    let count = 0
    while (performance.now() - started < warmUp) {
      flat(action())
      count++
    }
    return Math.max(1, Math.round(count / warmUp))
  })
  const samples = actions.map(() => [])
  for (let round = 0; round < rounds; round++) {
    actions.forEach(({ action }, index) => {
      const started = performance.now()
      for (let time = 0; time < repeats[index]; time++) flat(action())
      samples[index].push(((performance.now() - started) / repeats[index]) * 1000)
    })
  }
  return samples.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 10)])
}

/** A text put together of pieces is made one when it is first read. */
function flat(text) {
  return text.charCodeAt(text.length - 1)
}

for (const { name, template, scope, byHand } of subjects) {
  const compiled = compileTemplate(template)
  const ast = velocityjs.parse(template)
  const actions = [
    { name: 'written by hand', action: () => byHand(scope) },
    { name: 'apigen', action: () => renderTemplate(compiled, scope).output },
    { name: 'velocityjs, AST kept', action: () => new velocityjs.Compile(ast).render(velocityContext(scope)) },
    { name: 'velocityjs, render()', action: () => velocityjs.render(template, velocityContext(scope)) },
  ]
  const [wanted = ''] = actions.map(({ action }) => squeezed(action()))
  const results = measure(actions)
  console.log(name)
  actions.forEach((one, index) => {
    const same = squeezed(one.action()) === wanted ? '' : '  (prints something else)'
    const figures = `${results[index].toFixed(1).padStart(9)} µs  ${(results[index] / results[0]).toFixed(2).padStart(7)}×`
    console.log(`  ${one.name.padEnd(32)} ${figures}${same}`)
  })
  console.log()
}

const ordinary = (bytes) => {
  const part = (index) => `#set($name = $input.path('$.items[${index}].name'))
#if($name != "" && $context.stage == 'prod')
  "item${index}": "$util.escapeJavaScript($name)", ## with a name
#else
  "item${index}": null,
#end
`
  let text = ''
  for (let index = 0; text.length < bytes; index++) text += part(index)
  return text
}
const compilations = [
  ['compiling `$ # `', (bytes) => '$ # '.repeat(bytes / 4), [40_000, 80_000, 160_000, 320_000]],
  ['compiling an ordinary template', ordinary, [6_500, 13_000, 26_000, 52_000]],
]
for (const [name, make, sizes] of compilations) {
  console.log(name)
  const texts = sizes.map(make)
  const times = texts.map((text) => {
    const all = Array.from({ length: 15 }, () => {
      const started = performance.now()
      try {
        compileTemplate(text)
      } catch {
        // `$ # ` ends as no template may; it is read to its end first.
      }
      return performance.now() - started
    })
    return Math.min(...all)
  })
  texts.forEach((text, index) => {
    const each = (times[index] / text.length) * 1000
    console.log(
      `  ${`${(text.length / 1000).toFixed(0)} kB`.padEnd(32)} ${times[index].toFixed(1).padStart(9)} ms  ${each.toFixed(2)} µs a byte`,
    )
  })
  console.log()
}
