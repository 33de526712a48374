import { isObject, type Json, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join, tokens } from '../../base/pointer.ts'
import { suggest } from '../../base/suggest.ts'
import { EXTENSION_SHAPES, type Shape } from '../extension-shapes.ts'
import type { Rule, Say } from '../rule.ts'
import { listOf } from '../text.ts'

/** A member of an extension that API Gateway does not know, or cannot read: it ignores either. */
export const unknownSetting: Rule = {
  code: 'gateway/unknown-setting',
  visit: {
    extension({ key, value, pointer }, say) {
      const shape = shapeOf(EXTENSION_SHAPES, key)
      if (shape) check(value, shape, pointer, say)
    },
  },
}

function check(value: Json, shape: Shape, pointer: string, say: Say): void {
  if (value === null || isIntrinsic(value) || (typeof value === 'string' && value.includes('${'))) return
  if (!isOf(shape, value)) {
    const kinds = { list: 'a list', flag: '`true` or `false`', object: 'an object', map: 'an object' }
    const given = shape.kind === 'flag' && !isObject(value) && !Array.isArray(value) ? `\`${String(value)}\`` : kindOf(value)
    say(`\`${tokens(pointer).at(-1)}\` is ${kinds[shape.kind]} to API Gateway, but here it is ${given}.`, pointer, { on: 'key' })
    return
  }
  if (!isObject(value)) return
  for (const key of Object.keys(value)) {
    const at = join(pointer, key)
    const next = shape.kind === 'map' ? shape.each : shape.kind === 'object' ? shapeOf(shape.inside ?? {}, key) : undefined
    if (next) check(own(value, key) ?? null, next, at, say)
    else if (shape.kind === 'object' && shape.members && !isKnown(key, shape.members)) tell(key, shape.name, shape.members, at, say)
  }
}

function isOf({ kind }: Shape, value: Json): boolean {
  if (kind === 'flag') return typeof value === 'boolean' || value === 'true' || value === 'false'
  return kind === 'list' ? Array.isArray(value) : isObject(value)
}

function shapeOf(shapes: Readonly<Record<string, Shape>>, key: string): Shape | undefined {
  return Object.hasOwn(shapes, key) ? shapes[key] : undefined
}

function kindOf(value: Json): string {
  return Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : typeof value === 'string' ? 'text' : `a ${typeof value}`
}

function isKnown(key: string, members: readonly string[]): boolean {
  return members.includes(key) || key.startsWith('x-') || key.startsWith('Fn::') || key.includes('${')
}

function tell(key: string, name: string, members: readonly string[], pointer: string, say: Say): void {
  const near = suggest(key, members)
  say(`API Gateway knows no \`${key}\` in ${name}${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, pointer, {
    on: 'key',
    ...(near === undefined && members.length < 8 && { help: `It knows ${listOf(members)}.` }),
  })
}
