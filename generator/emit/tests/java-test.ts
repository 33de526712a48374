import { type Code, joinCode } from '../code.ts'
import { intLiteral, javadoc, testName, textLiteral } from '../languages/java.ts'
import { template } from '../template.ts'
import type { PlannedTest } from './plan-test.ts'

interface TestView {
  readonly name: Code
  readonly about: Code
  /** Literals. */
  readonly target: Code
  readonly method: Code
  readonly hasBody: boolean
  readonly body: Code
  readonly hasHeaders: boolean
  /** Names and values in turn. */
  readonly headers: Code
  readonly unready: Code
  readonly reason: Code
  readonly statuses: Code
}

/** Prints tests for JUnit; the template is instantiated once. */
export function javaTests(): (planned: PlannedTest) => string {
  const print = template<TestView>('tests/java.hbs')
  const numbers = (values: readonly number[]): Code => joinCode(values.map(intLiteral), ', ')
  return ({ id, about, request, statuses, unready, reason }) =>
    print({
      name: testName(id),
      about: javadoc(about),
      target: textLiteral(request.target),
      method: textLiteral(request.method),
      hasBody: request.body !== undefined,
      body: textLiteral(request.body ?? ''),
      hasHeaders: Object.keys(request.headers).length > 0,
      headers: joinCode(Object.entries(request.headers).flat().map(textLiteral), ', '),
      unready: numbers(unready),
      reason: textLiteral(reason),
      statuses: numbers(statuses),
    })
}
