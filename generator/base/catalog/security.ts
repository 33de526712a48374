import type { CatalogEntry } from './entry.ts'

export type SecurityCode = 'security/anonymous-write' | 'security/open-cors' | 'security/plain-http'

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
}
