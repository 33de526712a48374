/** Where a text stops being JSON (RFC 8259); undefined for JSON. */
export function jsonFault(text: string): number | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    return firstFault(text)
  }
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'next'

const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?=[\s,\]}]|$)/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

function firstFault(text: string): number {
  const open: ('{' | '[')[] = []
  let expected = 'value' as Expected
  let at = 0
  for (;;) {
    while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at++
    const char = text.charAt(at)
    const inner = open.at(-1)
    if (char === '') return at
    if (expected === 'next' && inner === undefined) return at
    if (closes(char, inner, expected)) {
      open.pop()
      expected = 'next'
      at++
    } else if (expected === 'next') {
      if (char !== ',') return at
      expected = inner === '{' ? 'key' : 'value'
      at++
    } else if (expected === 'colon') {
      if (char !== ':') return at
      expected = 'value'
      at++
    } else if (char === '"') {
      const end = endOfString(text, at + 1)
      if (text.charAt(end) !== '"') return end
      expected = expected === 'key' || expected === 'key-or-end' ? 'colon' : 'next'
      at = end + 1
    } else if (expected === 'key' || expected === 'key-or-end') return at
    else if (char === '{' || char === '[') {
      open.push(char)
      expected = char === '{' ? 'key-or-end' : 'value-or-end'
      at++
    } else {
      const end = matchEnd(SCALAR, text, at)
      if (end === at) return at
      expected = 'next'
      at = end
    }
  }
}

function closes(char: string, inner: '{' | '[' | undefined, expected: Expected): boolean {
  if (char === '}') return inner === '{' && (expected === 'next' || expected === 'key-or-end')
  return char === ']' && inner === '[' && (expected === 'next' || expected === 'value-or-end')
}

/** The quote that ends a string, or what may not stand in one. */
function endOfString(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charAt(at) !== '"' && text.charCodeAt(at) >= 0x20) {
    const end = text.charAt(at) === '\\' ? matchEnd(ESCAPE, text, at) : at + 1
    if (end === at) return at
    at = end
  }
  return at
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  return match ? at + match[0].length : at
}
