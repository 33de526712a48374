import type { Json } from '../base/json.ts'

/**
 * False when no `$ref` of the text can lead to another file. Looks at the text alone, so that a large single file pays for no walk; a
 * doubtful text gives true.
 */
export function mayRefer(text: string): boolean {
  for (let index = text.indexOf('$ref'); index !== -1; index = text.indexOf('$ref', index + 4)) {
    // As nearly all are written, and there are tens of thousands.
    if (text.startsWith('": "#', index + 4)) continue
    let next = index + 4
    while (' \t\r\n"\':'.includes(text.charAt(next)) && next < text.length) next++
    if (text.charAt(next) !== '#') return true
  }
  return namesFiles(text) || text.includes('\\u0024ref') || text.includes('\\x24ref')
}

/** False when every `mapping` of the text is JSON that maps names to local references, or to names that are no paths. */
function namesFiles(text: string): boolean {
  const rest = /["']?\s*:\s*/y
  for (let index = text.indexOf('mapping'); index !== -1; index = text.indexOf('mapping', index + 7)) {
    rest.lastIndex = index + 7
    if (!rest.test(text)) continue
    const start = rest.lastIndex
    if (text.charAt(start) !== '{' || !isHarmless(text.slice(start + 1, text.indexOf('}', start)))) return true
  }
  return false
}

/** One member after the other, because a single expression for all of them could go back and forth for ever. */
function isHarmless(members: string): boolean {
  const member = /\s*"[^"\\]*"\s*:\s*"(?:#[^"\\]*|[^"\\#/.][^"\\/.]*)"\s*,?/y
  while (member.test(members)) {
    if (!members.includes('"', member.lastIndex)) return members.slice(member.lastIndex).trim() === ''
  }
  return false
}

/**
 * The `$ref` texts (and those of discriminators' mappings) of a value that name another file, without their fragment, each once. A value
 * that was parsed as JSON holds nothing twice (`tree`), which spares a large one the account of what was seen.
 */
export function externalRefs(value: Json, form: 'tree' | 'shared' = 'shared'): string[] {
  const found = new Set<string>()
  const seen = form === 'shared' ? new Set<object>() : undefined
  const stack: Json[] = [value]
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item !== 'object' || item === null || seen?.has(item)) continue
    seen?.add(item)
    const object = item as Readonly<Record<string, Json>>
    for (const key of Object.keys(object)) {
      const child = object[key] as Json
      if (typeof child === 'object') {
        if (child === null) continue
        if (key === 'mapping') for (const file of mappedFiles(child)) found.add(file)
        stack.push(child)
      } else if (key === '$ref' && typeof child === 'string') {
        const file = withoutFragment(child)
        if (file !== '') found.add(file)
      }
    }
  }
  return [...found]
}

/** The files that the `mapping` of a discriminator names: its values are references, or bare names of components. */
export function mappedFiles(mapping: Json): string[] {
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) return []
  return Object.values(mapping).flatMap((target) => {
    const file = typeof target === 'string' ? withoutFragment(target) : ''
    return /[/\\]|\.(ya?ml|json)$/i.test(file) ? [file] : []
  })
}

/** The part of a `$ref` before `#`. */
export function withoutFragment(ref: string): string {
  const hash = ref.indexOf('#')
  return hash === -1 ? ref : ref.slice(0, hash)
}
