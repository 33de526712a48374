import type { RuleTable } from '../rule.ts'

export type ConsequenceRule =
  | 'handlers-added'
  | 'handlers-removed'
  | 'handlers-renamed'
  | 'handlers-changed'
  | 'client-methods-added'
  | 'client-methods-removed'
  | 'client-methods-renamed'
  | 'client-methods-changed'
  | 'functions-changed'
  | 'invoke-permissions-changed'

/** What follows from the differences for code and policies. One finding a rule: it names all that it concerns. */
export const consequences: RuleTable<ConsequenceRule> = {
  'handlers-added': {
    severity: 'note',
    inverse: 'handlers-removed',
    title: 'Handlers have to be written.',
    cause: '`apigen generate` seeds a file for each, which answers 501 until it is written.',
    fix: 'Write them before the API goes live.',
  },
  'handlers-removed': {
    severity: 'note',
    inverse: 'handlers-added',
    title: 'Nothing calls a handler any more.',
    cause: 'The file is yours, so it stays where it is.',
    fix: 'Remove the file when nobody needs it.',
  },
  'handlers-renamed': {
    severity: 'warning',
    inverse: 'handlers-renamed',
    title: 'Handlers have other names.',
    cause: '`apigen generate` seeds a new file; the code stays in the old one, which nothing calls any more.',
    fix: 'Rename the file and what it exports, or keep `operationId`.',
  },
  'handlers-changed': {
    severity: 'note',
    inverse: 'handlers-changed',
    title: 'The types of handlers change.',
    cause: 'What they are given, or may answer, is another thing than before.',
    fix: 'Generate, and follow the type checker.',
  },
  'client-methods-added': {
    severity: 'note',
    inverse: 'client-methods-removed',
    title: 'Clients have new methods.',
    cause: 'Code that uses the client goes on as before.',
    fix: 'Release the client as a new minor version.',
  },
  'client-methods-removed': {
    severity: 'note',
    inverse: 'client-methods-added',
    title: 'Clients have methods less.',
    cause: 'Code that calls them no longer compiles. That the operations are gone is told by itself.',
    fix: 'Release the client as a new major version.',
  },
  'client-methods-renamed': {
    severity: 'warning',
    inverse: 'client-methods-renamed',
    title: 'Methods of clients have other names.',
    cause: 'Code that calls them no longer compiles with the new client, though requests are the same.',
    fix: 'Keep `operationId`, or release the client as a new major version.',
  },
  'client-methods-changed': {
    severity: 'note',
    inverse: 'client-methods-changed',
    title: 'The types of methods of clients change.',
    cause: 'What they take, or give, is another thing than before. How bad that is for callers is told by itself.',
    fix: 'Release the client: as a new major version where something breaks.',
  },
  'functions-changed': {
    severity: 'warning',
    inverse: 'functions-changed',
    title: 'Operations are served by other Lambda functions.',
    cause: 'The new function has to be deployed first. The old one stays in the account, with its logs, its alarms and its concurrency.',
    fix: 'Deploy before the import, or keep the name by `x-apigen-function` or `operationId`.',
  },
  'invoke-permissions-changed': {
    severity: 'note',
    inverse: 'invoke-permissions-changed',
    title: 'API Gateway has to be allowed to invoke functions for other methods.',
    cause:
      'Each method and path of a function without a role has a statement in the policy of the function. Without it calls fail with a 500.',
    fix: 'Nothing with `apigen import`, which gives and takes them. Else renew `policies/`.',
  },
}
