import { type JsonObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import { policyStatements, resourcePolicy } from '../policy-statements.ts'
import type { Node, Rule, Say } from '../rule.ts'

const VERSIONS = ['2012-10-17', '2008-10-17']
const MEMBERS = new Set(['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'])

/** A resource policy that IAM does not read, or reads otherwise than it looks. */
export const policyGrammar: Rule = {
  code: 'security/policy-grammar',
  only: 'rest',
  visit: {
    document(view, say) {
      const policy = resourcePolicy(view)
      if (policy === undefined) return
      const { value, pointer } = policy
      const version = own(value, 'Version')
      if (typeof version === 'string' && !VERSIONS.includes(version))
        say(`\`${version}\` is no version of the policy language; it is \`${VERSIONS[0]}\`.`, join(pointer, 'Version'))
      if (own(value, 'Statement') === undefined) say('The resource policy has no `Statement`, so it says nothing.', pointer, { on: 'key' })
      for (const statement of policyStatements(view)) checkStatement(statement, say)
    },
  },
}

function checkStatement({ value, pointer }: Node<JsonObject>, say: Say): void {
  for (const name of Object.keys(value)) {
    if (!MEMBERS.has(name) && !name.startsWith('Fn::')) say(`A statement has no member \`${name}\`.`, join(pointer, name), { on: 'key' })
  }
  const effect = own(value, 'Effect')
  if (effect === undefined) say('The statement has no `Effect`.', pointer)
  else if (typeof effect === 'string' && effect !== 'Allow' && effect !== 'Deny')
    say(`\`Effect\` is \`Allow\` or \`Deny\`, not \`${effect}\`.`, join(pointer, 'Effect'))
  for (const name of ['Principal', 'Action', 'Resource']) {
    const [yes, no] = [own(value, name) !== undefined, own(value, `Not${name}`) !== undefined]
    if (yes && no) say(`The statement has both \`${name}\` and \`Not${name}\`.`, join(pointer, `Not${name}`), { on: 'key' })
    else if (!yes && !no) say(`The statement has no \`${name}\`.`, pointer)
    else if (no && effect === 'Allow' && name !== 'Resource')
      say(`An \`Allow\` with \`Not${name}\` lets in everything that is not named.`, join(pointer, `Not${name}`), { on: 'key' })
  }
}
