import { put } from '../base/json.ts'

/** Gives an object that others look into the entries of another. */
export function replaceEntries<T>(target: Record<string, T>, source: Readonly<Record<string, T>>): void {
  for (const name of Object.keys(target)) delete target[name]
  for (const [name, value] of Object.entries(source)) put(target, name, value)
}
