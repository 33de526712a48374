/** A text whose halves of characters that take two are U+FFFD: they stand for nothing, and nothing can be made of them. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** What a text is in a part of a URL. */
export function percentEncode(text: string): string {
  return encodeURIComponent(wellFormed(text))
}
