import { type ParsedTemplate, parseTemplate } from '../../../runtime/gateway/velocity/syntax/parse.ts'
import { asObject, isObject, type Json, own } from '../../base/json.ts'
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

/** `${AWS::Region}` and its like are bound before API Gateway sees the template; a text as long stands for them, so that places stay right. */
export function masked(text: string): string {
  return text.replace(/\$\{AWS::[A-Za-z]+\}/g, (placeholder) => 'x'.repeat(placeholder.length))
}

function statusOf(value: Json | undefined): string {
  return typeof value === 'number' || (typeof value === 'string' && !value.includes('${')) ? String(value) : ''
}
