import { createRequire } from 'node:module'

/** The AWS SDK, loaded when it is first needed. Required, since importing it takes twice as long (decision 0089). */
export function apiGatewaySdk(): typeof import('@aws-sdk/client-api-gateway') {
  return createRequire(import.meta.url)('@aws-sdk/client-api-gateway')
}

/** The same for Lambda's control plane. */
export function lambdaSdk(): typeof import('@aws-sdk/client-lambda') {
  return createRequire(import.meta.url)('@aws-sdk/client-lambda')
}
