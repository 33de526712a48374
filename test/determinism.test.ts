import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { isObject, type Json, sha256 } from '../generator/base/json.ts'
import { memoryReader } from '../generator/load/reader.ts'
import type { OutputFile } from '../generator/model/output.ts'
import { generateFiles, readSpec } from '../generator/pipeline.ts'
import { targetNames } from '../generator/targets.ts'
import { createBench } from './support/cli.ts'
import { seeded } from './support/random.ts'

const text = readFileSync(new URL('../specs/petstore.yaml', import.meta.url), 'utf8')
const petstore = parse(text) as Json

async function generate(spec: Json): Promise<readonly OutputFile[]> {
  const read = await readSpec('a.json', { reader: memoryReader({ 'a.json': JSON.stringify(spec) }) }, () => {})
  if (!read) throw new Error('the petstore cannot be read')
  const files: OutputFile[] = []
  for await (const file of generateFiles(
    read,
    targetNames.filter((name) => name !== 'openapi-types'),
    () => {},
  ))
    files.push(file)
  return files
}

/** The same document with the keys of all its objects in another order; lists keep theirs, because there order means something. */
function shuffle(value: Json, random: () => number): Json {
  if (Array.isArray(value)) return value.map((item) => shuffle(item as Json, random))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, item]): [number, string, Json] => [random(), key, shuffle(item, random)])
  return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, key, item]) => [key, item]))
}

/** One digest of everything; with `bag`, of the bag of letters of each file: what is in it, in whatever order people wrote it. */
function digest(files: readonly OutputFile[], bag: boolean): string {
  const texts = files.map(({ path, text }) => `${path}\n${bag ? [...text].sort().join('') : text}`)
  return sha256(texts.sort().join('\0'))
}

/** One digest of what the built program writes in a folder of its own, under a locale and in a time zone. */
async function digestOfRun(env: Readonly<Record<string, string>>): Promise<string> {
  const bench = createBench({ 'openapi.yaml': text })
  try {
    const { code, stderr } = await bench.spawn({ env }, 'generate', 'openapi.yaml', '--output', 'out')
    expect([code, stderr]).toEqual([0, expect.stringContaining('created')])
    return digest(
      bench
        .files()
        .filter((path) => path.startsWith('out/'))
        .map((path) => ({ path, text: bench.read(path), owner: 'apigen' })),
      false,
    )
  } finally {
    bench.close()
  }
}

describe('determinism', () => {
  it('gives the same bytes in another folder, under another locale and in another time zone', async () => {
    const here = await digestOfRun({ LC_ALL: 'en_US.UTF-8', TZ: 'UTC' })
    expect(await digestOfRun({ LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' })).toBe(here)
  })

  it('gives the same bytes again', async () => {
    expect(digest(await generate(petstore), false)).toBe(digest(await generate(petstore), false))
  })

  // Files for people keep the author's order, so shuffled keys may move a declaration; names and content must not depend on them.
  it.each([1, 2, 3])('names and prints the same things whatever the order of keys (%i)', async (seed) => {
    const [plain, shuffled] = [await generate(petstore), await generate(shuffle(petstore, seeded(seed)))]
    expect(shuffled.map(({ path }) => path).sort()).toEqual(plain.map(({ path }) => path).sort())
    const bags = (files: readonly OutputFile[]) => Object.fromEntries(files.map((file) => [file.path, digest([file], true)]))
    const [a, b] = [bags(plain), bags(shuffled)]
    expect(Object.keys(a).filter((path) => a[path] !== b[path])).toEqual([])
  })
})
