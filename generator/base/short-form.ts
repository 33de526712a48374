/** What a member of a short form holds. */
export type MemberKind =
  /** A name or an ARN, written out or late-bound. */
  | 'name'
  /** A value, often one of the request's. */
  | 'value'
  /** Values by name. */
  | 'values'
  /** A status for each name of an error. */
  | 'errors'
  | { readonly words: readonly string[] }

/** The members of one action, and which of them it cannot do without. */
export interface ShortForm {
  readonly members: Readonly<Record<string, MemberKind>>
  readonly required: readonly string[]
}

const DIRECTIONS: MemberKind = { words: ['ascending', 'descending'] }

/** The services that API Gateway calls for an operation without a function, and what may be said to each action. The first action is meant where none is named. */
export const SHORT_FORMS: Readonly<Record<string, Readonly<Record<string, ShortForm>>>> = {
  dynamodb: {
    get: form({ table: 'name', key: 'values' }, ['table']),
    query: form({ table: 'name', index: 'name', key: 'values', range: 'values', limit: 'value', order: DIRECTIONS }, ['table', 'key']),
    put: form({ table: 'name', key: 'values', set: 'values' }, ['table']),
    update: form({ table: 'name', key: 'values', set: 'values' }, ['table']),
    delete: form({ table: 'name', key: 'values' }, ['table']),
  },
  sqs: {
    send: form({ queue: 'name', message: 'value', attributes: 'values', group: 'value', deduplication: 'value', delay: 'value' }, [
      'queue',
    ]),
  },
  sns: {
    publish: form({ topic: 'name', message: 'value', subject: 'value', attributes: 'values', group: 'value', deduplication: 'value' }, [
      'topic',
    ]),
  },
  states: {
    start: form({ machine: 'name', input: 'value', name: 'value' }, ['machine']),
    'start-sync': form({ machine: 'name', input: 'value', name: 'value' }, ['machine']),
  },
  events: { put: form({ bus: 'name', source: 'value', type: 'value', detail: 'value' }, ['source', 'type']) },
  kinesis: { put: form({ stream: 'name', partition: 'value', data: 'value' }, ['stream']) },
  s3: {
    get: form({ bucket: 'name', key: 'value' }, ['bucket', 'key']),
    put: form({ bucket: 'name', key: 'value' }, ['bucket', 'key']),
    delete: form({ bucket: 'name', key: 'value' }, ['bucket', 'key']),
  },
}

/** What every service is told. */
function form(members: ShortForm['members'], required: readonly string[]): ShortForm {
  return { members: { service: 'name', action: 'name', ...members, errors: 'errors', role: 'name' }, required }
}
