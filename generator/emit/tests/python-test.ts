import type { Code } from '../code.ts'
import { docstring, literal, moduleName } from '../languages/python.ts'
import { template } from '../template.ts'
import type { PlannedTest } from './plan-test.ts'

interface TestView {
  readonly name: Code
  readonly about: Code
  /** Literals. */
  readonly target: Code
  readonly method: Code
  readonly headers: Code
  readonly hasBody: boolean
  readonly body: Code
  readonly unready: Code
  readonly reason: Code
  readonly statuses: Code
}

/** Prints tests for pytest; the template is instantiated once. */
export function pythonTests(): (planned: PlannedTest) => string {
  const print = template<TestView>('tests/python.hbs')
  return ({ id, about, request, statuses, unready, reason }) =>
    print({
      name: moduleName(`test_${id}`),
      about: docstring(about),
      target: literal(request.target),
      method: literal(request.method),
      headers: literal({ ...request.headers }),
      hasBody: request.body !== undefined,
      body: literal(request.body ?? ''),
      unready: literal([...unready]),
      reason: literal(reason),
      statuses: literal([...statuses]),
    })
}
