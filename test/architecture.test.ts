import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/**
 * The walls of the house. A room is a folder (or file) with the rooms it may import, the third-party packages it is the
 * door of, and the files that may use Node's own modules. A broken wall fails with the offending edge.
 */
interface Room {
  readonly path: string
  readonly imports: readonly string[]
  /** Package → the one file (or folder) that may import it. */
  readonly doors?: Readonly<Record<string, string>>
  /** `all`, or the files (or folders) that may import `node:` modules. */
  readonly node?: 'all' | readonly string[]
}

const FLOORS = ['generator/base', 'generator/model']
const FACTS = ['runtime/gateway/facts.ts', 'runtime/gateway/velocity/syntax', 'runtime/gateway/jsonpath/syntax']
const EMIT = [
  'generator/emit/code.ts',
  'generator/emit/template.ts',
  'generator/emit/assets.ts',
  'generator/emit/runtime-sources.ts',
  'generator/emit/languages',
]
const FLOOR_2 = ['load', 'config', 'normalize', 'lint', 'judge', 'derive', 'emit', 'merge', 'write', 'diff', 'deploy'].map(
  (name) => `generator/${name}`,
)

const emitters = (): Room[] =>
  readdirSync(path('generator/emit'))
    .filter((name) => name !== 'languages' && statSync(path(`generator/emit/${name}`)).isDirectory())
    .map((name) => ({
      path: `generator/emit/${name}`,
      imports: [...FLOORS, ...FACTS, ...EMIT],
      ...(name === 'openapi-types' && {
        doors: { 'openapi-typescript': `generator/emit/${name}`, typescript: `generator/emit/${name}` },
        node: [`generator/emit/${name}/packages.ts`],
      }),
    }))

const rooms = (): Room[] => [
  { path: 'generator/base', imports: [], node: ['generator/base/json.ts'] },
  { path: 'generator/model', imports: ['generator/base'] },
  {
    path: 'generator/load',
    imports: FLOORS,
    doors: { '@apidevtools/swagger-parser': 'generator/load', 'js-yaml': 'generator/load/yaml.ts' },
    node: ['generator/load/disk.ts'],
  },
  { path: 'generator/config', imports: [...FLOORS, 'generator/load/parse.ts'], doors: { jiti: 'generator/config' }, node: 'all' },
  { path: 'generator/normalize', imports: FLOORS },
  { path: 'generator/lint', imports: [...FLOORS, ...FACTS, 'runtime/gateway/velocity', 'runtime/gateway/jsonpath'] },
  { path: 'generator/judge', imports: [...FLOORS, 'runtime/gateway'] },
  { path: 'generator/derive', imports: [...FLOORS, ...FACTS] },
  { path: 'generator/diff', imports: [...FLOORS, ...FACTS] },
  ...emitters(),
  { path: 'generator/emit/languages', imports: [...FLOORS, ...FACTS, 'generator/emit/code.ts'] },
  { path: 'generator/emit/code.ts', imports: FLOORS },
  {
    path: 'generator/emit/template.ts',
    imports: [...FLOORS, 'generator/emit/code.ts', 'generator/emit/assets.ts'],
    doors: { handlebars: 'generator/emit/template.ts' },
    node: ['generator/emit/template.ts'],
  },
  { path: 'generator/emit/runtime-sources.ts', imports: ['generator/emit/assets.ts', 'generator/emit/code.ts'] },
  { path: 'generator/emit/assets.ts', imports: [] },
  { path: 'generator/merge', imports: [...FLOORS, 'generator/load/yaml.ts', 'generator/load/parse.ts'] },
  { path: 'generator/write', imports: FLOORS, node: 'all' },
  {
    path: 'generator/deploy',
    imports: [...FLOORS, 'runtime/gateway/facts.ts'],
    doors: { '@aws-sdk/client-api-gateway': 'generator/deploy/aws', '@aws-sdk/client-lambda': 'generator/deploy/aws' },
    node: [
      'generator/deploy/journal.ts',
      'generator/deploy/prune-journals.ts',
      'generator/deploy/import/import-files.ts',
      'generator/deploy/aws/sdk.ts',
      'generator/deploy/package',
    ],
  },
  { path: 'generator/targets.ts', imports: [] },
  { path: 'generator/emitters.ts', imports: ['generator/model', 'generator/targets.ts', 'generator/emit'] },
  { path: 'generator/pipeline.ts', imports: [...FLOORS, ...FLOOR_2, 'generator/targets.ts', 'generator/emitters.ts'] },
  { path: 'generator/project-functions.ts', imports: [...FLOORS, 'runtime/gateway/lambda/function-source.ts'] },
  {
    path: 'generator/development-functions.ts',
    imports: [...FLOORS, 'generator/pipeline.ts', 'generator/project-functions.ts', 'runtime/gateway/lambda/function-source.ts'],
  },
  {
    path: 'generator/render',
    imports: [
      ...FLOORS,
      'generator/config',
      'generator/load/disk.ts',
      'generator/load/locate.ts',
      'generator/judge/placeholders.ts',
      'generator/pipeline.ts',
      'generator/project-functions.ts',
      'runtime/gateway',
    ],
    node: ['generator/render/open-project.ts'],
  },
  {
    path: 'generator/index.ts',
    imports: [...FLOORS, ...FLOOR_2, 'generator/pipeline.ts', 'generator/project-functions.ts', 'generator/targets.ts'],
  },
  { path: 'generator/testing.ts', imports: [...FLOORS, 'generator/render', 'generator/testing'] },
  {
    path: 'generator/testing',
    imports: [
      ...FLOORS,
      'generator/development-functions.ts',
      'generator/pipeline.ts',
      'generator/project-functions.ts',
      'generator/load/reader.ts',
      'generator/render',
      'runtime/gateway',
    ],
    node: ['generator/testing/open-spec.ts'],
  },
  {
    path: 'generator/cli',
    imports: ['generator', 'runtime/gateway'],
    doors: { commander: 'generator/cli', '@clack/prompts': 'generator/cli', '@bomb.sh/tab': 'generator/cli', chokidar: 'generator/cli' },
    node: 'all',
  },
  { path: 'runtime/typescript', imports: [] },
  { path: 'runtime/gateway/velocity/syntax', imports: [] },
  { path: 'runtime/gateway/jsonpath/syntax', imports: [] },
  { path: 'runtime/gateway/facts.ts', imports: [] },
  {
    path: 'runtime/gateway',
    imports: ['runtime/typescript/sigv4.ts'],
    doors: {
      'js-yaml': 'runtime/gateway/definition',
      'ajv-draft-04': 'runtime/gateway/execute/body-schema.ts',
      ajv: 'runtime/gateway/execute/body-schema.ts',
      re2js: 'runtime/gateway/linear-regex.ts',
      typescript: 'runtime/gateway/lambda/transpile-each.ts',
      esbuild: 'runtime/gateway/lambda/transpile.ts',
    },
    node: 'all',
  },
]

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const path = (name: string): string => join(root, name)
const below = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`)

function sourceFiles(folder: string): string[] {
  if (!existsSync(path(folder))) return []
  return readdirSync(path(folder)).flatMap((name) => {
    const file = `${folder}/${name}`
    if (statSync(path(file)).isDirectory()) return sourceFiles(file)
    return file.endsWith('.ts') ? [file] : []
  })
}

interface Import {
  readonly name: string
  readonly typeOnly: boolean
  /** `import()`: opened when it is needed. */
  readonly lazy: boolean
}

/** The modules a file names in imports, exports and `import()`. */
function imported(file: string): Import[] {
  const text = readFileSync(path(file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false)
  const found: Import[] = []
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const clause = statement.importClause
      found.push({ name: statement.moduleSpecifier.text, typeOnly: clause !== undefined && allTypes(clause), lazy: false })
    } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)) {
      found.push({ name: statement.moduleSpecifier.text, typeOnly: statement.isTypeOnly, lazy: false })
    }
  }
  const visit = (node: ts.Node): void => {
    const [argument] = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : []
    if (argument && ts.isStringLiteralLike(argument)) found.push({ name: argument.text, typeOnly: false, lazy: true })
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
      found.push({ name: node.argument.literal.text, typeOnly: true, lazy: false })
    ts.forEachChild(node, visit)
  }
  // These two stand anywhere in a file, and in few files.
  if (/\bimport\s*\(/.test(text)) visit(source)
  return found
}

function allTypes(clause: ts.ImportClause): boolean {
  if (clause.isTypeOnly) return true
  const { name, namedBindings } = clause
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  )
}

/** The file of this repository that a relative import means. */
function targetOf(file: string, name: string): string {
  const target = relative(root, resolve(dirname(path(file)), name)).replaceAll('\\', '/')
  return existsSync(path(target)) ? target : target.replace(/\.js$/, '.ts')
}

/** What is wrong with the edges of one file, each as `file → target`. */
function broken(file: string, imports: readonly Import[], room: Room): string[] {
  const edges: string[] = []
  for (const { name } of imports) {
    if (name.startsWith('.')) {
      const target = targetOf(file, name)
      if (!below(target, room.path) && !room.imports.some((allowed) => below(target, allowed))) edges.push(`${file} → ${target}`)
    } else if (isBuiltin(name)) {
      const allowed = room.node === 'all' || (room.node ?? []).some((place) => below(file, place))
      if (!allowed) edges.push(`${file} → ${name}`)
    } else {
      const packageName = name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')
      const door = room.doors?.[packageName]
      if (door === undefined || !below(file, door)) edges.push(`${file} → ${packageName}`)
    }
  }
  return edges
}

/** The most particular room a file stands in. */
function roomOf(file: string, all: readonly Room[]): Room | undefined {
  return all.filter((room) => below(file, room.path)).sort((a, b) => b.path.length - a.path.length)[0]
}

describe('architecture', () => {
  const all = rooms()
  const files = ['generator', 'runtime/gateway', 'runtime/typescript'].flatMap(sourceFiles)
  const imports = new Map(files.map((file) => [file, imported(file)]))

  it('has a room for every file', () => {
    expect(files.filter((file) => !roomOf(file, all))).toEqual([])
  })

  it('keeps its walls', () => {
    const edges = files.flatMap((file) => {
      const room = roomOf(file, all)
      return room ? broken(file, imports.get(file) ?? [], room) : []
    })
    expect(edges).toEqual([])
  })

  it('has one door for each package that Java handlers need', () => {
    const folder = 'runtime/java'
    const sources = readdirSync(path(folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java'))
    const doors = sources.flatMap((name) => {
      const imports = readFileSync(path(`${folder}/${name}`), 'utf8').matchAll(/^import (?:static )?(?!java\.|generated\.)(\w+\.\w+)/gm)
      return [...new Set([...imports].map(([, owner]) => `${name.replaceAll('\\', '/')}: ${owner}`))]
    })
    expect(doors.sort()).toEqual(['handler/Json.java: com.fasterxml', 'handler/LambdaFunction.java: com.amazonaws'])
  })

  it('has no cycle between modules', () => {
    // Types may refer to each other and `import()` waits until it is needed; what is loaded at once may not turn in circles.
    const loads = (file: string): string[] =>
      (imports.get(file) ?? [])
        .filter((one) => one.name.startsWith('.') && !one.typeOnly && !one.lazy)
        .map((one) => targetOf(file, one.name))
    const graph = new Map(files.map((file) => [file, loads(file)]))
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) cycles.push([...way.slice(way.indexOf(file)), file].join(' → '))
      if (done.has(file)) return
      done.add(file)
      for (const next of graph.get(file) ?? []) visit(next, [...way, file])
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })

  it('makes Code only in languages and the printer', () => {
    const makers = files.filter((file) => /\btrusted\b/.test(readFileSync(path(file), 'utf8')) && below(file, 'generator'))
    expect(makers.filter((file) => !below(file, 'generator/emit/languages') && file !== 'generator/emit/code.ts')).toEqual([])
  })

  it('keeps no state in modules, inherits from nothing but Error, and has no enum', () => {
    const offences = files.flatMap((file) => {
      if (file === 'generator/emit/assets.ts') return []
      const text = readFileSync(path(file), 'utf8')
      const found: string[] = []
      if (/^(export )?let /m.test(text)) found.push(`${file}: module-level let`)
      if (/^(export )?(const )?enum /m.test(text)) found.push(`${file}: enum`)
      for (const match of text.matchAll(/\bclass (\w+)(?:<[^>]*>)? extends (\w+)/g))
        if (match[2] !== 'Error') found.push(`${file}: ${match[1]} extends ${match[2]}`)
      return found
    })
    expect(offences).toEqual([])
  })

  it('holds at most 20 runtime dependencies, each with a decision record', () => {
    const { dependencies } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as { dependencies: Record<string, string> }
    const records = readdirSync(path('generator/decisions')).map((name) => readFileSync(path(`generator/decisions/${name}`), 'utf8'))
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(20)
    expect(Object.keys(dependencies).filter((name) => !records.some((record) => record.includes(`\`${name}\``)))).toEqual([])
  })

  it('gives every decision a number of its own', () => {
    const names = readdirSync(path('generator/decisions'))
    const numbers = names.map((name) => name.slice(0, 4))
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
    const headings = names.map((name) => readFileSync(path(`generator/decisions/${name}`), 'utf8').slice(0, 9))
    expect(headings).toEqual(numbers.map((number) => `# ${number} · `))
  })

  it('sees a broken wall', () => {
    const file = 'generator/pipeline.ts'
    expect(broken(file, imported(file), { path: file, imports: [] })).not.toEqual([])
  })

  it('shows nothing at the top but what the design names', () => {
    const visible = readdirSync(root).filter((name) => !name.startsWith('.'))
    const allowed =
      'specs generator runtime examples test package.json package-lock.json tsconfig.json README.md LICENSE node_modules dist'.split(' ')
    expect(visible.filter((name) => !allowed.includes(name))).toEqual([])
  })
})
