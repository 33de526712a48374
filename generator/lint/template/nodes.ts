import { type ParsedTemplate, parseTemplate } from '../../../runtime/gateway/velocity/syntax/parse.ts'
import { asObject, isObject, type Json, own } from '../../base/json.ts'
import { masked } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import type { IntegrationNode, IntegrationResponseNode, OperationNode, TemplateNode } from '../rule.ts'

/** The mapping templates of an integration, in the order of the document; values that are no text (late-bound ones) are left out. */
export function templatesOf(operation: OperationNode, integration: IntegrationNode): TemplateNode[] {
  const { value, pointer } = integration
  const holder = { operation, integration }
  const found = templatesIn(own(value, 'requestTemplates'), join(pointer, 'requestTemplates'), {
    ...holder,
    side: 'request',
    response: undefined,
  })
  for (const [pattern, item] of Object.entries(asObject(own(value, 'responses')))) {
    if (!isObject(item)) continue
    const at = join(pointer, 'responses', pattern)
    const response: IntegrationResponseNode = { value: item, pointer: at, pattern, status: statusOf(own(item, 'statusCode')) }
    found.push(...templatesIn(own(item, 'responseTemplates'), join(at, 'responseTemplates'), { ...holder, side: 'response', response }))
  }
  return found
}

type Holder = Pick<TemplateNode, 'operation' | 'integration' | 'side' | 'response'>

function templatesIn(value: Json | undefined, pointer: string, holder: Holder): TemplateNode[] {
  return Object.entries(asObject(value)).flatMap(([mediaType, text]): TemplateNode[] => {
    if (typeof text !== 'string') return []
    let parsed: ParsedTemplate | undefined
    return [
      { ...holder, value: text, pointer: join(pointer, mediaType), mediaType, parsed: () => (parsed ??= parseTemplate(masked(text))) },
    ]
  })
}

function statusOf(value: Json | undefined): string {
  return typeof value === 'number' || (typeof value === 'string' && !value.includes('${')) ? String(value) : ''
}
