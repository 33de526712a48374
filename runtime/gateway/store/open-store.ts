import { openDiskStore } from './disk-store.ts'
import { createMemoryStore } from './memory-store.ts'
import type { Store } from './state.ts'

/**
 * The store of a directory, which it locks, or one in memory where there is none. Throws StoreLocked where a living process holds it,
 * StoreUnusable where it cannot be read or written.
 */
export async function openStore(directory: string | undefined): Promise<Store> {
  return directory === undefined ? createMemoryStore() : openDiskStore(directory)
}
