/** A parameter of a method's request, as mappings name it. */
export const REQUEST_PARAMETER: RegExp = /^method\.request\.(path|querystring|header)\.(.+)$/
/** A header of a method's response. */
export const RESPONSE_HEADER: RegExp = /^method\.response\.header\.(.+)$/
const INTEGRATION_PARAMETER = /^integration\.request\.(path|querystring|header)\.(.+)$/

/** How the service words what is wrong with mappings: all of it in one sentence (recorded). */
export function mappingError(errors: readonly string[]): string {
  return `Invalid mapping expression specified: ${validationResult(errors)}`
}

export function validationResult(errors: readonly string[]): string {
  return `Validation Result: warnings : [], errors : [${errors.join(', ')}]`
}

/** What is wrong with mappings of an integration's request: names that are none, sources that are none, parameters that the method does not have. */
export function integrationParameterErrors(
  mappings: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(mappings).flatMap(([name, source]) => {
    if (!INTEGRATION_PARAMETER.test(name)) return [`Invalid mapping expression specified: ${name}`]
    if (REQUEST_PARAMETER.test(source)) {
      return isDeclared(source, declared) ? [] : [`Invalid mapping expression parameter specified: ${source}`]
    }
    return isSource(source, 'method.request') ? [] : [`Invalid mapping expression specified: ${source}`]
  })
}

/** What is wrong with mappings of an integration's response: headers that the method's response does not declare, and sources that are none. */
export function responseMappingErrors(
  mappings: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(mappings).flatMap(([name, source]) => {
    if (!RESPONSE_HEADER.test(name)) return [`Invalid mapping expression specified: ${name}`]
    if (!isDeclared(name, declared)) return [`Invalid mapping expression parameter specified: ${name}`]
    return isSource(source, 'integration.response') ? [] : [`Invalid mapping expression specified: ${source}`]
  })
}

/** Headers in any case, as they are found when a request comes. */
function isDeclared(name: string, declared: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(declared, name)) return true
  const key = name.toLowerCase()
  return /^method\.\w+\.header\./.test(name) && Object.keys(declared).some((other) => other.toLowerCase() === key)
}

/** A static text in quotes, something of the context or of the stage, or something of the message that is mapped. */
function isSource(source: string, message: string): boolean {
  return /^'[\s\S]*'$/.test(source) || /^(context|stageVariables)\../.test(source) || source.startsWith(`${message}.`)
}
