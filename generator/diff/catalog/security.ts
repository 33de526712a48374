import type { RuleTable } from '../rule.ts'
import { type SchemeRule, schemes } from './schemes.ts'

export type SecurityRule =
  | 'operation-authorizer-added'
  | 'operation-authorizer-removed'
  | 'operation-authorizer-changed'
  | 'api-security-anonymous-access-added'
  | 'api-security-anonymous-access-removed'
  | 'new-operation-is-public'
  | 'api-security-added'
  | 'api-security-removed'
  | 'api-security-scope-added'
  | 'api-security-scope-removed'
  | 'api-key-became-required'
  | 'api-key-no-longer-required'
  | SchemeRule
  | 'authorizer-kind-changed'
  | 'authorizer-uri-changed'
  | 'authorizer-credentials-changed'
  | 'authorizer-identity-sources-changed'
  | 'authorizer-providers-changed'
  | 'authorizer-validation-expression-changed'
  | 'authorizer-ttl-changed'
  | 'integration-credentials-changed'
  | 'resource-policy-added'
  | 'resource-policy-removed'
  | 'resource-policy-changed'
  | 'api-key-source-changed'
  | 'handler-permission-added'
  | 'handler-permission-removed'

/**
 * Rules about who may call. Opening a door breaks no caller, and is reported as an error or warning all the same: it is what a
 * reviewer must not miss.
 */
export const security: RuleTable<SecurityRule> = {
  ...schemes,
  'operation-authorizer-added': {
    severity: 'error',
    inverse: 'operation-authorizer-removed',
    title: 'An operation is protected by an authorizer now.',
    cause: 'Clients that send no credentials get a 401 from API Gateway before any integration runs.',
    fix: 'Tell clients before it goes live, or protect a new operation beside the old one.',
  },
  'operation-authorizer-removed': {
    severity: 'error',
    inverse: 'operation-authorizer-added',
    title: 'An operation is no longer protected by an authorizer.',
    cause: 'API Gateway no longer asks who calls. No caller breaks, and what the authorizer kept out comes in.',
    fix: 'Put `security` back, unless the operation is meant to be open.',
  },
  'operation-authorizer-changed': {
    severity: 'error',
    inverse: 'operation-authorizer-changed',
    title: 'An operation is protected by another authorizer.',
    cause: 'Credentials that the old one accepted may be refused now, and others accepted.',
    fix: 'See that clients can get credentials for the new one before it goes live.',
  },
  'api-security-anonymous-access-added': {
    severity: 'error',
    inverse: 'api-security-anonymous-access-removed',
    title: 'An operation may be called by anybody now.',
    cause: 'The spec asks for no credentials any more.',
    fix: 'Put `security` back, unless the operation is meant to be open.',
  },
  'api-security-anonymous-access-removed': {
    severity: 'error',
    inverse: 'api-security-anonymous-access-added',
    title: 'An operation may no longer be called by anybody.',
    cause: 'Clients that send no credentials are refused.',
    fix: 'Tell clients before it goes live.',
  },
  'new-operation-is-public': {
    severity: 'warning',
    inverse: { waiver: 'the way back removes the operation, which is reported as such' },
    title: 'A new operation may be called by anybody, while others may not.',
    cause: 'In an API whose operations ask for credentials, one that does not is more often forgotten than meant.',
    fix: 'Give it `security`, or ignore this finding by its fingerprint in `diff.ignore`.',
  },
  'api-security-added': {
    severity: 'warning',
    inverse: 'api-security-removed',
    title: 'An operation can be called with other credentials as well.',
    cause: 'One more way in. Clients that use the others go on as before.',
    fix: 'See that the new way in is meant.',
  },
  'api-security-removed': {
    severity: 'error',
    inverse: 'api-security-added',
    title: 'An operation can no longer be called with some credentials.',
    cause: 'Clients that hold nothing else are refused.',
    fix: 'Keep them until nobody uses them.',
  },
  'api-security-scope-added': {
    severity: 'error',
    inverse: 'api-security-scope-removed',
    title: 'An operation needs another scope.',
    cause: 'Tokens without it were accepted, and are refused now.',
    fix: 'Let clients ask for the scope first.',
  },
  'api-security-scope-removed': {
    severity: 'warning',
    inverse: 'api-security-scope-added',
    title: 'An operation needs a scope less.',
    cause: 'Tokens that were refused are accepted now.',
    fix: 'See that whoever holds such a token may do this.',
  },
  'api-key-became-required': {
    severity: 'error',
    inverse: 'api-key-no-longer-required',
    title: 'An operation needs an API key now.',
    cause: 'Clients that send none get a 403 from API Gateway.',
    fix: 'Give clients their keys before it goes live.',
  },
  'api-key-no-longer-required': {
    severity: 'warning',
    inverse: 'api-key-became-required',
    title: 'An operation no longer needs an API key.',
    cause: 'Usage plans no longer count or limit its calls.',
    fix: 'See that something else limits them, such as `x-apigen-throttle`.',
  },
  'authorizer-kind-changed': {
    severity: 'error',
    inverse: 'authorizer-kind-changed',
    title: 'An authorizer is of another type.',
    cause: 'It takes other credentials and hands other things to integrations, such as `context.authorizer.claims`.',
    fix: 'Give the new one a name of its own, and move operations one by one.',
  },
  'authorizer-uri-changed': {
    severity: 'warning',
    inverse: 'authorizer-uri-changed',
    title: 'An authorizer is another function.',
    cause: 'Another program decides who may call.',
    fix: 'See that it decides as the old one did, and that API Gateway may invoke it.',
  },
  'authorizer-credentials-changed': {
    severity: 'warning',
    inverse: 'authorizer-credentials-changed',
    title: 'An authorizer is invoked with another role.',
    cause: 'A role that may not invoke the function makes every call fail with a 500.',
    fix: 'See that the role may invoke the function and that API Gateway may assume it.',
  },
  'authorizer-identity-sources-changed': {
    severity: 'error',
    inverse: 'authorizer-identity-sources-changed',
    title: 'An authorizer looks for credentials in another place.',
    cause: 'Requests that lack one of the places get a 401 without the authorizer being asked. The places are also the key of its cache.',
    fix: 'Let clients send both for a time.',
  },
  'authorizer-providers-changed': {
    severity: 'error',
    inverse: 'authorizer-providers-changed',
    title: 'An authorizer trusts other user pools.',
    cause: 'Tokens of a pool that is gone are refused; those of a new one are accepted.',
    fix: 'Keep the old pool in the list until nobody holds a token of it.',
  },
  'authorizer-validation-expression-changed': {
    severity: 'warning',
    inverse: 'authorizer-validation-expression-changed',
    title: 'An authorizer takes tokens of another form.',
    cause: 'Tokens that do not match get a 401 without the authorizer being asked.',
    fix: 'Try the new expression with tokens of every client.',
  },
  'authorizer-ttl-changed': {
    severity: 'note',
    inverse: 'authorizer-ttl-changed',
    title: 'An authorizer is asked more or less often.',
    cause: 'While an answer is cached, a revoked credential still works, and calls cost no invocation.',
    fix: 'Choose how long a revoked credential may work.',
  },
  'integration-credentials-changed': {
    severity: 'warning',
    inverse: 'integration-credentials-changed',
    title: 'An integration acts with another role.',
    cause: 'The role decides what the integration may do in the account. One that may too little makes calls fail with a 500.',
    fix: 'See that it may do what it must, and nothing else.',
  },
  'resource-policy-added': {
    severity: 'error',
    inverse: 'resource-policy-removed',
    title: 'The API has a resource policy now.',
    cause: 'Whom the policy does not allow gets a 403, whatever authorizers say.',
    fix: 'See that it allows every client, network and account that calls today.',
  },
  'resource-policy-removed': {
    severity: 'error',
    inverse: 'resource-policy-added',
    title: 'The API no longer has a resource policy.',
    cause: 'Networks and accounts that it kept out may call. A private API without a policy can be called by nobody.',
    fix: 'Put it back, unless authorizers are meant to decide alone.',
  },
  'resource-policy-changed': {
    severity: 'error',
    inverse: 'resource-policy-changed',
    title: 'The resource policy of the API is another one.',
    cause: 'Networks and accounts may be let in or kept out by it, for the whole API.',
    fix: 'Read it statement by statement.',
  },
  'api-key-source-changed': {
    severity: 'error',
    inverse: 'api-key-source-changed',
    title: 'API keys come from another place.',
    cause: 'Either clients send the key in `x-api-key`, or the authorizer gives it. Calls that have it in the old place get a 403.',
    fix: 'See that all clients, or the authorizer, already do it the new way.',
  },
  'handler-permission-added': {
    severity: 'warning',
    inverse: 'handler-permission-removed',
    title: 'A handler may do more.',
    cause: 'The role of its function allows another action on another resource, for every operation that the function serves.',
    fix: 'See that the operation needs it, and that it names the one resource it needs it for.',
  },
  'handler-permission-removed': {
    severity: 'warning',
    inverse: 'handler-permission-added',
    title: 'A handler may do less.',
    cause: 'The role of its function no longer allows the action: code that still does it gets `AccessDeniedException` at run time.',
    fix: 'See that the handler no longer needs it before the role changes.',
  },
}
