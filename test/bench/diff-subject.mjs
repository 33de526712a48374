// One way to compare two documents, as a process of its own. Usage: node diff-subject.mjs structure|meaning|optic|smart BASE HEAD
// Prints how many differences it saw, so that nothing of the work is left out.
import { readFileSync } from 'node:fs'

const [way, ...files] = process.argv.slice(2)
const [base, head] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')))
const isObject = (value) => typeof value === 'object' && value !== null

/** The floor of every comparison: both documents as they are written, node beside node. */
function structure(left, right) {
  if (!isObject(left) || !isObject(right)) return left === right ? 0 : 1
  let count = 0
  for (const key of Object.keys(left)) count += key in right ? structure(left[key], right[key]) : 1
  for (const key of Object.keys(right)) if (!(key in left)) count++
  return count
}

/**
 * The floor of a comparison by meaning: operation beside operation, references followed, requests and responses apart, every pair of schemas
 * once in each direction. It finds and sorts; it has no rules and no sentences.
 */
function meaning() {
  const seen = { request: new Map(), response: new Map() }
  const follow = (document, node) => {
    let at = node
    while (isObject(at) && typeof at.$ref === 'string') {
      at = document
      for (const part of node.$ref.slice(2).split('/')) at = at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')]
      node = at
    }
    return at
  }
  const walk = (one, other, direction) => {
    const left = follow(base, one)
    const right = follow(head, other)
    if (!isObject(left) || !isObject(right)) return left === right ? 0 : 1
    const known = seen[direction].get(left)
    if (known?.has(right)) return 0
    if (known === undefined) seen[direction].set(left, new Set([right]))
    else known.add(right)
    let count = 0
    for (const key of Object.keys(left)) count += key in right ? walk(left[key], right[key], direction) : 1
    for (const key of Object.keys(right)) if (!(key in left)) count++
    return count
  }
  let count = 0
  for (const path of new Set([...Object.keys(base.paths), ...Object.keys(head.paths)])) {
    const [before, after] = [base.paths[path] ?? {}, head.paths[path] ?? {}]
    for (const method of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [one, other] = [before[method], after[method]]
      if (one === undefined || other === undefined) count++
      else
        for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
          count += walk(one[key], other[key], key === 'responses' ? 'response' : 'request')
    }
  }
  return count
}

const ways = {
  structure: async () => structure(base, head),
  meaning: async () => meaning(),
  optic: async () => (await import('@useoptic/openapi-utilities')).default.diff(base, head).length,
  smart: async () => (await import('api-smart-diff')).apiCompare(base, head).diffs.length,
}
console.log(await ways[way]())
