import type { Code } from '../code.ts'
import type { PlannedAuthorizer, PlannedOperation } from '../languages/handlers/plan.ts'
import { className, javadoc, operationName, questionOf } from '../languages/java.ts'
import { template } from '../template.ts'

/** What the stubs are made from. */
interface StubView {
  /** The user's class. */
  readonly name: Code
  /** The interface it implements, or the question it is asked. */
  readonly implemented: Code
  readonly about: Code
}

/** Which ports of the run time are bound to the SDK. */
export interface BoundPorts {
  /** Calls of functions by their names. */
  readonly invokes: boolean
  readonly tables: boolean
}

/** What every API gets alike. */
type SharedView = Readonly<Record<string, never>>

/** Prints the write-once stubs of a model's handlers. */
export interface Stubs {
  operation(planned: PlannedOperation): string
  authorizer(planned: PlannedAuthorizer): string
  /** What stands around every function. */
  around(): string
  /** The ports of the run time, bound to the SDK. */
  aws(bound: BoundPorts): string
}

/** Makes the stubs' printer; the templates are instantiated once. */
export function createStubs(): Stubs {
  const answers = template<StubView>('handlers-java/stub.hbs')
  const starts = template<StubView>('handlers-java/stub-async.hbs')
  const templated = template<StubView>('handlers-java/stub-templated.hbs')
  const binds = template<BoundPorts>('handlers-java/stub-aws.hbs')
  const stands = template<SharedView>('handlers-java/stub-around.hbs')
  const denies = template<StubView>('handlers-java/stub-authorizer.hbs')
  return {
    operation({ operation, event }) {
      const { id, method, path, summary } = operation
      const view: StubView = {
        name: className(id),
        implemented: operationName(id),
        about: javadoc(`\`${method} ${path}\`${summary === undefined ? '' : `: ${summary}`}`),
      }
      if (event === 'templated') return templated(view)
      return event === 'async' ? starts(view) : answers(view)
    },
    around: () => stands({}),
    aws: (bound) => binds(bound),
    authorizer({ module, authorizers }) {
      const names = authorizers.map(({ name }) => `\`${name}\``).join(', ')
      const implemented = questionOf(authorizers.map(({ kind }) => kind))
      return denies({ name: className(module), implemented, about: javadoc(`Decides who gets in by ${names}.`) })
    },
  }
}
