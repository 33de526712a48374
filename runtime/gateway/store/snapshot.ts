import { isObject, type Json, type JsonObject, own } from '../json.ts'
import { migrated, SCHEMA_VERSION } from './migrations.ts'
import type { GatewayState, Store } from './state.ts'
import { emptyState } from './state.ts'

/** A file that is no snapshot of a gateway, or one that this gateway cannot read. */
export class SnapshotUnusable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SnapshotUnusable'
  }
}

const FORMAT = 'apigen gateway snapshot'

/** Blobs that a state needs: the code of its functions, and what was counted of its usage plans. */
function blobsOf(state: GatewayState): string[] {
  const code = Object.values(state.functions).flatMap((fn) => Object.values(fn.versions).map((version) => version.codeSha256))
  return [...new Set([...code, 'usage'])]
}

/** All that a store keeps as one JSON text, the code of functions included. */
export async function takeSnapshot(store: Pick<Store, 'read' | 'readBlob'>): Promise<string> {
  const state = store.read()
  const blobs: [string, Json][] = []
  for (const name of blobsOf(state)) {
    const bytes = await store.readBlob(name)
    if (bytes !== undefined) blobs.push([name, Buffer.from(bytes).toString('base64')])
  }
  return `${JSON.stringify({ format: FORMAT, schemaVersion: SCHEMA_VERSION, ...state, blobs: Object.fromEntries(blobs) })}\n`
}

/** Puts a snapshot in the place of what a store keeps. Throws {@link SnapshotUnusable}, and changes nothing then. */
export async function restoreSnapshot(store: Pick<Store, 'commit' | 'writeBlob'>, text: string): Promise<void> {
  const { format: _, blobs, ...state } = parse(text)
  for (const [name, bytes] of Object.entries(isObject(blobs) ? blobs : {})) {
    if (typeof bytes === 'string') await store.writeBlob(name, Buffer.from(bytes, 'base64'))
  }
  await store.commit({ ...emptyState(), ...(state as unknown as GatewayState) })
}

function parse(text: string): JsonObject {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    throw new SnapshotUnusable('The snapshot is not JSON. Take one with: apigen gateway --snapshot FILE.')
  }
  if (!isObject(file) || own(file, 'format') !== FORMAT) {
    throw new SnapshotUnusable('The file is no snapshot of a gateway. Take one with: apigen gateway --snapshot FILE.')
  }
  const content = migrated(file)
  if (content === undefined) {
    throw new SnapshotUnusable(
      `The snapshot was written by another version of apigen (schemaVersion ${String(file.schemaVersion)}, this one reads up to ${SCHEMA_VERSION}).`,
    )
  }
  return content
}
