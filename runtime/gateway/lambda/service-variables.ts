import { devNull } from 'node:os'

/** Where functions find AWS services, and as whom they call them there. */
export interface ServiceWorld {
  /** Addresses by the names that URIs of integrations have: `{ dynamodb: 'http://127.0.0.1:8000' }`; `*` stands for all. */
  readonly forward: Readonly<Record<string, string>>
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
}

/** Services whose id is another than the name that URIs of integrations have (`serviceId` of the service models). */
const IDS: Readonly<Record<string, string>> = {
  'cognito-idp': 'COGNITO_IDENTITY_PROVIDER',
  events: 'EVENTBRIDGE',
  logs: 'CLOUDWATCH_LOGS',
  monitoring: 'CLOUDWATCH',
  secretsmanager: 'SECRETS_MANAGER',
  states: 'SFN',
}

/** A function whose environment has one of these says itself as whom it calls. */
const OWN = [
  ...['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
  ...['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'],
]

/**
 * What tells the AWS SDKs of a function where services are (docs.aws.amazon.com: AWS SDKs reference, service-specific endpoints). The user's own
 * credentials are nobody's but the user's: unless a function names some, the files of this machine are out of its sight, and there are others
 * only where a service was named that may want some.
 */
export function serviceVariables(
  { forward, credentials }: ServiceWorld,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {}
  for (const [name, url] of Object.entries(forward)) variables[variableOf(name)] = url
  if (OWN.some((name) => Object.hasOwn(environment, name))) return variables
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  return {
    ...variables,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(Object.keys(forward).length > 0 && {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
    }),
  }
}

function variableOf(name: string): string {
  if (name === '*') return 'AWS_ENDPOINT_URL'
  const id = Object.hasOwn(IDS, name) ? IDS[name] : undefined
  return `AWS_ENDPOINT_URL_${id ?? name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`
}
