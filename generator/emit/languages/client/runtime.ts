import { type ImportSymbol, symbol } from '../../code.ts'

/** The modules of the runtime, and what generated code takes from each. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  'client/write.js': ['segment', 'query', 'unique'],
  'client/styles.js': [
    'greedy',
    'simple',
    'label',
    'matrix',
    'jsonSegment',
    'formPairs',
    'delimited',
    'deepObject',
    'jsonPair',
    'headerText',
    'jsonHeader',
    'cookies',
  ],
  'client/bodies.js': ['form', 'multipart', 'written', 'raw'],
  'client/read.js': ['readAny', 'readBytes', 'readJson'],
  'client/send.js': ['send'],
  'client/repeat.js': ['repeat'],
  'client/schemes.js': ['firstOf', 'inHeader', 'inQuery', 'inCookie', 'signed'],
  'client/answer.js': ['Answer', 'StatusCode', 'StatusRange'],
  'client/paginate.js': ['paginate', 'ItemOf'],
  'client/client.js': [
    'Client',
    'ClientOptions',
    'PlainClient',
    'CallOptions',
    'Secret',
    'Signer',
    'Payload',
    'Outgoing',
    'Retry',
    'Scheme',
  ],
  'client/signer.js': ['sigv4', 'SigningOptions'],
  'client/basic.js': ['basic'],
  'sigv4.js': ['Credentials'],
}

const MODULE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(MODULES).flatMap(([module, names]) => names.map((name) => [name, module])),
)

/** A name of the run time, for a file that lies `depth` folders below the client. */
export function runtime(name: string, depth: number, use: 'type' | 'value' = 'value'): ImportSymbol {
  return symbol(name, `${depth === 0 ? './' : '../'}runtime/${MODULE_OF.get(name) ?? ''}`, use)
}
