import { equal } from '../../../base/json.ts'
import type { Draft } from '../../cloud.ts'
import { awaitSettled } from '../await-settled.ts'
import { differences, draftDifferences } from '../draft-summary.ts'
import { apiOf, type ImportStep } from '../work.ts'

/** Puts the document back that the stage served, in one call, and names what of the API is not as it was. */
export const putBack: ImportStep = {
  name: 'put-back',
  doing: () => 'putting the document back',
  async look(work, reached) {
    const { cloud, record, begun, done } = work
    const { draft, apiId } = record.before
    if (apiId === undefined || draft === undefined || !begun('put')) return reached
    const look = async (): Promise<boolean> => equal(await cloud.getDraft(apiId), draft)
    // What we put may be told late: then the API looks as it was. One that the document says already does so for good.
    const isKnown = done('put') && !begun('put-back') && draftDifferences(record.desired.document, draft).length > 0
    const isAsBefore = isKnown ? await awaitSettled(work, look, (seen) => !seen) : await look()
    return isAsBefore ? reached : undefined
  },
  async run(work, reached) {
    const { cloud, record } = work
    const { draft, document } = record.before
    if (draft === undefined) return reached
    if (document === undefined)
      return left(reached, ['the API has the new document, since no stage served the old one, and only stages can be exported'])
    await cloud.putApi(apiOf(reached), JSON.stringify(document), 'taken')
    let before: Draft | undefined
    // A late answer looks like something that could not be put back.
    const look = async (): Promise<{ readonly places: readonly string[]; readonly steady: boolean }> => {
      const now = await cloud.getDraft(apiOf(reached))
      const steady = equal(now, before)
      before = now
      return { places: now === undefined ? ['/'] : differences(draft, now), steady }
    }
    const { places } = await awaitSettled(work, look, (seen) => seen.places.length === 0 && seen.steady)
    return left(
      reached,
      places.map((place) => `the API is not as it was in \`${place}\`, which no stage served`),
    )
  },
}

function left<T extends { readonly left?: readonly string[] }>(reached: T, more: readonly string[]): T {
  return { ...reached, left: [...(reached.left ?? []), ...more] }
}
