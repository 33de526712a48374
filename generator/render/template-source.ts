import type { RehearsedTemplate } from '../../runtime/gateway/execute/rehearse.ts'
import { originOf } from '../base/origin.ts'
import { follow, join } from '../base/pointer.ts'
import type { Operation } from '../model/api-model.ts'
import { generateFiles, type Spec } from '../pipeline.ts'
import type { TemplateSource } from './render-text.ts'

/** Where a template of an operation stands: in the file that `generate` writes of it, and in the spec where the author wrote it there. */
export async function sourceOfTemplate(spec: Spec, operation: Operation, template: RehearsedTemplate): Promise<TemplateSource> {
  const { side, pattern, contentType, text } = template
  const steps = pattern === undefined ? ['requestTemplates', contentType] : ['responses', pattern, 'responseTemplates', contentType]
  const { raw, pointer } = operation.integration
  const place = pointer !== undefined && follow(raw, join('', ...steps)) === text ? join(pointer, ...steps) : undefined
  return {
    text,
    file: (await generatedFile(spec, operation, text)) ?? `${operation.id}.${side}.vtl`,
    name: `the ${side} template of \`${operation.id}\` for \`${contentType}\``,
    ...(place !== undefined && { inSpec: originOf(spec.document.origins, place) }),
  }
}

async function generatedFile(spec: Spec, operation: Operation, text: string): Promise<string | undefined> {
  const only: Spec = { ...spec, model: { ...spec.model, operations: [operation] } }
  for await (const file of generateFiles(only, ['templates'], () => {})) if (file.text === text) return file.path
  return undefined
}
