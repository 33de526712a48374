import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../json.ts'
import { migrated, SCHEMA_VERSION } from './migrations.ts'
import { isPlace, type Place } from './place.ts'
import type { Places } from './places.ts'
import { emptyState, type GatewayState } from './state.ts'

/** A file that is no snapshot of a gateway, or one that this gateway cannot read. */
export class SnapshotUnusable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SnapshotUnusable'
  }
}

const FORMAT = 'apigen gateway snapshot'

/** Blobs that states need: the code of their functions, and what was counted of usage plans. */
function blobsOf(states: readonly GatewayState[]): ReadonlySet<string> {
  const functions = states.flatMap((state) => Object.values(state.functions))
  return new Set([...functions.flatMap(({ versions }) => Object.values(versions).map(({ codeSha256 }) => codeSha256)), 'usage'])
}

/** All that a gateway keeps as one JSON text, the code of functions included. */
export async function takeSnapshot({ home, all }: Pick<Places, 'home' | 'all'>): Promise<string> {
  const placed = all().map(({ place, store }) => ({ ...place, state: store.read() }))
  const blobs: [string, Json][] = []
  for (const name of blobsOf(placed.map(({ state }) => state))) {
    const bytes = await home.store.readBlob(name)
    if (bytes !== undefined) blobs.push([name, Buffer.from(bytes).toString('base64')])
  }
  const [first, ...others] = placed
  const places = others.map(({ state, ...place }) => ({ ...place, ...state }))
  return `${JSON.stringify({ format: FORMAT, schemaVersion: SCHEMA_VERSION, ...first?.state, places, blobs: Object.fromEntries(blobs) })}\n`
}

/** Puts a snapshot in the place of what a gateway keeps. Throws {@link SnapshotUnusable}, and changes nothing then. */
export async function restoreSnapshot({ home, all, at }: Pick<Places, 'home' | 'all' | 'at'>, text: string): Promise<void> {
  const { format: _, blobs, places, ...state } = parse(text)
  for (const [name, bytes] of Object.entries(asObject(blobs))) {
    if (typeof bytes === 'string') await home.store.writeBlob(name, Buffer.from(bytes, 'base64'))
  }
  await home.store.commit({ ...emptyState(), ...(state as unknown as GatewayState) })
  const others = asArray(places)
    .map((item) => item as unknown as GatewayState & Place)
    .filter(isPlace)
  const restored = others.map(({ accountId, region, ...content }) => ({ store: at({ accountId, region }).store, content }))
  for (const { store, content } of restored) await store.commit({ ...emptyState(), ...content })
  const kept = new Set([home.store, ...restored.map(({ store }) => store)])
  for (const { store } of all()) if (!kept.has(store)) await store.commit(emptyState())
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
