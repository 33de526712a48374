import type { Report } from '../../base/diagnostic.ts'
import { allocateFileNames, cut, kebabCase } from '../../base/names.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { Emitter, EmitterInput } from '../../model/emitter.ts'
import type { OutputFile } from '../../model/output.ts'
import { completeIntegration, type IntegrationTemplate, templatesOf } from '../languages/vtl-integration.ts'

/** Every mapping template of the gateway document in a file of its own, byte for byte: what reviewers read and `apigen render` runs. */
export const templates: Emitter = {
  name: 'templates',
  *emit({ model }: EmitterInput, _report: Report): Iterable<OutputFile> {
    if (model.kind === 'http') return
    for (const operation of model.operations) yield* templateFiles(operation, model)
  },
}

function templateFiles(operation: Operation, model: ApiModel): OutputFile[] {
  const { value } = completeIntegration(operation, model)
  const found = value ? templatesOf(value) : []
  const keys = found.map((template) => JSON.stringify([template.side, template.pattern ?? null, template.contentType]))
  const names = allocateFileNames(found.map((template, index) => ({ key: keys[index] ?? '', wish: nameOf(template, found) })))
  return found.map((template, index) => ({
    // Two names in one: each is short enough for a file, and both together have to be.
    path: `generated/gateway/templates/${cut(`${operation.id}.${names.get(keys[index] ?? '') ?? template.side}`, 96)}.vtl`,
    text: template.text,
    owner: 'apigen',
  }))
}

/** `request`, or the status; the content type only where there are several. */
function nameOf(template: IntegrationTemplate, all: readonly IntegrationTemplate[]): string {
  const side = /^[1-5]\d\d$/.test(template.side) || template.side === 'request' ? template.side : 'response'
  const several = all.filter((other) => other.side === template.side && other.pattern === template.pattern).length > 1
  const type = kebabCase(template.contentType)
  return several && type !== '' ? `${side}.${type}` : side
}
