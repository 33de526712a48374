import { fileStem } from '../../base/names.ts'
import { onceFor } from '../../base/once.ts'
import type { Emitter } from '../../model/emitter.ts'
import { fileMaker } from '../code.ts'
import { authorizedBy } from '../languages/handlers/authorized.ts'
import { planErrorBodies } from '../languages/handlers/error-bodies.ts'
import { reportBytes } from '../languages/handlers/parts.ts'
import { type PlannedFunction, planHandlers } from '../languages/handlers/plan.ts'
import { usesTables } from '../languages/handlers/ports.ts'
import { operationTypeNames, schemaNames } from '../languages/type-names.ts'
import { header, typescript } from '../languages/typescript.ts'
import { runtimeSources } from '../runtime-sources.ts'
import { authorizerFile } from './authorizer-file.ts'
import { errorsFile } from './errors-file.ts'
import { eventFile, eventFunctionFile, invokeFile } from './event-file.ts'
import { AROUND, type FunctionKind, functionFile } from './function-file.ts'
import { type FileContext, isStreamed, operationFile } from './operation-file.ts'
import { createStubs } from './stub-file.ts'

const GENERATED = 'generated/handlers/typescript'
/** The module of the user's that binds ports to the SDK; where an operation is called so, it has to stand elsewhere. */
const AWS = 'aws'
/** Copied where there are functions of other events. */
const EVENT_RUNTIME: readonly string[] = ['events.ts', 'invoke.ts']

/**
 * TypeScript handlers: for every operation that a function serves its contract (`generated/handlers/typescript/<operation>.ts`) and a
 * stub to write code into (`handlers/typescript/<operation>.ts`, never overwritten), the same for authorizers, what Lambda calls
 * (`functions/<function>.ts`), and the run time.
 */
export const handlersTypescript: Emitter = {
  name: 'handlers-typescript',
  *emit({ model, document, once = onceFor(model) }, report) {
    const plan = planHandlers(model, 'typescript')
    if (plan.operations.length === 0 && plan.authorizers.length === 0 && plan.events.length === 0) return
    const newFile = fileMaker(typescript, header(model.source))
    reportBytes(
      plan.operations.map(({ operation }) => operation),
      document,
      report,
    )
    const errors = planErrorBodies(model, document, report)
    const context: FileContext = {
      newFile,
      schemas: new Map(model.schemas.map(({ name, schema }) => [name, schema])),
      names: once(operationTypeNames),
      authorizedBy: authorizedBy(model, plan.authorizers),
      errors,
      model,
    }
    const stubs = createStubs()
    for (const planned of plan.operations) {
      const { id } = planned.operation
      yield { path: `${GENERATED}/${id}.ts`, text: operationFile(planned, context), owner: 'apigen' }
      yield { path: `handlers/typescript/${id}.ts`, text: stubs.operation(planned), owner: 'you' }
    }
    for (const planned of plan.authorizers) {
      yield { path: `${GENERATED}/${planned.module}.ts`, text: authorizerFile(planned, newFile), owner: 'apigen' }
      yield { path: `handlers/typescript/${planned.module}.ts`, text: stubs.authorizer(planned), owner: 'you' }
    }
    const schemas = once(schemaNames)
    for (const event of plan.events) {
      yield { path: `${GENERATED}/${event.id}.ts`, text: eventFile(event, schemas, newFile), owner: 'apigen' }
      yield { path: `handlers/typescript/${event.id}.ts`, text: stubs.event(event), owner: 'you' }
      yield { path: `${GENERATED}/functions/${fileStem(event.function)}.ts`, text: eventFunctionFile(event, newFile), owner: 'apigen' }
    }
    const senders = invokeFile(plan.events, schemas, newFile)
    if (senders !== undefined) yield { path: 'generated/invoke.ts', text: senders, owner: 'apigen' }
    const isFree = ![...plan.operations.map(({ operation }) => operation.id), ...plan.events.map(({ id }) => id)].includes(AWS)
    const bound = { invokes: senders !== undefined, tables: usesTables(plan, model) }
    if ((bound.invokes || bound.tables) && isFree) yield { path: `handlers/typescript/${AWS}.ts`, text: stubs.aws(bound), owner: 'you' }
    const errorTexts = plan.operations.length === 0 ? undefined : errorsFile(errors.all, newFile)
    if (errorTexts !== undefined) yield { path: 'generated/errors.ts', text: errorTexts, owner: 'apigen' }
    yield { path: `handlers/typescript/${AROUND}.ts`, text: stubs.around(), owner: 'you' }
    const operations = new Map(plan.operations.map((planned) => [planned.operation.id, planned]))
    const kindOf = ({ modules }: PlannedFunction): FunctionKind => {
      const served = modules.map((module) => operations.get(module))
      if (served.some((one) => one !== undefined && isStreamed(one))) return 'streams'
      return served.length === 1 && served[0]?.event === 'proxy' ? 'one' : 'several'
    }
    for (const planned of plan.functions) {
      yield {
        path: `${GENERATED}/functions/${fileStem(planned.id)}.ts`,
        text: functionFile(planned, kindOf(planned), operations, newFile),
        owner: 'apigen',
      }
    }
    for (const { path, text } of runtimeSources('typescript/handler')) {
      if (plan.events.length === 0 && EVENT_RUNTIME.includes(path)) continue
      yield { path: `${GENERATED}/runtime/${path}`, text, owner: 'apigen' }
    }
  },
}
