import { asObject, isObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import { policyStatements } from '../policy-statements.ts'
import type { Rule } from '../rule.ts'

/** The condition operators of IAM; each but `Null` also as `…IfExists`, and after `ForAllValues:` and `ForAnyValue:` (IAM guide). */
const OPERATORS = new Set(
  [
    ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
    ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
    ...['NumericGreaterThan', 'NumericGreaterThanEquals'],
    ...['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
    ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'Null'],
  ].map((name) => name.toLowerCase()),
)

/** A condition in a resource policy that is never what it looks like. */
export const policyCondition: Rule = {
  code: 'security/policy-condition',
  only: 'rest',
  visit: {
    document(view, say) {
      for (const { value, pointer } of policyStatements(view)) {
        const conditions = join(pointer, 'Condition')
        for (const [operator, keys] of Object.entries(asObject(own(value, 'Condition')))) {
          const at = join(conditions, operator)
          if (operator.startsWith('Fn::')) continue
          if (!OPERATORS.has(bare(operator))) say(`\`${operator}\` is no condition operator of IAM.`, at, { on: 'key' })
          for (const [key, wanted] of Object.entries(asObject(keys))) {
            if (!/^(aws|execute-api):./i.test(key) && !key.includes('${'))
              say(`No request to an API has the condition key \`${key}\`; they begin with \`aws:\`.`, join(at, key), { on: 'key' })
            for (const text of [isObject(wanted) ? [] : wanted].flat(1)) {
              if (/^(not)?ipaddress$/.test(bare(operator)) && typeof text === 'string' && !isAddress(text))
                say(`\`${text}\` is no range of addresses, such as \`203.0.113.0/24\`.`, join(at, key))
            }
          }
        }
      }
    },
  },
}

function bare(operator: string): string {
  return operator
    .toLowerCase()
    .replace(/^for(allvalues|anyvalue):/, '')
    .replace(/(?<!^null)ifexists$/, '')
}

/** An address or a CIDR block, or what a deployment decides. */
function isAddress(text: string): boolean {
  if (text.includes('${')) return true
  const [address = '', bits, ...more] = text.split('/')
  const isV4 = /^(\d{1,3})(\.\d{1,3}){3}$/.test(address) && address.split('.').every((part) => Number(part) <= 255)
  const isV6 = address.includes(':') && /^[0-9a-f:.]+$/i.test(address)
  const most = isV4 ? 32 : 128
  return (isV4 || isV6) && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}
