import { PATH_PART_MESSAGE, STATIC_PATH_PART, VARIABLE_PATH_PART } from '../facts.ts'

/**
 * What the service says against a new path part (recorded and quoted texts), or undefined. `parent` is the path part above it,
 * `variable` the one of its siblings that is a variable.
 */
export function refusePathPart(part: string, parent: string | undefined, variable: string | undefined): string | undefined {
  if (!STATIC_PATH_PART.test(part) && !VARIABLE_PATH_PART.test(part)) return PATH_PART_MESSAGE
  if (parent?.endsWith('+}')) return `Cannot create a child of a resource with a greedy path variable: ${parent}`
  if (part.startsWith('{') && variable !== undefined) {
    return `A sibling (${variable}) of this resource already has a variable path part -- only one is allowed`
  }
  return undefined
}
