/** The parts of a path between its slashes, without the empty ones at either end; slashes inside `${…}` do not count. */
export function partsOf(path: string): string[] {
  const parts: string[] = []
  let part = ''
  let late = 0
  for (let index = 0; index < path.length; index++) {
    const char = path.charAt(index)
    if (char === '$' && path.charAt(index + 1) === '{') late++
    if (char === '}' && late > 0) late--
    if (char !== '/' || late > 0) part += char
    else {
      parts.push(part)
      part = ''
    }
  }
  parts.push(part)
  if (parts[0] === '') parts.shift()
  if (parts.at(-1) === '') parts.pop()
  return parts
}

/** Whether a path is a route that API Gateway calls by itself when a WebSocket opens and closes. HTTP APIs have `$default`, too. */
export function isWebSocketRoute(path: string): boolean {
  return /^\/?\$(?:dis)?connect$/.test(path)
}
