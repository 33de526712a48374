import { readFileSync } from 'node:fs'

/** What AWS answered in one test: each answer under the name that its recorder gave it. */
export type Recording = Readonly<Record<string, unknown>>

/** The recordings of a file, by the name of their test: with its class, and without. */
export function readRecordings(path: string): ReadonlyMap<string, Recording> {
  const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { 'recorded-content': Recording }>
  return new Map(
    Object.entries(file).flatMap(([name, test]): [string, Recording][] => {
      const [own = name, suite] = name.split('::').reverse()
      const recording = test['recorded-content']
      return [[own, recording], ...(suite === undefined ? [] : [[`${suite}::${own}`, recording] as [string, Recording]])]
    }),
  )
}

/** An answer of the control plane, ready to be compared. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** The body as it came. */
  readonly raw?: string
}

const TOKEN = /<[a-zA-Z][a-zA-Z_-]*(?::\d+)?>/g

/**
 * Compares an answer with a recorded one. Tokens such as `<id:1>` stand for texts that differ between runs: each must stand for
 * one text throughout a test, and two of one name for two. Texts that the recorder parsed are parsed here.
 */
export function createMatcher(known: Readonly<Record<string, string>> = {}): (recorded: unknown, answer: Answer) => string[] {
  const bound = new Map<string, string>(Object.entries(known))
  return (recorded, answer) => {
    const differences: string[] = []
    if (typeof recorded === 'string') {
      compare(recorded, answer.body, '')
      return differences
    }
    const { ResponseMetadata, Error: error, ...rest } = recorded as Record<string, unknown>
    const status = (ResponseMetadata as { HTTPStatusCode?: number } | undefined)?.HTTPStatusCode
    if (status !== undefined && status !== answer.status) differences.push(`status: ${status} recorded, ${answer.status} answered`)
    if (error !== undefined) {
      const { Code, Message } = error as { Code: string; Message: string }
      compare({ code: Code, message: Message }, { code: answer.headers['x-amzn-errortype'], message: own(answer.body, 'message') }, '')
    } else compare(rest, answer.body, '')
    return differences

    function compare(want: unknown, got: unknown, at: string): void {
      if (want === 'datetime') {
        if (typeof got !== 'number') differences.push(`${at}: a date recorded, ${print(got)} answered`)
      } else if (typeof want === 'string') {
        if (typeof got !== 'string' || !compareText(want, got)) differences.push(`${at}: ${print(want)} recorded, ${print(got)} answered`)
      } else if (Array.isArray(want)) {
        if (!Array.isArray(got) || got.length !== want.length) differences.push(`${at}: ${print(want)} recorded, ${print(got)} answered`)
        else for (const [index, item] of want.entries()) compare(item, got[index], `${at}/${index}`)
      } else if (typeof want === 'object' && want !== null) {
        const value = typeof got === 'string' ? parse(got) : got
        if (typeof value !== 'object' || value === null) differences.push(`${at}: ${print(want)} recorded, ${print(got)} answered`)
        else compareMembers(want as Record<string, unknown>, value as Record<string, unknown>, at)
      } else if (want !== got) differences.push(`${at}: ${print(want)} recorded, ${print(got)} answered`)
    }

    function compareMembers(want: Record<string, unknown>, got: Record<string, unknown>, at: string): void {
      // The wire says `item` where the SDKs of most lists say `items`.
      const name = (key: string): string => (key === 'items' && at === '' && Object.hasOwn(got, 'item') ? 'item' : key)
      const wanted = new Set(Object.keys(want).map(name))
      for (const key of Object.keys(want)) {
        if (Object.hasOwn(got, name(key))) compare(want[key], got[name(key)], `${at}/${key}`)
        else differences.push(`${at}/${key}: ${print(want[key])} recorded, nothing answered`)
      }
      for (const key of Object.keys(got)) {
        if (!wanted.has(key)) differences.push(`${at}/${key}: nothing recorded, ${print(got[key])} answered`)
      }
    }
  }

  function compareText(want: string, got: string): boolean {
    const names: string[] = []
    const pattern = want
      .split(TOKEN)
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .reduce((built, text, index) => {
        const token = want.match(TOKEN)?.[index - 1] ?? ''
        const value = bound.get(token)
        if (value !== undefined) return `${built}${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${text}`
        names.push(token)
        return `${built}([\\s\\S]+?)${text}`
      })
    const match = new RegExp(`^${pattern}$`).exec(got)
    if (match === null) return false
    for (const [index, token] of names.entries()) {
      const value = match[index + 1] ?? ''
      const before = bound.get(token)
      if (before !== undefined && before !== value) return false
      const rival = [...bound].find(([other, text]) => text === value && other !== token && nameOf(other) === nameOf(token))
      if (rival !== undefined) return false
      bound.set(token, value)
    }
    return true
  }
}

function nameOf(token: string): string {
  return token.split(':')[0] ?? token
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
}

function print(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 300) ?? 'nothing'
}
