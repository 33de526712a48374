import { compareText } from '../../base/json.ts'
import { type Draft, fromEntries, type Normalization, object, type Value } from './draft.ts'

const PREFIX = '#/components/schemas/'

/** What becomes of models. */
export const modelNormalizations: readonly Normalization[] = [
  {
    id: 'unused-models',
    sentence: 'Models that no operation uses are left out.',
    apply(document) {
      const schemas = object(object(document.components).schemas)
      const used = new Set(references(document.paths))
      for (const name of used) if (Object.hasOwn(schemas, name)) for (const other of references(schemas[name])) used.add(other)
      const kept = fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
      if (Object.keys(kept).length > 0) object(document.components).schemas = kept
      else delete object(document.components).schemas
    },
  },
  {
    id: 'required-names',
    sentence: 'The required names of a model are sorted.',
    apply(document) {
      for (const value of objectsIn(object(document.components).schemas)) {
        if (Array.isArray(value.required) && value.required.every((name) => typeof name === 'string'))
          value.required = value.required.map(String).sort(compareText)
      }
    },
  },
]

function* references(value: Value | undefined): Iterable<string> {
  for (const { $ref } of objectsIn(value)) if (typeof $ref === 'string' && $ref.startsWith(PREFIX)) yield $ref.slice(PREFIX.length)
}

function* objectsIn(value: Value | undefined): Iterable<Draft> {
  const pending: Value[] = value === undefined ? [] : [value]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (Array.isArray(next)) pending.push(...next)
    else if (typeof next === 'object' && next !== null) {
      yield next
      pending.push(...Object.values(next))
    }
  }
}
