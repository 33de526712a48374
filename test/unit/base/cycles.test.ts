import { describe, expect, it } from 'vitest'
import { circularEdges } from '../../../generator/base/cycles.ts'

const edges = (graph: Record<string, string>): Map<string, string[]> =>
  new Map(Object.entries(graph).map(([node, targets]) => [node, targets.split('').filter((to) => to !== ' ')]))

describe('circularEdges', () => {
  const cases: readonly (readonly [string, Record<string, string>, Record<string, string>])[] = [
    ['nothing', {}, {}],
    ['a tree', { a: 'bc', b: 'c', c: '' }, {}],
    ['itself', { a: 'ab', b: '' }, { a: 'a' }],
    ['a ring with a tail', { t: 'a', a: 'b', b: 'c', c: 'ad', d: '' }, { a: 'b', b: 'c', c: 'a' }],
    ['two rings that touch', { a: 'b', b: 'ac', c: 'd', d: 'c' }, { a: 'b', b: 'a', c: 'd', d: 'c' }],
    ['two rings that share a node', { a: 'b', b: 'ac', c: 'b' }, { a: 'b', b: 'ac', c: 'b' }],
    ['targets that are no nodes', { a: 'xa' }, { a: 'a' }],
  ]
  it.each(cases)('%s', (_, graph, want) => {
    expect(Object.fromEntries([...circularEdges(edges(graph))].map(([node, targets]) => [node, [...targets].sort().join('')]))).toEqual(
      want,
    )
  })

  it('takes a long chain', () => {
    const chain = new Map(Array.from({ length: 100_000 }, (_, index) => [String(index), [String(index + 1)]]))
    chain.set('100000', ['0'])
    expect(circularEdges(chain).size).toBe(100_001)
  })
})
