import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { readFolder, readFolders } from './folder.ts'
import type { PackedFile } from './zip.ts'

/** The names by which pip knows Lambda's machines: wheels for these run on Amazon Linux 2023. */
const PLATFORMS = {
  x86_64: ['manylinux_2_34_x86_64', 'manylinux2014_x86_64'],
  arm64: ['manylinux_2_34_aarch64', 'manylinux2014_aarch64'],
} as const

/** Where the code of a Python function is, and what it runs on. */
interface PythonCode {
  readonly root: string
  readonly folders?: readonly string[]
  readonly runtime: string
  /** As Lambda reads it: `generated.handlers.python.functions.pets.handler`. */
  readonly handler: string
  readonly architecture: 'x86_64' | 'arm64'
}

/** A Python function: its folders, and what `requirements.txt` in it names, as wheels for Lambda's Python and processor whatever this machine has. */
export async function packPython({ root: folder, folders, runtime, handler, architecture }: PythonCode): Promise<PackedFile[]> {
  const own = folders === undefined ? readFolder(folder) : readFolders(folder, folders)
  if (folders !== undefined && own.length > 0) refuseMissing(own, handler)
  const requirements = join(folder, 'requirements.txt')
  if (!existsSync(requirements)) return own
  const target = mkdtempSync(join(tmpdir(), 'apigen-pip-'))
  try {
    await pip([
      ...['install', '--quiet', '--disable-pip-version-check', '--no-compile', '--target', target, '--requirement', requirements],
      ...['--only-binary', ':all:', '--implementation', 'cp', '--python-version', runtime.replace('python', '')],
      ...PLATFORMS[architecture].flatMap((platform) => ['--platform', platform]),
    ])
    // Programs of packages name the Python of this machine in their first line, and nobody runs them on Lambda.
    const installed = readFolder(target, (name) => name !== 'bin')
    const mine = new Set(own.map(({ path }) => path))
    return [...own, ...installed.filter(({ path }) => !mine.has(path))]
  } finally {
    rmSync(target, { recursive: true, force: true })
  }
}

/** Where a handler is gone that the generated entry point imports, Lambda would say so at the first call only. */
function refuseMissing(files: readonly PackedFile[], handler: string): void {
  const text = new Map(files.map(({ path, bytes }) => [path, bytes]))
  const entry = text.get(`${handler.split('.').slice(0, -1).join('/')}.py`)
  const imported = entry === undefined ? [] : [...new TextDecoder().decode(entry).matchAll(/^from (handlers\.python\.\w+) import /gm)]
  for (const [, module = ''] of imported) {
    const path = `${module.replaceAll('.', '/')}.py`
    if (text.has(path)) continue
    throw new ApigenFailure('usage', `\`${path}\` is not there, and \`${handler}\` runs it.`, {
      help: 'Bring it back, or run apigen generate, which seeds it anew.',
    })
  }
}

async function pip(args: readonly string[]): Promise<void> {
  for (const [program, ...before] of [
    ['python3', '-m', 'pip'],
    ['python', '-m', 'pip'],
  ] as const) {
    const outcome = await run(program, [...before, ...args])
    if (outcome.kind === 'done') return
    if (outcome.kind === 'failed')
      throw new ApigenFailure('usage', `pip could not install what the function needs: ${outcome.why}`, {
        help: 'A package without a wheel for Lambda cannot be installed for it: choose another version, or put its code beside the handler.',
      })
  }
  throw new ApigenFailure('usage', 'This machine has no Python 3, whose pip installs what requirements.txt names.', {
    help: 'Install it: python.org, apt install python3 python3-pip, brew install python.',
  })
}

type Outcome = { readonly kind: 'done' | 'missing' } | { readonly kind: 'failed'; readonly why: string }

function run(program: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program, [...args], { maxBuffer: 1 << 26 }, (error, _stdout, stderr) => {
      if (error === null) resolve({ kind: 'done' })
      else if (error.code === 'ENOENT') resolve({ kind: 'missing' })
      else resolve({ kind: 'failed', why: stderr.trim().split('\n').slice(-3).join(' ') || error.message })
    })
  })
}
