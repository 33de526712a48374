const METHODS = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  trace: 'TRACE',
  'x-amazon-apigateway-any-method': 'ANY',
} as const

/** The HTTP method of a member of a path item, as messages name it; `undefined` for a member that is no operation. */
export function methodOf(key: string): (typeof METHODS)[keyof typeof METHODS] | undefined {
  return Object.hasOwn(METHODS, key) ? METHODS[key as keyof typeof METHODS] : undefined
}
