import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { OutputFile } from '../../generator/model/output.ts'
import { generateWith, type Plant } from './hostile.ts'
import type { Judge } from './hostile-judge.ts'
import { twinAt } from './hostile-twin.ts'

/** A Python process that is asked for the shapes of files, and for what happens when they run. */
export interface PythonProcess {
  /** The shape of a text, with names, literals and docstrings erased; what is wrong with one that has none begins with `!`. */
  shapes(texts: readonly string[]): Promise<readonly string[]>
  /** What text became code, or did not load, when all modules of a project were imported. */
  run(files: readonly OutputFile[]): Promise<readonly string[]>
  close(): void
}

/** Starts one; every test of a suite shares it. */
export function startPython(): PythonProcess {
  const child = spawn('python3', ['-B', fileURLToPath(new URL('hostile_python.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting: ((line: string) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line))
  const ask = <Answer>(question: object): Promise<Answer> =>
    new Promise((resolve) => {
      waiting.push((line) => resolve(JSON.parse(line) as Answer))
      child.stdin.write(`${JSON.stringify(question)}\n`)
    })
  return {
    shapes: (texts) => ask({ shapes: texts }),
    async run(files) {
      const folder = mkdtempSync(join(tmpdir(), 'apigen-hostile-'))
      try {
        for (const { path, text } of files.filter(isPython)) {
          mkdirSync(dirname(join(folder, path)), { recursive: true })
          writeFileSync(join(folder, path), text)
        }
        const before = readdirSync(folder, { recursive: true }).length
        const problems = await ask<readonly string[]>({ run: folder })
        const more = readdirSync(folder, { recursive: true }).length - before
        return more === 0 ? problems : [...problems, `${more} files appeared`]
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
    close: () => child.stdin.end(),
  }
}

const RUNTIME = 'python3.14'
const isPython = ({ path }: OutputFile): boolean => path.endsWith('.py')

/** The Python generated for the petstore with texts at some of its places; undefined when that is refused as unreadable. */
export function pythonWith(plants: readonly Plant[]): Promise<readonly OutputFile[] | undefined> {
  return generateWith(plants, ['handlers-python'], RUNTIME)
}

/** A judge of escapes into Python: a file of a hostile document has the shape of its twin's, and says nothing to tools. */
export function judgeOfPython(python: PythonProcess): Judge {
  const known = new Map<string, string>()
  const shapesOf = async (files: readonly OutputFile[]): Promise<readonly string[]> => {
    const unknown = [...new Set(files.map(({ text }) => text))].filter((text) => !known.has(text))
    const found = unknown.length === 0 ? [] : await python.shapes(unknown)
    unknown.forEach((text, index) => {
      known.set(text, found[index] ?? '')
    })
    return files.map(({ path, text }) => `${path.slice(0, path.lastIndexOf('/'))} ${known.get(text)}`)
  }
  return async (plants) => {
    const files = (await pythonWith(plants))?.filter(isPython)
    if (files === undefined) return { refused: true, problems: [] }
    const twins = plants.map(({ place, text }, index) => ({ place, text: twinAt(place, text, 'qbcfghjklmnprsvwz'[index]) }))
    const wanted = (await pythonWith(twins))?.filter(isPython) ?? []
    const [ours, theirs] = [await shapesOf(files), [...(await shapesOf(wanted))]]
    const problems = ours.flatMap((shape, index) => {
      const path = files[index]?.path ?? ''
      if (shape.includes(' !')) return [`${path}: ${shape}`]
      const at = theirs.indexOf(shape)
      if (at === -1) return [`${path} has another shape than its twin`]
      theirs.splice(at, 1)
      return []
    })
    return { refused: false, problems: [...problems, ...theirs.map((shape) => `a file is missing: ${shape.slice(0, 100)}`)] }
  }
}
