import type { EventFunction } from '../../model/event-source.ts'
import { type Code, joinCode } from '../code.ts'
import { aboutEvent } from '../languages/handlers/about-event.ts'
import type { PlannedAuthorizer, PlannedOperation } from '../languages/handlers/plan.ts'
import { docComment, identifier, literal } from '../languages/typescript.ts'
import { template } from '../template.ts'

/** What the stubs are made from. */
interface StubView {
  /** The generated module, as a literal. */
  readonly module: Code
  readonly about: Code
  readonly parameters: Code
}

/** What the file of functions around functions is made from. */
interface AroundView {
  /** The module of the run time, as a literal. */
  readonly module: Code
}

/** Which ports of the run time are bound to the SDK. */
export interface BoundPorts {
  /** Calls of functions by their names. */
  readonly invokes: boolean
  readonly tables: boolean
}

/** What the file that binds ports to the SDK is made from: beside them their modules, as literals. */
interface AwsView {
  readonly invokes: BoundPorts['invokes']
  readonly tables: BoundPorts['tables']
  readonly invoke: Code
  readonly settings: Code
  readonly idempotency: Code
}

/** Prints the write-once stubs of a model's handlers. */
export interface Stubs {
  operation(planned: PlannedOperation): string
  authorizer(planned: PlannedAuthorizer): string
  event(event: EventFunction): string
  around(): string
  aws(bound: BoundPorts): string
}

/** Makes the stubs' printer; the templates are instantiated once. */
export function createStubs(): Stubs {
  const answers = template<StubView>('handlers-typescript/stub.hbs')
  const throws = template<StubView>('handlers-typescript/stub-throws.hbs')
  const denies = template<StubView>('handlers-typescript/stub-authorizer.hbs')
  const binds = template<AwsView>('handlers-typescript/stub-aws.hbs')
  const stands = template<AroundView>('handlers-typescript/stub-around.hbs')
  const waits = template<StubView>('handlers-typescript/stub-event.hbs')
  return {
    operation({ operation, event }) {
      const { id, method, path, summary } = operation
      const view: StubView = {
        module: moduleOf(id),
        about: docComment(`\`${method} ${path}\`${summary === undefined ? '' : `: ${summary}`}`),
        parameters: joinCode([identifier(event === 'templated' ? '_event' : '_request'), identifier('_context')], ', '),
      }
      return event === 'async' || event === 'templated' ? throws(view) : answers(view)
    },
    authorizer({ module, authorizers }) {
      const names = authorizers.map(({ name }) => `\`${name}\``).join(', ')
      return denies({ module: moduleOf(module), about: docComment(`Decides who gets in by ${names}.`), parameters: identifier('_request') })
    },
    event(event) {
      const parameters = joinCode([identifier('_item'), identifier('_context')], ', ')
      return waits({ module: moduleOf(event.id), about: docComment(aboutEvent(event)), parameters })
    },
    around: () => stands({ module: moduleOf('runtime/around-function') }),
    aws({ invokes, tables }) {
      const [invoke, settings, idempotency] = [moduleOf('runtime/invoke'), moduleOf('runtime/settings'), moduleOf('runtime/idempotency')]
      return binds({ invokes, tables, invoke, settings, idempotency })
    },
  }
}

function moduleOf(name: string): Code {
  return literal(`../../generated/handlers/typescript/${name}.js`)
}
