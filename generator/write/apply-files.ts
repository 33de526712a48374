import { ApigenFailure } from '../base/diagnostic.ts'
import { canonicalJson, sha256 } from '../base/json.ts'
import type { Disk } from './disk.ts'
import { MANIFEST } from './manifest.ts'
import type { FilePlan } from './plan-files.ts'

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
  const staged = await disk.stage(texts)
  try {
    await checkBasis(plan, disk)
    if (interrupted()) throw new ApigenFailure('usage', 'Interrupted; nothing was changed.')
  } catch (error) {
    await staged.discard()
    throw error
  }
  await staged.commit()
  for (const { id } of removals) await disk.remove(id)
}

async function checkBasis(plan: FilePlan, disk: Disk): Promise<void> {
  const observed: Record<string, string> = {}
  for (const { id } of plan.changes) {
    const text = await disk.read(id)
    observed[id] = text === undefined ? '' : sha256(text)
  }
  if (sha256(canonicalJson(observed)) !== plan.basis) {
    throw new ApigenFailure('usage', 'Files changed while they were being generated; nothing was written.', {
      help: 'Run the command again.',
    })
  }
}
