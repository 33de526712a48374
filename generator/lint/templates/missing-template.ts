import { asObject, asString, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { IntegrationNode, OperationNode, Rule, View } from '../rule.ts'
import { isLambda } from '../template/body-schema.ts'
import { listOf } from '../text.ts'

/** A declared content type of the request that no mapping template of the integration is for. */
export const missingTemplate: Rule = {
  code: 'templates/missing-template',
  only: 'rest',
  visit: {
    integration(integration, say, view, operation) {
      const { value, pointer, type } = integration
      if (type !== 'aws' && type !== 'http' && type !== 'mock') return
      const templates = Object.keys(asObject(own(value, 'requestTemplates')))
      const behavior = (asString(own(value, 'passthroughBehavior')) ?? 'when_no_match').toLowerCase()
      const at = templates.length > 0 ? join(pointer, 'requestTemplates') : join(pointer, 'passthroughBehavior')
      if (templates.length === 0) {
        if (behavior === 'never' && hasOwnTemplates(integration))
          say('API Gateway answers 415 to every request: there is no template, and `never` lets nothing pass.', at, { on: 'key' })
        return
      }
      const missing = missingTypes(operation, templates, view)
      if (missing.length === 0) return
      const consequence = consequenceOf(integration, behavior)
      if (consequence)
        say(`There is no template for ${listOf(missing)}, which \`${operation.name}\` takes: ${consequence}`, at, { on: 'key' })
    },
  },
}

/** Where nothing at all is written for a function or a mock, apigen writes the templates. */
function hasOwnTemplates({ value, type }: IntegrationNode): boolean {
  if (type !== 'mock' && !isLambda(own(value, 'uri'))) return true
  return Object.values(asObject(own(value, 'responses'))).some(
    (response) => Object.keys(asObject(own(asObject(response), 'responseTemplates'))).length > 0,
  )
}

/** The media types of the body without a template; without a body it is JSON that API Gateway assumes. */
function missingTypes(operation: OperationNode, templates: readonly string[], view: View): string[] {
  const known = new Set(templates.map(essence))
  if (known.has('$default')) return []
  const types = Object.keys(asObject(own(view.resolve(own(operation.value, 'requestBody')), 'content')))
  return types.filter((type) => !type.includes('*') && !type.startsWith('x-') && !known.has(essence(type)))
}

function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

function consequenceOf({ value, type }: IntegrationNode, behavior: string): string | undefined {
  if (behavior === 'never' || behavior === 'when_no_templates') return 'API Gateway answers 415 to it.'
  if (behavior !== 'when_no_match') return undefined
  if (type === 'mock') return 'the body passes through, names no status, and the mock answers 500.'
  return `the body reaches the ${isLambda(own(value, 'uri')) ? 'function' : 'back end'} as it is, without what the other templates make of theirs.`
}
