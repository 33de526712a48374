import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { directoryStore, loadDirectory } from './disk-store.ts'
import { createMemoryStore } from './memory-store.ts'
import { openStore } from './open-store.ts'
import { isPlace, type Place } from './place.ts'
import { emptyState, type Store } from './state.ts'
import { withDirectory } from './unusable.ts'

/** A place and what is kept of it. */
export interface PlacedStore {
  readonly place: Place
  readonly store: Store
}

/** The states of a gateway, one for each place that somebody used. Bytes of code are kept once, with the first of them. */
export interface Places {
  /** Where calls go that name no place. */
  readonly home: PlacedStore
  /** The one of a place; an empty one where nobody has used it. */
  at(place: Place): PlacedStore
  /** The one of a place that somebody used. */
  find(place: Place): PlacedStore | undefined
  all(): readonly PlacedStore[]
  /** Frees the directory when everything is written. */
  close(): Promise<void>
}

/**
 * The places of a directory, or of the memory where there is none: `home` in the directory itself, every other one in
 * `places/ACCOUNT/REGION` below it. Throws as {@link openStore} does.
 */
export async function openPlaces(directory: string | undefined, home: Place): Promise<Places> {
  const first: PlacedStore = { place: home, store: await openStore(directory) }
  const places = new Map([[keyOf(home), first]])
  // Asked at every request.
  let list: readonly PlacedStore[] = [first]
  const add = (placed: PlacedStore): PlacedStore => {
    places.set(keyOf(placed.place), placed)
    list = [...list, placed]
    return placed
  }
  if (directory !== undefined) {
    try {
      for (const place of await withDirectory(directory, () => placesIn(directory))) {
        if (places.has(keyOf(place))) continue
        const folder = folderOf(directory, place)
        const state = await withDirectory(folder, () => loadDirectory(folder))
        add({ place, store: directoryStore(folder, state, first.store) })
      }
    } catch (error) {
      await first.store.close()
      throw error
    }
  }
  return {
    home: first,
    at(place) {
      const known = places.get(keyOf(place))
      if (known !== undefined) return known
      const { readBlob, writeBlob } = first.store
      const store =
        directory === undefined
          ? { ...createMemoryStore(), readBlob, writeBlob }
          : directoryStore(folderOf(directory, place), emptyState(), first.store)
      return add({ place, store })
    },
    find: (place) => places.get(keyOf(place)),
    all: () => list,
    async close() {
      const [, ...others] = list
      await Promise.all(others.map(({ store }) => store.close()))
      await first.store.close()
    },
  }
}

function keyOf({ accountId, region }: Place): string {
  return `${accountId}/${region}`
}

function folderOf(directory: string, { accountId, region }: Place): string {
  return join(directory, 'places', accountId, region)
}

async function placesIn(directory: string): Promise<Place[]> {
  const places: Place[] = []
  for (const accountId of await foldersIn(join(directory, 'places')))
    for (const region of await foldersIn(join(directory, 'places', accountId))) places.push({ accountId, region })
  return places.filter(isPlace)
}

async function foldersIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
