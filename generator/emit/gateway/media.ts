/** The keys of a path item that are operations, and whether API Gateway has the method. */
export const OPERATION_KEYS: Readonly<Record<string, boolean>> = {
  get: true,
  put: true,
  post: true,
  delete: true,
  options: true,
  head: true,
  patch: true,
  trace: false,
  'x-amazon-apigateway-any-method': true,
}

/** True for `application/json` and every `+json` type: only their bodies can be checked against a model. */
export function isJsonType(mediaType: string): boolean {
  const [type = ''] = mediaType.split(';')
  return /^(application\/json|text\/json|[^/]+\/[^/]+\+json|\*\/\*|application\/\*)$/i.test(type.trim())
}

/** True for a type whose bodies are read neither as JSON nor as text, a form or parts. */
export function isBytes(mediaType: string): boolean {
  const [type = ''] = mediaType.split(';')
  return !/^(text|multipart)\/|^application\/(x-www-form-urlencoded|xml|yaml|x-yaml|javascript|x-ndjson|jsonl|sql|graphql)$|\+(xml|yaml)$/i.test(
    type.trim(),
  )
}
