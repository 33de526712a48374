// Headers as people write them: one a line.

/**
 * @param {string} text
 * @returns {[string, string][]}
 */
export function headersOf(text) {
  return text.split('\n').flatMap((line) => {
    const colon = line.indexOf(':')
    /** @type {[string, string]} */
    const pair = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    return colon < 1 ? [] : [pair]
  })
}

/** @param {readonly (readonly [string, string])[]} headers */
export function headerText(headers) {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n')
}
