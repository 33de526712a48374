import type { Code } from '../code.ts'
import { docComment, literal } from '../languages/typescript.ts'
import { template } from '../template.ts'
import type { PlannedTest } from './plan-test.ts'

interface TestView {
  readonly about: Code
  /** Literals. */
  readonly name: Code
  readonly target: Code
  readonly method: Code
  readonly headers: Code
  readonly hasJson: boolean
  readonly json: Code
  readonly hasText: boolean
  readonly text: Code
  readonly unready: Code
  readonly reason: Code
  readonly statuses: Code
}

/** Prints tests for vitest; the template is instantiated once. */
export function typescriptTests(): (planned: PlannedTest) => string {
  const print = template<TestView>('tests/typescript.hbs')
  return ({ id, about, request, statuses, unready, reason }) => {
    const { target, method, headers, json, body } = request
    return print({
      about: docComment(about),
      name: literal(`${id} answers as declared`),
      target: literal(target),
      method: literal(method),
      headers: literal({ ...headers }),
      hasJson: json !== undefined,
      json: literal(json ?? null),
      hasText: body !== undefined && json === undefined,
      text: literal(body ?? null),
      unready: literal([...unready]),
      reason: literal(reason),
      statuses: literal([...statuses]),
    })
  }
}
