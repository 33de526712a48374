/**
 * A harmless text of the same build: what means something to a path or a template stays, and so does the dollar that makes braces a
 * late-bound value; all else becomes letters, equal where it was equal, so that two variables stay two. A star makes a range of a media
 * type: the twin has it at its end, where it can close no comment.
 */
export function twin(text: string, letter = 'q'): string {
  const runs = new Map<string, string>()
  const letters = (run: string): string => {
    const known = runs.get(run) ?? `${letter}${runs.size || ''}`
    runs.set(run, known)
    return known
  }
  return text.replace(/[\n\r\t\v\f]+/g, ' ').replace(/(?:(?!\$\{)[^{}/+.:, ])+/gsu, letters) + (text.includes('*') ? '*' : '')
}

/**
 * Words that mean something of their own at a place, as no other text does: their twin is the word. The petstore has a schema `Error`,
 * which one of that name replaces, and a property `id`, with which another of that name is one where two schemas are merged.
 */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'responses.<status>': ['default'],
  'components.schemas.<key>': ['Error'],
  'schema.properties.<key>': ['id'],
  'schema.required[]': ['id'],
}

/** The twin of a text at a place. `letter` keeps apart the twins of texts that stand in one document. */
export function twinAt(place: string, text: string, letter?: string): string {
  return WORDS[place]?.includes(text) ? text : twin(text, letter)
}
