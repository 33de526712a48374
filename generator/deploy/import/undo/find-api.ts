import { awaitSettled } from '../await-settled.ts'
import { findMade } from '../steps/create.ts'
import type { ImportStep, Work } from '../work.ts'

/** Finds the API that an import changed. */
export const findApi: ImportStep = {
  name: 'find',
  doing: () => 'looking for the API',
  async look(work) {
    const apiId = work.record.before.apiId ?? (await made(work))
    return { ...(apiId !== undefined && { apiId }), left: [] }
  },
  run: async (_, reached) => reached,
}

/** The API that the import made. It may be seen late, and would be left behind then; once it was deleted nobody waits for it. */
function made(work: Work): Promise<string | undefined> {
  if (!work.begun('create') || work.begun('discard')) return findMade(work)
  return awaitSettled(
    work,
    () => findMade(work),
    (found) => found !== undefined,
  )
}
