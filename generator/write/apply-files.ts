import { ApigenFailure } from '../base/diagnostic.ts'
import type { Disk } from './disk.ts'
import { createGiveWay } from './give-way.ts'
import { MANIFEST } from './manifest.ts'
import { basisOf, type FilePlan, touched } from './plan-files.ts'

/**
 * Carries a plan out: everything is put on disk beside its place first, then moved there, then stale files go, then the
 * manifest follows. Unchanged files are not touched. A plan whose files changed since is refused, and an `interrupted`
 * that is true before the first move leaves everything as it was.
 */
export async function applyFiles(plan: FilePlan, disk: Disk, interrupted: () => boolean = () => false): Promise<void> {
  const writes = plan.changes.filter(
    ({ action, text }) => text !== undefined && (action === 'create' || action === 'update' || action === 'replace'),
  )
  const removals = plan.changes.filter(({ action }) => action === 'delete')
  if (writes.length === 0 && removals.length === 0) return
  const texts = writes.map(({ id, text }) => ({ path: id, text: text ?? '' }))
  // The manifest is moved last: until then the old one says what is ours.
  texts.sort((a, b) => Number(a.path === MANIFEST) - Number(b.path === MANIFEST))
  const staged = await disk.stage(texts, createGiveWay(interrupted))
  try {
    await checkBasis(plan, disk)
    // Writing is one long turn of the event loop: a Ctrl-C arrives only when it is given way.
    await new Promise((done) => setImmediate(done))
    if (interrupted()) throw new ApigenFailure('usage', 'Interrupted; nothing was changed.')
  } catch (error) {
    await staged.discard()
    throw error
  }
  await staged.commit()
  await disk.remove(removals.map(({ id }) => id))
}

async function checkBasis(plan: FilePlan, disk: Disk): Promise<void> {
  const paths = touched(plan.changes)
  if (basisOf(paths, await disk.read(paths)) === plan.basis) return
  throw new ApigenFailure('usage', 'Files changed while they were being generated; nothing was written.', {
    help: 'Run the command again.',
  })
}
