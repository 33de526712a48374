import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'

/** Services by which rights, secrets and whole accounts are managed: whoever may call them may soon do everything. */
const PRIVILEGED: ReadonlySet<string> = new Set([
  ...['account', 'billing', 'cloudformation', 'cloudtrail', 'cognito-idp', 'cognito-identity', 'ec2', 'guardduty'],
  ...['iam', 'identitystore', 'kms', 'organizations', 'ram', 'secretsmanager', 'ssm', 'sso', 'sts'],
])

/** An integration by which callers of the API reach a service that gives rights. */
export const privilegedService: Rule = {
  code: 'security/privileged-service',
  only: 'rest',
  visit: {
    integration({ value, pointer, type }, say) {
      const uri = own(value, 'uri')
      if ((type !== 'aws' && type !== 'aws_proxy') || typeof uri !== 'string') return
      // A late-bound region has colons of its own.
      const [, service = '', call = ''] = /:apigateway:(?:\$\{[^}]*\}|[^:]*):(?:[^:]+\.)?([^:.]+):(?:path|action)\/(.*)/.exec(uri) ?? []
      const name = service.toLowerCase()
      if (PRIVILEGED.has(name))
        say(`Callers of this operation reach \`${name}\`, by which rights and secrets are managed.`, `${pointer}/uri`)
      else if (name === 'lambda' && !/^\d{4}-\d{2}-\d{2}\/functions\/.*invocations$/.test(call))
        say('Callers of this operation reach the management of Lambda instead of a function.', `${pointer}/uri`)
    },
  },
}
