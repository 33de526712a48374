import {
  allOperations,
  type Draft,
  fromEntries,
  keepOnly,
  list,
  type Normalization,
  object,
  operationsOf,
  schemesOf,
  type Value,
} from './draft.ts'

/** What becomes of the policy. Before the servers go: one of them tells which API the export is of. */
export const policyNormalization: Normalization = {
  id: 'policy-resources',
  sentence: 'The short resource names of the policy are written out as those of the API.',
  apply(document, side, other) {
    const name = 'x-amazon-apigateway-policy'
    if (document[name] === undefined) return
    const [server] = list((side === 'found' ? document : other).servers)
    const [, id] = /^https:\/\/([^./]+)\.execute-api\./.exec(String(object(server).url ?? '')) ?? []
    if (id !== undefined) document[name] = shortened(readPolicy(document[name]), new RegExp(`^arn:[^:]+:execute-api:[^:]*:[^:]*:${id}/`))
  },
}

/** What becomes of the document around the operations. */
export const documentNormalizations: readonly Normalization[] = [
  {
    id: 'address',
    sentence: 'The address of the API takes the place of the servers.',
    apply(document) {
      delete document.servers
      delete document['x-amazon-apigateway-endpoint-configuration']
      for (const operation of allOperations(document)) delete operation.servers
    },
  },
  {
    id: 'title-and-version',
    sentence: 'A document without a title or a version has the time at which its API was made.',
    apply(document, side, other) {
      const info = object(document.info)
      for (const name of ['title', 'version']) {
        if (info[name] === '' || (side === 'found' && object(other.info)[name] === undefined)) delete info[name]
        if (info[name] !== undefined) info[name] = String(info[name])
      }
      document.info = info
    },
  },
  {
    id: 'texts',
    sentence: 'Texts for people are left out: summaries, descriptions, tags, contacts and licenses.',
    apply(document) {
      keepOnly(object(document.info), ['title', 'version', 'description'])
      if (object(document.info).description === '') delete object(document.info).description
      for (const name of ['tags', 'externalDocs', 'x-amazon-apigateway-documentation']) delete document[name]
      for (const operation of allOperations(document)) {
        for (const name of ['summary', 'description', 'tags', 'externalDocs', 'deprecated']) delete operation[name]
        for (const response of Object.values(object(operation.responses))) object(response).description = ''
      }
      for (const scheme of Object.values(schemesOf(document))) delete object(scheme).description
    },
  },
]

/** Extensions of a document that a REST API is made of; others are those of HTTP APIs, or nobody's. */
const KEPT = new Set([
  ...['api-key-source', 'binary-media-types', 'endpoint-access-mode', 'gateway-responses', 'minimum-compression-size'],
  ...['policy', 'request-validators', 'security-policy'],
])

/** What is left over when all that AWS knows was seen to. */
export const strangers: Normalization = {
  id: 'strangers',
  sentence: 'What AWS does not know is left out: other vendors’ extensions and what only describes.',
  apply(document) {
    dropExtensions(document, (name) => KEPT.has(name))
    document.openapi = '3.0.1'
    for (const item of Object.values(object(document.paths)))
      for (const operation of operationsOf(object(item))) dropExtensions(operation, () => true)
    if (document['x-amazon-apigateway-api-key-source'] === 'HEADER') delete document['x-amazon-apigateway-api-key-source']
    const size = 'x-amazon-apigateway-minimum-compression-size'
    if (typeof document[size] === 'string') document[size] = Number(document[size])
  },
}

function dropExtensions(draft: Draft, isKept: (name: string) => boolean): void {
  const prefix = 'x-amazon-apigateway-'
  for (const name of Object.keys(draft))
    if (name.startsWith('x-') && !(name.startsWith(prefix) && isKept(name.slice(prefix.length)))) delete draft[name]
}

function readPolicy(value: Value): Value {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as Value
  } catch {
    return value
  }
}

function shortened(value: Value, start: RegExp): Value {
  if (typeof value === 'string') return value.replace(start, 'execute-api:/')
  if (Array.isArray(value)) return value.map((item) => shortened(item, start))
  if (typeof value !== 'object' || value === null) return value
  return fromEntries(Object.entries(value).map(([name, item]) => [name, shortened(item, start)]))
}
