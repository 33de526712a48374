// Prints the one line that says how the tests ended, from vitest's JSON report; a check that failed before them counts as one failure.
import { readFileSync } from 'node:fs'

const [report, code] = process.argv.slice(2)
let text = ''
try {
  text = readFileSync(report, 'utf8')
} catch {}
const counts = text === '' ? { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 } : JSON.parse(text)
const failed = counts.numFailedTests === 0 && code !== '0' ? 1 : counts.numFailedTests
console.log(`${counts.numPassedTests} passed, ${failed} failed, ${counts.numPendingTests + counts.numTodoTests} skipped`)
