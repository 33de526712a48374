/**
 * What Java answers otherwise, and why: a list that is exact. Records hold the members that the document declares, and no others; a number cannot
 * hold a text, so a cookie that is none is refused. Responses
 * are not checked when they are given: here `Failure` carries what no record could.
 */
export const JAVA_DIFFERENCES: Readonly<Record<string, unknown>> = {
  'path: an object with an unknown field': echoed({ path: { value: { x: 1 } } }),
  'cookies: without a value': {
    status: 400,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'The request does not fit the contract.',
      code: 'invalid-request',
      errors: [{ in: 'cookie', pointer: '/visits', detail: 'must be an integer' }],
    },
  },
  'form: encoded': echoed({ body: { name: 'a b&c' } }),
  'form: a prototype': echoed({ body: { name: 'a' } }),
  'multipart: undeclared parts': echoed({ body: { x: 1 } }),
  'multipart: a prototype': echoed({ body: { x: 1 } }),
  'multipart: names with quotation marks': echoed({ body: { x: 1 } }),
  'response check: a header that is missing': {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { id: '1', name: 'Tom', kind: 'cat' },
  },
  'response check: a header of another type': {
    status: 200,
    headers: { 'x-n': 'secret', 'content-type': 'application/json' },
    body: { id: '1', name: 'Tom', kind: 'cat' },
  },
  'response check: a member that is missing': {
    status: 200,
    headers: { 'x-n': '7', 'content-type': 'application/json' },
    body: { name: 'Tom', kind: 'cat' },
  },
  'response check: a member of another type': {
    status: 200,
    headers: { 'x-n': '7', 'content-type': 'application/json' },
    body: { id: '1', name: 'Tom', kind: 'cat', age: 'secret' },
  },
  'response check: no body': { status: 200, headers: { 'content-type': 'application/json', 'x-n': '7' } },
  'response check: an undeclared status': {
    status: 302,
    headers: { 'content-type': 'application/json' },
    body: { id: '1', name: 'Tom', kind: 'cat' },
  },
  'response check: a wrong body of a range': { status: 409, headers: { 'content-type': 'application/json' }, body: {} },
  'response check: a body where none is declared': { status: 204, headers: { 'content-type': 'application/json' }, body: {} },
  'response check: what is no bytes': { status: 201, headers: { 'content-type': 'image/png' }, body: '5' },
  'response check: an undeclared type': { status: 201, headers: { 'content-type': 'text/csv' }, body: 'a' },
  'response check: text that is none': { status: 201, headers: { 'content-type': 'text/plain' }, body: '5' },
  'response check: a body that holds itself': {
    status: 200,
    headers: { 'x-n': '7', 'content-type': 'application/json' },
    body: { id: '1', name: 'Tom', kind: 'cat' },
  },
  'bad input: a field of a form called constructor': echoed({ body: { name: 'a' } }),
  'bad input: a deep object that names a prototype': echoed({ query: { deep: { x: 2 } } }),
}

function echoed(request: object): unknown {
  const body = { path: {}, query: {}, headers: {}, cookies: {}, ...request }
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}
