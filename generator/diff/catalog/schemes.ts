import type { RuleTable } from '../rule.ts'

export type SchemeRule =
  | 'api-security-component-added'
  | 'api-security-component-removed'
  | 'api-security-component-type-changed'
  | 'api-security-component-api-key-name-changed'
  | 'api-security-component-api-key-in-changed'
  | 'api-security-component-http-scheme-changed'
  | 'api-security-component-bearer-format-changed'
  | 'api-security-component-openid-connect-url-changed'
  | 'api-security-component-oauth-flow-changed'
  | 'api-security-component-oauth-url-changed'
  | 'api-security-component-oauth-token-url-changed'
  | 'api-security-component-oauth-refresh-url-changed'
  | 'api-security-component-oauth-scope-added'
  | 'api-security-component-oauth-scope-removed'
  | 'api-security-component-oauth-scope-changed'

/** Rules about security schemes. */
export const schemes: RuleTable<SchemeRule> = {
  'api-security-component-added': {
    severity: 'note',
    inverse: 'api-security-component-removed',
    title: 'A security scheme is new.',
    cause: 'By itself it changes nothing; operations that use it are reported.',
    fix: 'Nothing.',
  },
  'api-security-component-removed': {
    severity: 'note',
    inverse: 'api-security-component-added',
    title: 'A security scheme is gone.',
    cause: 'By itself it changes nothing; operations that used it are reported.',
    fix: 'Nothing.',
  },
  'api-security-component-type-changed': {
    severity: 'error',
    inverse: 'api-security-component-type-changed',
    title: 'A security scheme is of another type under the same name.',
    cause: 'Clients send their credentials in the old way.',
    fix: 'Give the new scheme a name of its own, and offer both for a time.',
  },
  'api-security-component-api-key-name-changed': {
    severity: 'error',
    inverse: 'api-security-component-api-key-name-changed',
    title: 'The key of a security scheme has another name.',
    cause: 'Clients send the key under the old name, where nobody looks for it.',
    fix: 'Give the new scheme a name of its own, and offer both for a time.',
  },
  'api-security-component-api-key-in-changed': {
    severity: 'error',
    inverse: 'api-security-component-api-key-in-changed',
    title: 'The key of a security scheme is in another place.',
    cause: 'Clients send the key in the old place, where nobody looks for it.',
    fix: 'Give the new scheme a name of its own, and offer both for a time.',
  },
  'api-security-component-http-scheme-changed': {
    severity: 'error',
    inverse: 'api-security-component-http-scheme-changed',
    title: 'A security scheme is another scheme of HTTP.',
    cause: 'Clients write `Authorization` in the old way.',
    fix: 'Give the new scheme a name of its own, and offer both for a time.',
  },
  'api-security-component-bearer-format-changed': {
    severity: 'note',
    inverse: 'api-security-component-bearer-format-changed',
    title: 'The tokens of a security scheme have another form.',
    cause: '`bearerFormat` is a hint for people; what is accepted is decided elsewhere.',
    fix: 'Nothing.',
  },
  'api-security-component-openid-connect-url-changed': {
    severity: 'warning',
    inverse: 'api-security-component-openid-connect-url-changed',
    title: 'The discovery document of a security scheme is elsewhere.',
    cause: 'Clients that read the new one may get tokens of another issuer.',
    fix: 'See that tokens of both are accepted for a time.',
  },
  'api-security-component-oauth-flow-changed': {
    severity: 'warning',
    inverse: 'api-security-component-oauth-flow-changed',
    title: 'A security scheme has a flow of OAuth more or less.',
    cause: 'Clients that get their tokens by a flow that is gone get none.',
    fix: 'Keep the flow until nobody uses it.',
  },
  'api-security-component-oauth-url-changed': {
    severity: 'warning',
    inverse: 'api-security-component-oauth-url-changed',
    title: 'Users are asked elsewhere for their consent.',
    cause: 'Clients that were generated with the old address still send users there.',
    fix: 'Keep the old address working for a time.',
  },
  'api-security-component-oauth-token-url-changed': {
    severity: 'warning',
    inverse: 'api-security-component-oauth-token-url-changed',
    title: 'Tokens are given elsewhere.',
    cause: 'Clients that were generated with the old address still ask there.',
    fix: 'Keep the old address working for a time.',
  },
  'api-security-component-oauth-refresh-url-changed': {
    severity: 'warning',
    inverse: 'api-security-component-oauth-refresh-url-changed',
    title: 'Tokens are renewed elsewhere.',
    cause: 'Clients that were generated with the old address still ask there.',
    fix: 'Keep the old address working for a time.',
  },
  'api-security-component-oauth-scope-added': {
    severity: 'note',
    inverse: 'api-security-component-oauth-scope-removed',
    title: 'A security scheme knows another scope.',
    cause: 'By itself it changes nothing; operations that need it are reported.',
    fix: 'Nothing.',
  },
  'api-security-component-oauth-scope-removed': {
    severity: 'note',
    inverse: 'api-security-component-oauth-scope-added',
    title: 'A security scheme knows a scope less.',
    cause: 'By itself it changes nothing; operations that needed it are reported.',
    fix: 'Nothing.',
  },
  'api-security-component-oauth-scope-changed': {
    severity: 'note',
    inverse: 'api-security-component-oauth-scope-changed',
    title: 'A scope is described otherwise.',
    cause: 'Users read another text where they are asked for their consent.',
    fix: 'Nothing.',
  },
}
