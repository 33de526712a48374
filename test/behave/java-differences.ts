/**
 * What Java answers otherwise, and why: a list that is exact. Records hold the members that the document declares, and no others.
 */
export const JAVA_DIFFERENCES: Readonly<Record<string, unknown>> = {
  'path: an object with an unknown field': echoed({ path: { value: { x: 1 } } }),
  'form: encoded': echoed({ body: { name: 'a b&c' } }),
  'form: a prototype': echoed({ body: { name: 'a' } }),
  'multipart: undeclared parts': echoed({ body: { x: 1 } }),
  'multipart: a prototype': echoed({ body: { x: 1 } }),
  'multipart: names with quotation marks': echoed({ body: { x: 1 } }),
  'bad input: a field of a form called constructor': echoed({ body: { name: 'a' } }),
  'bad input: a deep object that names a prototype': echoed({ query: { deep: { x: 2 } } }),
}

function echoed(request: object): unknown {
  const body = { path: {}, query: {}, headers: {}, cookies: {}, ...request }
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}
