import type { CatalogEntry } from './entry.ts'

export type LambdaCode = 'lambda/environment' | 'lambda/memory' | 'lambda/runtime' | 'lambda/timeout'

/** Findings of the lambda rules. */
export const lambda: Readonly<Record<LambdaCode, CatalogEntry>> = {
  'lambda/environment': {
    severity: 'warning',
    title: 'An environment variable has a name that Lambda does not take.',
    cause: 'Lambda sets some variables itself and refuses them, and names begin with a letter and hold letters, digits and `_`.',
    fix: 'Rename the variable.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  },
  'lambda/memory': {
    severity: 'error',
    stops: 'import',
    title: 'A function has memory or disk space that Lambda does not give.',
    cause: 'Lambda gives a function 128 to 10240 MB of memory and 512 to 10240 MB of `/tmp`, and refuses every other number.',
    fix: 'Set `memory` and `ephemeralStorage` inside these limits.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
  },
  'lambda/runtime': {
    severity: 'warning',
    title: 'A function uses a runtime that Lambda does not have, or not for long.',
    cause:
      'A runtime whose support has ended gets no security updates, and functions with it can no longer be made or changed some time later.',
    fix: 'Use a current runtime, such as `nodejs24.x` or `python3.14`.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  },
  'lambda/timeout': {
    severity: 'error',
    stops: 'import',
    title: "A function's timeout is outside what Lambda allows, or longer than anybody waits for it.",
    cause:
      'Lambda lets a function run 1 to 900 seconds and refuses every other number. Behind API Gateway the caller gets 504 after 29 seconds while the function runs on and is paid for.',
    fix: 'Set `timeout` to at most 29 for functions behind an API.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html',
  },
}
