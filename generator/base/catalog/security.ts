import type { CatalogEntry } from './entry.ts'

export type SecurityCode =
  | 'security/anonymous-write'
  | 'security/open-cors'
  | 'security/plain-http'
  | 'security/policy-action'
  | 'security/policy-condition'
  | 'security/policy-grammar'
  | 'security/privileged-service'

/** Findings of the security rules. */
export const security: Readonly<Record<SecurityCode, CatalogEntry>> = {
  'security/anonymous-write': {
    severity: 'note',
    title: 'An operation that changes something asks for no authentication.',
    cause: 'Other operations of the document ask for some, so this one may have been forgotten.',
    fix: 'Add `security`, or `security: []` to say that it is meant.',
    source: 'https://spec.openapis.org/oas/v3.1.1#security-requirement-object',
  },
  'security/open-cors': {
    severity: 'warning',
    title: 'CORS headers let every origin in with credentials.',
    cause:
      '`Access-Control-Allow-Origin: *` with `Access-Control-Allow-Credentials: true` is refused by browsers, and where the origin is echoed instead it lets every web page act for the user.',
    fix: 'List the origins, or leave credentials out.',
    source: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  },
  'security/plain-http': {
    severity: 'warning',
    title: 'A back end is called over plain http.',
    cause: 'What API Gateway sends and gets crosses the internet readable and changeable for anybody on the way.',
    fix: 'Use `https`, or a private integration (`connectionType: VPC_LINK`).',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html',
  },
  'security/policy-action': {
    severity: 'warning',
    title: 'A resource policy names an action that no request to an API is.',
    cause: 'The statement never applies: an `Allow` lets nobody in, and a `Deny` keeps nobody out.',
    fix: 'Use `execute-api:Invoke`.',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigateway.html',
  },
  'security/policy-condition': {
    severity: 'warning',
    title: 'A condition of a resource policy is not what it looks like.',
    cause:
      'A key that no request has and an operator that IAM does not know are never met, so that the statement around them never applies or is refused.',
    fix: 'Use an operator of IAM and a key that requests have, such as `aws:SourceIp`, `aws:SourceVpce` or `aws:PrincipalOrgID`.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  },
  'security/policy-grammar': {
    severity: 'warning',
    title: 'A resource policy does not follow the grammar of IAM.',
    cause: 'API Gateway refuses a policy that IAM cannot read; one that names what is *not* meant lets in more than it seems.',
    fix: 'Give every statement an `Effect`, a `Principal`, an `Action` and a `Resource`.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  },
  'security/privileged-service': {
    severity: 'warning',
    title: 'An integration reaches a service that gives rights.',
    cause:
      'API Gateway calls it with a role, so whoever may call the operation does what that role may do. A document of somebody else should not ask for that.',
    fix: 'Remove the operation, or let a function of your own do the one thing that is needed. Where it is meant, say so with `x-apigen-allow`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html',
  },
}
