import { hashText } from './hash-code.ts'

/** A key with its hash, spread as java.util.HashMap spreads it. */
export interface Hashed<K> {
  readonly key: K
  readonly hash: number
}

/** The size of java.util.HashMap's table: it doubles beyond three quarters, and never shrinks. */
export function capacityFor(size: number): number {
  let capacity = 16
  while (size > capacity * 0.75) capacity *= 2
  return capacity
}

/** Higher bits of a `hashCode` into the lower ones, which choose the bucket. */
export const spread = (hash: number): number => hash ^ (hash >>> 16)

/** The keys bucket by bucket; within one as they came. Linear. */
export function inBuckets<K>(entries: Iterable<Hashed<K>>, capacity: number): K[] {
  const buckets = new Map<number, K[]>()
  for (const { key, hash } of entries) {
    const number = hash & (capacity - 1)
    const bucket = buckets.get(number)
    if (bucket === undefined) buckets.set(number, [key])
    else bucket.push(key)
  }
  const keys: K[] = []
  for (let number = 0; number < capacity; number++) keys.push(...(buckets.get(number) ?? []))
  return keys
}

/** Texts in the order of a java.util.HashSet that they were added to, each once. */
export function inHashOrder(texts: Iterable<string>): string[] {
  const all = [...new Set(texts)].map((key) => ({ key, hash: spread(hashText(key)) }))
  return inBuckets(all, capacityFor(all.length))
}
