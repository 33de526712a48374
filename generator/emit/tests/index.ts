import { tokens } from '../../base/pointer.ts'
import type { Emitter } from '../../model/emitter.ts'
import { planHandlers } from '../languages/handlers/plan.ts'
import { testName } from '../languages/java.ts'
import { moduleName } from '../languages/python.ts'
import { javaTests } from './java-test.ts'
import { planTest } from './plan-test.ts'
import { pythonTests } from './python-test.ts'
import type { LookUp } from './sample.ts'
import { typescriptTests } from './typescript-test.ts'

/**
 * A test of each operation that has a handler, in the language of its function and for the tool that is at home there: vitest, pytest, JUnit. It sends
 * a request to the API that `apigen dev` serves, and is skipped until the handler is written. Seeded once, only where the target is named.
 */
export const tests: Emitter = {
  name: 'tests',
  *emit({ model }) {
    const schemas = new Map(model.schemas.map(({ key, json }) => [key, json]))
    const lookUp: LookUp = (ref) => schemas.get(tokens(ref.slice(1)).at(-1) ?? '')
    const languages = [
      ['typescript', typescriptTests, (id: string) => `${id}.test.ts`],
      ['python', pythonTests, (id: string) => `${moduleName(`test_${id}`)}.py`],
      ['java', javaTests, (id: string) => `${testName(id)}.java`],
    ] as const
    for (const [language, printer, fileOf] of languages) {
      const { operations } = planHandlers(model, language)
      if (operations.length === 0) continue
      const print = printer()
      for (const { operation } of operations)
        yield { path: `tests/${language}/${fileOf(operation.id)}`, text: print(planTest(operation, lookUp)), owner: 'you' }
    }
  },
}
