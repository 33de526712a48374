import { diagnose } from '../../base/diagnostic.ts'
import { JAVA_GENERATED } from '../../base/java-names.ts'
import { onceFor } from '../../base/once.ts'
import type { ApiModel } from '../../model/api-model.ts'
import type { Emitter } from '../../model/emitter.ts'
import { type FileMaker, fileMaker } from '../code.ts'
import { authorizedBy } from '../languages/handlers/authorized.ts'
import { planErrorBodies } from '../languages/handlers/error-bodies.ts'
import { reportBytes } from '../languages/handlers/parts.ts'
import { planHandlers } from '../languages/handlers/plan.ts'
import { usesTables } from '../languages/handlers/ports.ts'
import {
  className,
  eventName,
  functionName,
  GENERATED,
  HANDLERS,
  header,
  java,
  MODELS,
  operationName,
  typeName,
} from '../languages/java.ts'
import { isDeclared, javaModel, viewsOf } from '../languages/java-model.ts'
import { schemaNames } from '../languages/type-names.ts'
import { runtimeSources } from '../runtime-sources.ts'
import { errorsFile } from './errors-file.ts'
import { eventFile, eventFunctionFile, eventStub, invokeFile } from './event-file.ts'
import { functionFile } from './function-file.ts'
import { modelFile } from './model-file.ts'
import { operationFile } from './operation-file.ts'
import { createStubs } from './stub-file.ts'
import { validatorsFile } from './validators-file.ts'

/** Copied where there are functions of other events. */
const EVENT_RUNTIME: ReadonlySet<string> = new Set(
  ['BusEvent', 'DirectCall', 'Events', 'InvokePort', 'KinesisRecord', 'S3Change', 'SnsMessage', 'SqsMessage'].map((name) => `${name}.java`),
)

/**
 * Java handlers, for functions whose runtime is Java: for every operation what a handler implements (`generated/handlers/java/<Operation>Operation.java`)
 * and a class to write code into (`handlers/java/<Operation>.java`, never overwritten), a class for authorizers, what Lambda calls
 * (`functions/<Function>.java`), functions of other events and who calls them by name (`Invoke.java`), a type for every schema (`models/`), the checks of all of them, and the run time.
 */
export const handlersJava: Emitter = {
  name: 'handlers-java',
  *emit({ model, document, once = onceFor(model) }, report) {
    const plan = planHandlers(model, 'java')
    if (plan.operations.length === 0 && plan.authorizers.length === 0 && plan.events.length === 0) return
    const files = makersOf(model)
    const types = javaModel(model.schemas, once(schemaNames))
    const stubs = createStubs()
    for (const named of model.schemas.filter(({ schema }) => isDeclared(types, schema))) {
      for (const view of viewsOf(named, types.names)) {
        const path = `${JAVA_GENERATED}/models/${typeName(types.names.of(named.name, view))}.java`
        yield { path, text: modelFile(named, view, types, files.models), owner: 'apigen' }
      }
    }
    const operations = plan.operations.map(({ operation }) => operation)
    reportBytes(operations, document, report)
    const validators = { model, document, operations, file: files.validators(['Validators']), report }
    if (operations.length > 0) yield { path: `${JAVA_GENERATED}/Validators.java`, text: validatorsFile(validators), owner: 'apigen' }
    const errors = planErrorBodies(model, document, report)
    const context = { newFile: files.operations, types, errors, model, authorizedBy: authorizedBy(model, plan.authorizers) }
    const errorTexts = plan.operations.length === 0 ? undefined : errorsFile(errors.all, files.operations)
    if (errorTexts !== undefined) yield { path: `${JAVA_GENERATED}/Errors.java`, text: errorTexts, owner: 'apigen' }
    for (const planned of plan.operations) {
      const { id, integration, origin } = planned.operation
      if (integration.kind === 'lambda-proxy' && integration.streaming)
        report(
          diagnose(
            'emit/streaming-not-supported',
            `\`${id}\` is declared to stream its response, which Lambda's Java runtimes do not offer; its handler answers at once.`,
            origin,
          ),
        )
      yield {
        path: `${JAVA_GENERATED}/${operationName(id)}.java`,
        text: operationFile(planned, context),
        owner: 'apigen',
      }
      yield { path: `handlers/java/${className(id)}.java`, text: stubs.operation(planned), owner: 'you' }
    }
    for (const planned of plan.authorizers)
      yield { path: `handlers/java/${className(planned.module)}.java`, text: stubs.authorizer(planned), owner: 'you' }
    for (const event of plan.events) {
      const entry = `${JAVA_GENERATED}/functions/${functionName(event.function)}.java`
      yield { path: `${JAVA_GENERATED}/${eventName(event.id)}.java`, text: eventFile(event, types, files.operations), owner: 'apigen' }
      yield { path: `handlers/java/${className(event.id)}.java`, text: eventStub(event, types, files.yours), owner: 'you' }
      yield { path: entry, text: eventFunctionFile(event, files.functions), owner: 'apigen' }
    }
    yield { path: 'handlers/java/AroundFunctions.java', text: stubs.around(), owner: 'you' }
    const senders = invokeFile(plan.events, types, files.operations)
    if (senders !== undefined) yield { path: `${JAVA_GENERATED}/Invoke.java`, text: senders, owner: 'apigen' }
    const bound = { invokes: senders !== undefined, tables: usesTables(plan, model) }
    if (bound.invokes || bound.tables) yield { path: 'handlers/java/Aws.java', text: stubs.aws(bound), owner: 'you' }
    for (const planned of plan.functions) {
      const path = `${JAVA_GENERATED}/functions/${functionName(planned.id)}.java`
      yield { path, text: functionFile(planned, plan, files.functions), owner: 'apigen' }
    }
    for (const [folder, name] of [
      ['java/handler', 'runtime'],
      ['java/validation', 'validation'],
    ] as const) {
      for (const { path, text } of runtimeSources(folder)) {
        if (plan.events.length > 0 || !EVENT_RUNTIME.has(path)) yield { path: `${JAVA_GENERATED}/${name}/${path}`, text, owner: 'apigen' }
      }
    }
  },
}

/** What makes the files of each package. */
function makersOf({ source }: ApiModel): Readonly<Record<'operations' | 'models' | 'functions' | 'validators' | 'yours', FileMaker>> {
  return {
    operations: fileMaker(java, header(source, GENERATED)),
    yours: fileMaker(java, HANDLERS),
    models: fileMaker(java, header(source, MODELS)),
    functions: fileMaker(java, header(source, `${GENERATED}.functions`)),
    validators: fileMaker(java, header(source, GENERATED, `${GENERATED}.validation.Checks`)),
  }
}
