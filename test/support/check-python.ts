import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { OutputFile } from '../../generator/model/output.ts'

/** The oldest Python on Lambda that handlers are generated for, and the newest. */
export const PYTHONS = ['3.11', '3.14'] as const

/** The type checkers, each as strict as it is. */
export const CHECKERS = ['mypy', 'pyright'] as const

/**
 * What a type checker says of projects, all in one run: each a name and its files. The run time, which is the same for all, is there once.
 */
export function checkPython(
  checker: (typeof CHECKERS)[number],
  python: (typeof PYTHONS)[number],
  projects: Readonly<Record<string, readonly OutputFile[]>>,
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-python-'))
  try {
    for (const [name, files] of Object.entries(projects)) {
      for (const file of files.filter(({ path }) => path.endsWith('.py'))) {
        const { path, text } = placed(name, file)
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
    }
    writeFileSync(join(folder, 'pyrightconfig.json'), JSON.stringify({ typeCheckingMode: 'strict', pythonVersion: python }))
    const options = [
      '--strict',
      '--explicit-package-bases',
      '--no-error-summary',
      '--cache-dir',
      join(folder, '.mypy'),
      '--python-version',
      python,
    ]
    const args = checker === 'mypy' ? [...options, '.'] : ['--outputjson']
    const { stdout, stderr } = spawnSync(checker, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
    if (stdout === '' && stderr !== '') throw new Error(stderr)
    return checker === 'mypy' ? stdout.split('\n').filter((line) => line !== '') : pyrightLines(stdout, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A file of a project below a package of the project's name. */
function placed(project: string, { path, text }: OutputFile): { readonly path: string; readonly text: string } {
  const name = `p_${project.replace(/\W/g, '_')}`
  const shared = /^generated\/handlers\/python\/((?:runtime|validation)\/.*)$/.exec(path)?.[1]
  if (shared !== undefined) return { path: `shared/${shared}`, text }
  const rewritten = text
    .replace(/^( *from )(?:\.\.?|generated\.handlers\.python\.)(runtime|validation)\./gm, '$1shared.$2.')
    .replace(/^ *from (generated|handlers)\.(handlers\.)?python/gm, (line) => line.replace('from ', `from ${name}.`))
  return { path: `${name}/${path}`, text: rewritten }
}

function pyrightLines(stdout: string, folder: string): string[] {
  const { generalDiagnostics } = JSON.parse(stdout) as {
    generalDiagnostics: readonly { file: string; message: string; rule?: string; range: { start: { line: number } } }[]
  }
  return generalDiagnostics.map(
    ({ file, message, rule, range }) => `${file.slice(folder.length + 1)}:${range.start.line + 1}: ${message} [${rule ?? ''}]`,
  )
}
