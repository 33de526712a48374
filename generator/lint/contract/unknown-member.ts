import { join } from '../../base/pointer.ts'
import { suggest } from '../../base/suggest.ts'
import { HOLDER_NAMES } from '../extensions.ts'
import type { Holder, Rule } from '../rule.ts'

const words = (text: string): readonly string[] => text.split(' ')

/** The members that OpenAPI 3.1 knows in each kind of object. Schemas are open by design. */
const MEMBERS: Readonly<Partial<Record<Holder, readonly string[]>>> = {
  root: words('openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs $self'),
  info: words('title summary description termsOfService contact license version'),
  server: words('url description variables name'),
  tag: words('name description externalDocs summary parent kind'),
  components: words('schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems mediaTypes'),
  path: words('$ref summary description get put post delete options head patch trace query additionalOperations servers parameters'),
  operation: words(
    'tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers',
  ),
  parameter: words('name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content'),
  body: words('description content required'),
  response: words('description summary headers content links'),
}

/** A member that OpenAPI does not know there. */
export const unknownMember: Rule = {
  code: 'contract/unknown-member',
  visit: {
    object({ holder, value, pointer }, say) {
      const known = MEMBERS[holder]
      if (!known) return
      for (const key of Object.keys(value)) {
        if (known.includes(key) || key.startsWith('x-') || key.startsWith('Fn::')) continue
        const near = suggest(key, known)
        say(
          `OpenAPI knows no \`${key}\` in ${HOLDER_NAMES[holder]}${near === undefined ? '.' : `; did you mean \`${near}\`?`}`,
          join(pointer, key),
          { on: 'key' },
        )
      }
    },
  },
}
