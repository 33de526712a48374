import { asObject, isObject, type JsonObject, own } from '../base/json.ts'
import type { View } from './rule.ts'

/** Settings of functions and where they stand: those of the root, then those of operations. */
export function functionSettings(
  view: View,
): { readonly value: JsonObject; readonly pointer: string; readonly operation: string | undefined }[] {
  const found: { value: JsonObject; pointer: string; operation: string | undefined }[] = []
  const shared = own(asObject(own(view.root, 'x-apigen')), 'function')
  if (isObject(shared)) found.push({ value: shared, pointer: '/x-apigen/function', operation: undefined })
  for (const { value, pointer, name } of view.operations) {
    const settings = own(value, 'x-apigen-function')
    if (isObject(settings)) found.push({ value: settings, pointer: `${pointer}/x-apigen-function`, operation: name })
  }
  return found
}
