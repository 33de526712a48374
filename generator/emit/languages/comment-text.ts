/** What is broken below, seen in one look: most lines hold nothing of it. */
const ACTIVE =
  /\*\/|\/\*|@(?:ts-|internal|preserve|license|jsx|__PURE_)|[#@]\s*source(?:Mapping)?URL|<(?:reference|amd)\b|\b(?:eslint|tslint|biome|prettier)[-:]/i

/**
 * A line that neither ends a block comment, nor opens one where comments nest, nor directs a compiler, a bundler or a linter: a blank
 * breaks what would. It comes last in making a comment, so nothing forms again.
 */
export function inertInComment(line: string): string {
  if (!ACTIVE.test(line)) return line
  return line
    .replace(/\*(?=\/)/g, '* ')
    .replace(/\/(?=\*)/g, '/ ')
    .replace(/@(?=ts-|internal|preserve|license|jsx|__PURE__)/gi, '@ ')
    .replace(/([#@]\s*source(?:Mapping)?)(?=URL\s*=)/gi, '$1 ')
    .replace(/<(?=(reference|amd)\b)/gi, '< ')
    .replace(/\b(eslint|tslint|biome|prettier)(?=[-:])/gi, '$1 ')
}
