import { clientJavascript } from './emit/client-javascript/index.ts'
import { clientTypescript } from './emit/client-typescript/index.ts'
import { gateway } from './emit/gateway/index.ts'
import { handlersJava } from './emit/handlers-java/index.ts'
import { handlersPython } from './emit/handlers-python/index.ts'
import { handlersTypescript } from './emit/handlers-typescript/index.ts'
import { openapiTypes } from './emit/openapi-types/index.ts'
import { policies } from './emit/policies/index.ts'
import { publicDocument } from './emit/public/index.ts'
import { templates } from './emit/templates/index.ts'
import { tests } from './emit/tests/index.ts'
import { triggers } from './emit/triggers/index.ts'
import { types } from './emit/types/index.ts'
import { validators } from './emit/validators/index.ts'
import type { Emitter } from './model/emitter.ts'
import type { TargetName } from './targets.ts'

/** What prints each target. They share most of their code, so they are loaded together; a package that is slow to load is its door's to delay. */
export const emitters: Readonly<Record<TargetName, Emitter>> = {
  types,
  'openapi-types': openapiTypes,
  validators,
  'handlers-typescript': handlersTypescript,
  'handlers-python': handlersPython,
  'handlers-java': handlersJava,
  templates,
  policies,
  triggers,
  gateway,
  public: publicDocument,
  'client-typescript': clientTypescript,
  'client-javascript': clientJavascript,
  tests,
}
