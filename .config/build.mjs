// Builds dist/: everything bundled into few modules, so that the command line starts near Node's own floor. Third-party
// packages stay outside and load when their door is first opened.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, posix, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { writeAssets } from './assets.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** What can be imported from outside, and the programs that run as child processes. */
const library = {
  'generator/index': 'generator/index.ts',
  'generator/testing': 'generator/testing.ts',
  'runtime/gateway/index': 'runtime/gateway/index.ts',
  'runtime/gateway/lambda/worker/worker-program': 'runtime/gateway/lambda/worker/worker-program.ts',
  'runtime/gateway/lambda/bootstrap/node-program': 'runtime/gateway/lambda/bootstrap/node-program.ts',
}

/**
 * The modules of the command line that are loaded together, in one file a group with everything they import: finding, reading and linking
 * a module takes Node about half a millisecond however small it is. The first group that needs a module has it; what none needs is
 * grouped by who imports it.
 */
const groups = [
  // Help needs nothing but these.
  { name: 'help', modules: ['generator/cli/commands/index.ts', 'generator/cli/help.ts', 'generator/cli/standard-streams.ts'] },
  { name: 'start', modules: ['generator/cli/main.ts', 'generator/cli/host.ts'] },
  {
    name: 'definition',
    modules: ['runtime/gateway/definition/import.ts', 'runtime/gateway/velocity/index.ts', 'runtime/gateway/jsonpath/read-path.ts'],
  },
  {
    name: 'generate',
    modules: [
      'generator/cli/commands/generate.ts',
      'generator/load/disk.ts',
      'generator/load/load.ts',
      'generator/normalize/normalize.ts',
      'generator/derive/derive.ts',
      'generator/lint/lint.ts',
      'generator/judge/judge.ts',
      'generator/emit/gateway/gateway-document.ts',
      'generator/emitters.ts',
    ],
  },
]

const bootstraps = 'runtime/gateway/lambda/bootstrap'

/**
 * @param {{ types: boolean }} options `types`: print declarations too (slower)
 */
export async function build({ types }) {
  writeAssets()
  const dist = join(root, 'dist')
  await bundle({ bin: 'generator/cli/bin.ts' }, 'chunks', groups)
  await bundle(library, 'library', [])
  // Node asks every folder above a module what kind of module it is, and remembers only answers.
  for (const folder of ['', 'chunks', 'library']) writeFileSync(join(dist, folder, 'package.json'), '{ "type": "module" }\n')
  // The bootstraps of other languages run as they are; Java's is compiled where it runs.
  cpSync(join(root, bootstraps), join(dist, bootstraps), { recursive: true, filter: (path) => !path.endsWith('.ts') })
  chmodSync(join(dist, 'bin.js'), 0o755)
  if (!types) return
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const result = spawnSync(process.execPath, [tsc, '-p', join(root, '.config/tsconfig.build.json')], { stdio: 'inherit' })
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/**
 * Makes less to load of the same program. A chunk that only passes names on to a module that is imported lazily is left out: who imports it
 * takes the names from where they are. And code is ASCII, which V8 keeps in half the memory and need not decode.
 */
const quickToLoad = {
  name: 'quick-to-load',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk')
    const passing = new Map()
    for (const { fileName, isEntry, code } of chunks) {
      const [all, names, from] = /^export \{ ([^}]*) \} from "\.\/([^"]*)";\n$/.exec(code) ?? []
      if (all === undefined || isEntry) continue
      passing.set(posix.basename(fileName), { from, names: names.split(', ').map((name) => name.split(' as ')) })
      delete bundle[fileName]
    }
    for (const chunk of chunks) {
      chunk.code = chunk.code
        .replace(/import\("(\.\/(?:[^"]*\/)?)([^"/]*)"\)/g, (lazily, folder, file) => {
          const { from, names = [] } = passing.get(file) ?? {}
          const taken = names.map(([name, as = name]) => `${as}: chunk.${name}`)
          return from === undefined ? lazily : `import("${folder}${from}").then((chunk) => ({ ${taken.join(', ')} }))`
        })
        // Strings, templates and regular expressions, the only places of such characters, all read the escape.
        .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    }
  },
}

/** Bundles entries with what they import of ours; packages stay outside. */
async function bundle(entries, chunks, groups) {
  const missing = groups.flatMap(({ modules }) => modules).find((path) => !existsSync(join(root, path)))
  if (missing) throw new Error(`.config/build.mjs groups ${missing}, which is not there`)
  const modules = await rolldown({
    cwd: root,
    input: entries,
    platform: 'node',
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    transform: { target: 'node20.19' },
    // A module that is imported both ways loads with the earlier one: nothing is lost.
    checks: { ineffectiveDynamicImport: false },
  })
  await modules.write({
    dir: join(root, 'dist'),
    format: 'esm',
    comments: false,
    plugins: [quickToLoad],
    chunkFileNames: `${chunks}/[name]-[hash].js`,
    codeSplitting: {
      groups: groups.map(({ name, modules }, index) => ({
        name,
        priority: groups.length - index,
        test: (id) => modules.includes(relative(root, id).replaceAll('\\', '/')),
      })),
    },
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  await build({ types: true })
}
