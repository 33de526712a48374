import { diagnose } from '../../base/diagnostic.ts'
import { onceFor } from '../../base/once.ts'
import type { Emitter } from '../../model/emitter.ts'
import { fileMaker } from '../code.ts'
import { authorizedBy } from '../languages/handlers/authorized.ts'
import { planErrorBodies } from '../languages/handlers/error-bodies.ts'
import { reportBytes } from '../languages/handlers/parts.ts'
import { planHandlers } from '../languages/handlers/plan.ts'
import { needsPorts } from '../languages/handlers/ports.ts'
import { header, moduleName, python } from '../languages/python.ts'
import { operationTypeNames, schemaNames } from '../languages/type-names.ts'
import { runtimeSources } from '../runtime-sources.ts'
import { authorizerFile } from './authorizer-file.ts'
import { errorsFile } from './errors-file.ts'
import { eventFile, eventFunctionFile, invokeFile } from './event-file.ts'
import { AROUND, functionFile } from './function-file.ts'
import { type FileContext, operationFile } from './operation-file.ts'
import { createStubs } from './stub-file.ts'
import { typesFiles } from './types-file.ts'
import { validatorsFile } from './validators-file.ts'

const GENERATED = 'generated/handlers/python'
/** Copied where there are functions of other events. */
const EVENT_RUNTIME: readonly string[] = ['events.py', 'invoke.py']

/**
 * Python handlers, for functions whose runtime is Python: for every operation its contract (`generated/handlers/python/<operation>.py`)
 * and a stub to write code into (`handlers/python/<operation>.py`, never overwritten), the same for authorizers, what Lambda calls
 * (`functions/<function>.py`), functions of other events and who calls them by name, the types and checks of all of them, and the run time.
 */
export const handlersPython: Emitter = {
  name: 'handlers-python',
  *emit({ model, document, once = onceFor(model) }, report) {
    const plan = planHandlers(model, 'python')
    if (plan.operations.length === 0 && plan.authorizers.length === 0 && plan.events.length === 0) return
    const newFile = fileMaker(python, header(model.source))
    const operations = plan.operations.map(({ operation }) => operation)
    reportBytes(operations, document, report)
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
    const schemas = once(schemaNames)
    for (const { path, text } of typesFiles(model, operations, schemas, context))
      yield { path: `${GENERATED}/${path}`, text, owner: 'apigen' }
    if (operations.length > 0)
      yield { path: `${GENERATED}/validators.py`, text: validatorsFile({ model, document, operations, newFile, report }), owner: 'apigen' }
    const errorTexts = plan.operations.length === 0 ? undefined : errorsFile(errors.all, newFile)
    if (errorTexts !== undefined) yield { path: `${GENERATED}/errors.py`, text: errorTexts, owner: 'apigen' }
    for (const planned of plan.operations) {
      const { id, integration, origin } = planned.operation
      if (integration.kind === 'lambda-proxy' && integration.streaming)
        report(
          diagnose(
            'emit/streaming-not-supported',
            `\`${id}\` is declared to stream its response, which Lambda's Python runtimes do not offer; its handler answers at once.`,
            origin,
          ),
        )
      yield { path: `${GENERATED}/${moduleName(id)}.py`, text: operationFile(planned, context), owner: 'apigen' }
      yield { path: `handlers/python/${moduleName(id)}.py`, text: stubs.operation(planned), owner: 'you' }
    }
    for (const planned of plan.authorizers) {
      yield { path: `${GENERATED}/${moduleName(planned.module)}.py`, text: authorizerFile(planned, newFile), owner: 'apigen' }
      yield { path: `handlers/python/${moduleName(planned.module)}.py`, text: stubs.authorizer(planned), owner: 'you' }
    }
    for (const event of plan.events) {
      yield { path: `${GENERATED}/${moduleName(event.id)}.py`, text: eventFile(event, schemas, newFile), owner: 'apigen' }
      yield { path: `handlers/python/${moduleName(event.id)}.py`, text: stubs.event(event), owner: 'you' }
      yield { path: `${GENERATED}/functions/${moduleName(event.function)}.py`, text: eventFunctionFile(event, newFile), owner: 'apigen' }
    }
    yield { path: `handlers/python/${AROUND}.py`, text: stubs.around(), owner: 'you' }
    if (needsPorts(model)) yield { path: 'handlers/python/aws.py', text: stubs.aws(), owner: 'you' }
    const senders = invokeFile(plan.events, schemas, newFile)
    if (senders !== undefined) yield { path: `${GENERATED}/invoke.py`, text: senders, owner: 'apigen' }
    for (const planned of plan.functions) {
      yield {
        path: `${GENERATED}/functions/${moduleName(planned.id)}.py`,
        text: functionFile(planned, newFile),
        owner: 'apigen',
      }
    }
    for (const [folder, name] of [
      ['python/handler', 'runtime'],
      ['python/validation', 'validation'],
    ] as const) {
      for (const { path, text } of runtimeSources(folder)) {
        if (plan.events.length > 0 || !EVENT_RUNTIME.includes(path)) yield { path: `${GENERATED}/${name}/${path}`, text, owner: 'apigen' }
      }
    }
  },
}
