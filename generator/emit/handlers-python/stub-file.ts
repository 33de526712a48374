import type { EventFunction } from '../../model/event-source.ts'
import type { Code } from '../code.ts'
import { aboutEvent } from '../languages/handlers/about-event.ts'
import type { PlannedAuthorizer, PlannedOperation } from '../languages/handlers/plan.ts'
import { docstring, moduleName } from '../languages/python.ts'
import { template } from '../template.ts'
import { resultType } from './event-file.ts'

/** What the stubs are made from. */
interface StubView {
  /** The generated module. */
  readonly module: Code
  readonly about: Code
}

/** The same of a function of another event. */
interface EventView {
  readonly module: Code
  readonly about: Code
  readonly result: Code
}

/** What every API gets alike. */
type SharedView = Readonly<Record<string, never>>

/** Prints the write-once stubs of a model's handlers. */
export interface Stubs {
  operation(planned: PlannedOperation): string
  authorizer(planned: PlannedAuthorizer): string
  event(event: EventFunction): string
  /** What stands around every function. */
  around(): string
  /** The ports of the run time, bound to boto3. */
  aws(): string
}

/** Makes the stubs' printer; the templates are instantiated once. */
export function createStubs(): Stubs {
  const answers = template<StubView>('handlers-python/stub.hbs')
  const starts = template<StubView>('handlers-python/stub-async.hbs')
  const templated = template<StubView>('handlers-python/stub-templated.hbs')
  const denies = template<StubView>('handlers-python/stub-authorizer.hbs')
  const ports = template<SharedView>('handlers-python/stub-aws.hbs')
  const stands = template<SharedView>('handlers-python/stub-around.hbs')
  const waits = template<EventView>('handlers-python/stub-event.hbs')
  return {
    operation({ operation, event }) {
      const { id, method, path, summary } = operation
      const view: StubView = {
        module: moduleName(id),
        about: docstring(`\`${method} ${path}\`${summary === undefined ? '' : `: ${summary}`}`),
      }
      if (event === 'templated') return templated(view)
      return event === 'async' ? starts(view) : answers(view)
    },
    authorizer({ module, authorizers }) {
      const names = authorizers.map(({ name }) => `\`${name}\``).join(', ')
      return denies({ module: moduleName(module), about: docstring(`Decides who gets in by ${names}.`) })
    },
    around: () => stands({}),
    aws: () => ports({}),
    event: (event) => waits({ module: moduleName(event.id), about: docstring(aboutEvent(event)), result: resultType(event) }),
  }
}
