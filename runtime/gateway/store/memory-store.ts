import { emptyState, type GatewayState, type Store } from './state.ts'

/** A store that forgets everything when it is closed. */
export function createMemoryStore(initial: GatewayState = emptyState()): Store {
  let state = initial
  const blobs = new Map<string, Uint8Array>()
  return {
    read: () => state,
    async commit(next) {
      state = next
    },
    readBlob: async (name) => blobs.get(name),
    async writeBlob(name, bytes) {
      blobs.set(name, bytes)
    },
    async announce() {},
    async close() {
      blobs.clear()
    },
  }
}
