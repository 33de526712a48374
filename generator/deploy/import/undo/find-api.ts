import { findMade } from '../steps/create.ts'
import type { ImportStep } from '../work.ts'

/** Finds the API that an import changed. */
export const findApi: ImportStep = {
  name: 'find',
  doing: () => 'looking for the API',
  async look(work) {
    const apiId = work.record.before.apiId ?? (await findMade(work))
    return { ...(apiId !== undefined && { apiId }), left: [] }
  },
  run: async (_, reached) => reached,
}
