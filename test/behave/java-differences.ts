/**
 * What Java answers otherwise, and why: a list that is exact. Records hold the members that the document declares, and no others; a number cannot
 * hold a text, so a cookie that is none is refused.
 */
export const JAVA_DIFFERENCES: Readonly<Record<string, unknown>> = {
  'path: an object with an unknown field': echoed({ path: { value: { x: 1 } } }),
  'cookies: without a value': {
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: {
      code: 'invalid-request',
      message: 'The request does not fit the contract.',
      violations: [{ in: 'cookie', pointer: '/visits', message: 'must be an integer' }],
    },
  },
  'form: encoded': echoed({ body: { name: 'a b&c' } }),
  'form: a prototype': echoed({ body: { name: 'a' } }),
}

function echoed(request: object): unknown {
  const body = { path: {}, query: {}, headers: {}, cookies: {}, ...request }
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}
