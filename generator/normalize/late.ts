import { asArray, isObject, type Json, own } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { type Context, child, moved, type Place } from './context.ts'

/** A value with the branches of an `Fn::If` decided: the likely one, with its place. */
export interface Branch {
  readonly value: Json | undefined
  readonly place: Place
  /** True when the author wrote an intrinsic. */
  readonly late: boolean
}

/** The first branch of nested `Fn::If`s that is not `AWS::NoValue`; `value` is undefined when there is none, or another intrinsic stands here. */
export function likely(context: Context, value: Json | undefined, place: Place): Branch {
  if (!isIntrinsic(value)) return { value, place, late: false }
  const branches = asArray(value['Fn::If'])
  for (let index = 1; index < branches.length; index++) {
    const branch = branches[index]
    if (isObject(branch) && own(branch, 'Ref') === 'AWS::NoValue') continue
    const source = child(child(place, 'Fn::If'), index)
    const inner = likely(context, branch, { ...place, from: source.from })
    if (inner.value === undefined) continue
    return { value: inner.value, place: inner.late ? inner.place : moved(context, place, inner.place), late: true }
  }
  return { value: undefined, place, late: true }
}

/** The intrinsic with each branch converted: what is printed back verbatim has to be of one version with the rest. */
export function convertBranches(value: Json, convert: (branch: Json, steps: string) => Json, steps = ''): Json {
  if (!isIntrinsic(value)) return convert(value, steps)
  const branches = own(value, 'Fn::If')
  if (!Array.isArray(branches)) return value
  return {
    'Fn::If': branches.map((branch, index) =>
      index === 0 ? branch : convertBranches(branch as Json, convert, `${steps}/Fn::If/${index}`),
    ),
  }
}
