import { compareText, sha256 } from './json.ts'

/** The words of any text: split at case changes, digits kept with their word, everything but ASCII letters and digits dropped. */
export function words(text: string): string[] {
  // Compatibility decomposition turns accented letters into their base letter, so that names stay readable ASCII.
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  return plain.match(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[A-Z][0-9]*|[0-9]+/g) ?? []
}

/** `getPetById`. Empty for a text without letters or digits. */
export function camelCase(text: string): string {
  const pascal = pascalCase(text)
  return pascal.slice(0, 1).toLowerCase() + pascal.slice(1)
}

/** `GetPetById`. */
export function pascalCase(text: string): string {
  return words(text)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .join('')
}

/** `get-pet-by-id`. */
export function kebabCase(text: string): string {
  return words(text)
    .map((word) => word.toLowerCase())
    .join('-')
}

/** `get_pet_by_id`. */
export function snakeCase(text: string): string {
  return words(text)
    .map((word) => word.toLowerCase())
    .join('_')
}

/** Eight hex digits that depend on the text alone: a suffix that never counts, so adding a name never renames another. */
export function hashSuffix(text: string): string {
  return sha256(text).slice(0, 8)
}

/** A name of at most `limit` characters; a longer one is cut and gets the hash of the whole as its suffix. */
export function cut(name: string, limit: number, separator = '-'): string {
  if (name.length <= limit) return name
  return `${name.slice(0, limit - 9).replace(/[-_]+$/, '')}${separator}${hashSuffix(name)}`
}

/** One thing that wants a name: `key` tells it apart from all others, `wish` is the name it would like. */
export interface NameWish {
  readonly key: string
  readonly wish: string
}

/**
 * Gives every wish a name of its own, independent of the order of the wishes. Names are told apart as letters and digits
 * without case, so that their camelCase, kebab-case and snake_case forms, and files on any disk, differ too. Where several
 * wish for one name, all but the one whose key already is that name get a suffix made of their key.
 */
export function allocateNames(wishes: readonly NameWish[], taken: ReadonlySet<string> = new Set()): Map<string, string> {
  const groups = new Map<string, NameWish[]>()
  for (const wish of wishes) {
    const folded = fold(wish.wish)
    const group = groups.get(folded)
    if (group) group.push(wish)
    else groups.set(folded, [wish])
  }
  const used = new Set([...taken].map(fold))
  const names = new Map<string, string>()
  const later: NameWish[] = []
  for (const [folded, group] of groups) {
    const first = used.has(folded) ? undefined : group.length === 1 ? group[0] : group.find((wish) => wish.key === wish.wish)
    for (const wish of group) if (wish !== first) later.push(wish)
    if (!first) continue
    names.set(first.key, first.wish)
    used.add(folded)
  }
  for (const wish of later.sort((a, b) => compareText(a.key, b.key))) {
    let name = `${wish.wish}${hashSuffix(wish.key)}`
    while (used.has(fold(name))) name += hashSuffix(name)
    names.set(wish.key, name)
    used.add(fold(name))
  }
  return names
}

/** Windows has devices of these names in every folder, whatever ending follows, so no file may be named so. */
export const DEVICE_NAMES: ReadonlySet<string> = new Set([
  'con',
  'prn',
  'aux',
  'nul',
  ...Array.from({ length: 9 }, (_, index) => [`com${index + 1}`, `lpt${index + 1}`]).flat(),
])

/** Names for files, in any case of letters different, of a length that every disk takes, and none a device's. */
export function allocateFileNames(wishes: readonly NameWish[]): Map<string, string> {
  return allocateNames(
    wishes.map(({ key, wish }) => ({ key, wish: cut(wish, 64) })),
    DEVICE_NAMES,
  )
}

/** The file's name for something whose own name is given, ASCII and unique: that name, where a file may have it. */
export function fileStem(name: string): string {
  const may = /^[A-Za-z0-9_]/.test(name) && !DEVICE_NAMES.has(name.toLowerCase())
  return may ? name : `${name.replace(/^-+/, '')}-${hashSuffix(name)}`
}

/** Of keys that mean the same, as header names in two cases do, the one that sorts first: no order of keys decides. The kept ones stay in order. */
export function oneOfEach(keys: readonly string[], meaning: (key: string) => string | undefined): string[] {
  const chosen = new Map<string | undefined, string>()
  for (const key of keys) {
    const other = chosen.get(meaning(key))
    if (other === undefined || compareText(key, other) < 0) chosen.set(meaning(key), key)
  }
  return keys.filter((key) => chosen.get(meaning(key)) === key)
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
