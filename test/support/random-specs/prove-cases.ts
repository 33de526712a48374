import type { OutputFile } from '../../../generator/model/output.ts'
import type { Spec } from '../../../generator/pipeline.ts'
import { targetNames } from '../../../generator/targets.ts'
import { compile, STRICTEST } from '../compile.ts'
import { sampleCases } from './cases.ts'
import { brokenDifferences } from './differences.ts'
import { checkPromises } from './promises.ts'

// It is slow, and what it cannot print it leaves out: it has tests of its own.
const TARGETS = targetNames.filter((name) => name !== 'openapi-types')

/** What is wrong with the documents that a seed gives: broken promises, crashes, and code that does not compile. */
export async function proveCases(count: number, seed: number): Promise<readonly string[]> {
  const problems: string[] = []
  const projects: Record<string, readonly OutputFile[]> = {}
  let before: Spec | undefined
  for (const [index, given] of sampleCases(count, seed).entries()) {
    const name = `${given.kind}-${index}`
    try {
      const outcome = await checkPromises(given, TARGETS)
      problems.push(...outcome.problems.map((problem) => `${name}: ${problem}`))
      if (outcome.spec) {
        const broken = await brokenDifferences(before ?? outcome.spec, outcome.spec)
        problems.push(...broken.map((problem) => `${name}: ${problem}`))
        before = outcome.spec
      }
      if (outcome.files) projects[name] = outcome.files.filter(({ path }) => path.endsWith('.ts'))
    } catch (error) {
      problems.push(`${name}: ${(error as Error).stack?.split('\n').slice(0, 4).join(' | ')}`)
    }
  }
  return [...problems, ...compile(projects, STRICTEST)]
}
