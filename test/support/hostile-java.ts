import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { OutputFile } from '../../generator/model/output.ts'
import { generateWith, type Plant } from './hostile.ts'
import type { Judge } from './hostile-judge.ts'
import { twinAt } from './hostile-twin.ts'

/** A Java process that is asked for the shapes of texts. */
export interface JavaProcess {
  /** The shape of a text, with names and literals erased; what is wrong with one that has none begins with `!`. */
  shapes(texts: readonly string[]): Promise<readonly string[]>
  close(): void
}

/** Starts one; every test of a suite shares it. */
export function startJava(): JavaProcess {
  const program = fileURLToPath(new URL('HostileJava.java', import.meta.url))
  const child = spawn('java', ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((line: string) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line))
  const encoded = (text: string): string => Buffer.from(text).toString('base64')
  return {
    shapes: (texts) =>
      new Promise((resolve) => {
        waiting.push((line) => resolve(line.split(' ').map((shape) => Buffer.from(shape, 'base64').toString())))
        child.stdin.write(`${texts.map(encoded).join(' ')}\n`)
      }),
    close: () => child.stdin.end(),
  }
}

const isGenerated = ({ path }: OutputFile): boolean => path.endsWith('.java') && !/\/(runtime|validation)\//.test(path)

/** The Java generated for the petstore with texts at some of its places; undefined when that is refused as unreadable. */
export function javaWith(plants: readonly Plant[]): Promise<readonly OutputFile[] | undefined> {
  return generateWith(plants, ['handlers-java'], 'java21')
}

/** A judge of escapes into Java: a file of a hostile document has the shape of its twin's. */
export function judgeOfJava(java: JavaProcess): Judge {
  const known = new Map<string, string>()
  const shapesOf = async (files: readonly OutputFile[]): Promise<string[]> => {
    const unknown = [...new Set(files.map(({ text }) => text))].filter((text) => !known.has(text))
    const found = unknown.length === 0 ? [] : await java.shapes(unknown)
    unknown.forEach((text, index) => {
      known.set(text, found[index] ?? '')
    })
    return files.map(({ path, text }) => `${path.slice(0, path.lastIndexOf('/'))} ${known.get(text)}`)
  }
  return async (plants) => {
    const files = (await javaWith(plants))?.filter(isGenerated)
    if (files === undefined) return { refused: true, problems: [] }
    const twins = plants.map(({ place, text }, index) => ({ place, text: twinAt(place, text, 'qbcfghjklmnprsvwz'[index]) }))
    const wanted = (await javaWith(twins))?.filter(isGenerated) ?? []
    const [ours, theirs] = [await shapesOf(files), await shapesOf(wanted)]
    const problems = ours.flatMap((shape, index) => {
      const path = files[index]?.path ?? ''
      if (shape.includes(' !')) return [`${path}: ${shape.slice(0, 300)}`]
      const at = theirs.indexOf(shape)
      if (at === -1) return [`${path} has another shape than its twin`]
      theirs.splice(at, 1)
      return []
    })
    return { refused: false, problems: [...problems, ...theirs.map((shape) => `a file is missing: ${shape.slice(0, 100)}`)] }
  }
}
