import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { pruneJournals } from '../../../generator/deploy/prune-journals.ts'

const folder = mkdtempSync(join(tmpdir(), 'apigen-journals-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('ten runs of an API and a stage are kept, with all their files; whatever else lies there stays', () => {
  const times = Array.from({ length: 12 }, (_, index) => 100 + index)
  const names = times.flatMap((time) => [`pets-dev-7-${time}.json`, `pets-dev-7-${time}.jsonl`, `pets-prod-${time}-9.json`])
  const others = ['lock', 'notes.json', 'pets-dev-deploy-7-1.jsonl']
  for (const name of [...names, ...others]) writeFileSync(join(folder, name), '')
  pruneJournals(folder)
  expect(readdirSync(folder).sort()).toEqual([...names.filter((name) => !/^pets-dev-7-10[01]\./.test(name)), ...others].sort())
})
