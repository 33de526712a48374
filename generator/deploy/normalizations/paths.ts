import { put } from '../../base/json.ts'
import { type Draft, keepOnly, METHODS, type Normalization, object } from './draft.ts'

/** What becomes of paths. */
export const pathNormalizations: readonly Normalization[] = [
  {
    id: 'paths',
    sentence: 'Paths lose the slashes that part nothing, and those without a method are left out.',
    apply(document) {
      const paths: Draft = {}
      for (const [path, given] of Object.entries(object(document.paths))) {
        if (!path.startsWith('/')) continue
        const item = object(given)
        keepOnly(item, [...METHODS])
        if (Object.keys(item).length === 0) continue
        const place = `/${path
          .split('/')
          .filter((part) => part !== '')
          .join('/')}`
        put(paths, place, { ...object(Object.hasOwn(paths, place) ? paths[place] : undefined), ...item })
      }
      document.paths = paths
    },
  },
]
