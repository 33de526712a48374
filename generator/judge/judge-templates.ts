import { parseTemplate } from '../../runtime/gateway/velocity/syntax/parse.ts'
import { diagnose, type Report } from '../base/diagnostic.ts'
import { asObject, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { masked } from '../base/late-bound.ts'
import { originOf, translate } from '../base/origin.ts'
import { follow, join } from '../base/pointer.ts'
import type { SpecDocument } from '../model/document.ts'

/**
 * Reads the mapping templates that apigen wrote into the gateway document as Velocity would: what an author wrote of an operation is in them.
 * Templates of the author's own are the linter's.
 */
export function judgeTemplates(
  {
    document,
    pointers,
    spec,
  }: { readonly document: JsonObject; readonly pointers: Readonly<Record<string, string>>; readonly spec: SpecDocument },
  report: Report,
): void {
  for (const [pointer, text] of templatesOf(document)) {
    const normalized = translate(pointers, pointer)
    if (follow(spec.root, normalized) === text) continue
    const [problem] = parseTemplate(masked(text)).errors
    if (problem === undefined) continue
    const message = `Velocity cannot read the template that apigen writes here: ${problem.message}`
    report(
      diagnose('templates/syntax', message, originOf(spec.origins, normalized), {
        help: 'This is a bug in apigen. Write the template yourself until it is mended.',
      }),
    )
  }
}

/** Every mapping template with its place. */
function* templatesOf(document: JsonObject): Iterable<readonly [pointer: string, text: string]> {
  const key = 'x-amazon-apigateway-integration'
  for (const [path, item] of Object.entries(asObject(document.paths))) {
    for (const [method, operation] of Object.entries(asObject(item))) {
      const integration = isObject(operation) ? own(operation, key) : undefined
      if (!isObject(integration)) continue
      const at = join('/paths', path, method, key)
      yield* texts(own(integration, 'requestTemplates'), join(at, 'requestTemplates'))
      for (const [pattern, response] of Object.entries(asObject(own(integration, 'responses'))))
        yield* texts(own(asObject(response), 'responseTemplates'), join(at, 'responses', pattern, 'responseTemplates'))
    }
  }
}

function* texts(templates: Json | undefined, pointer: string): Iterable<readonly [pointer: string, text: string]> {
  for (const [type, text] of Object.entries(asObject(templates))) if (typeof text === 'string') yield [join(pointer, type), text]
}
