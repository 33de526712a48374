import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { replaceUnseen } from '../../generator/base/unseen.ts'
import { createBench } from './cli.ts'
import { everywhere, hostileSpec } from './hostile.ts'

const petstore = readFileSync(fileURLToPath(new URL('../../specs/petstore.yaml', import.meta.url)), 'utf8')

/** What a person or a CI system is shown of a spec. */
const COMMANDS: readonly (readonly string[])[] = [
  ['lint', 'hostile.json'],
  ['lint', 'hostile.json', '--format', 'github'],
  ['lint', 'hostile.json', '--format', 'json'],
  ['diff', 'petstore.yaml', 'hostile.json'],
  ['diff', 'hostile.json', 'petstore.yaml', '--format', 'markdown'],
  ['diff', 'petstore.yaml', 'hostile.json', '--format', 'github'],
  ['generate', 'hostile.json', '--dry-run'],
  ['inspect', 'files', 'hostile.json'],
  ['inspect', 'normalized', 'hostile.json'],
  ['inspect', 'model', 'hostile.json'],
]

/** Runs every command that shows something of a spec with a text at some places, and says what it lets through to the terminal. */
export async function leaksToTerminal(places: readonly string[], text: string): Promise<string[]> {
  const bench = createBench({ 'petstore.yaml': petstore, 'hostile.json': JSON.stringify(hostileSpec(everywhere(places, text))) })
  try {
    const problems: string[] = []
    for (const args of [...COMMANDS, ['explain', text], ['lint', `${text}.yaml`], ['generate', '--target', text]]) {
      const { code, stdout, stderr } = await bench.run(...args)
      if (code === 70) problems.push(`apigen ${args.join(' ')}: ${stderr}`)
      problems.push(...leaks(stdout + stderr, args.includes('github')).map((leak) => `apigen ${args.join(' ')}: ${leak}`))
    }
    return problems
  } finally {
    bench.close()
  }
}

/** Characters that steer a terminal; and commands to a CI system that are not apigen's own annotations. */
function leaks(shown: string, annotations: boolean): string[] {
  const found = new Set<string>()
  replaceUnseen(shown, (char) => {
    if (char !== '\n') found.add(`lets ${JSON.stringify(char)} through`)
    return char
  })
  for (const [line] of shown.matchAll(/^\s*(::|##\[).*$/gm)) {
    if (!annotations || !/^::(error|warning|notice) [^:]*::/.test(line)) found.add(`speaks to the CI system: ${line.slice(0, 80)}`)
  }
  return [...found]
}
