import type { EndpointConfiguration, TextMap } from './rest-api.ts'

/** What an account has beside its APIs, in AWS's own names and shapes. Dates are seconds since the epoch. */

/** A way into a VPC; a record only. */
export interface VpcLink {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly targetArns: readonly string[]
  readonly tags: TextMap
}

/** A certificate with which API Gateway shows HTTP back ends who it is; a record only. */
export interface ClientCertificate {
  readonly clientCertificateId: string
  readonly description?: string
  readonly pemEncodedCertificate: string
  readonly createdDate: number
  readonly expirationDate: number
  readonly tags: TextMap
}

/** The part of a custom domain's paths that leads to an API; `(none)` for all that no other mapping takes. */
export interface BasePathMapping {
  readonly basePath: string
  readonly restApiId: string
  /** Absent where the path names the stage. */
  readonly stage?: string
}

/** A custom domain. Its certificates and policy are records only. */
export interface DomainName {
  readonly domainName: string
  readonly certificateArn?: string
  readonly certificateName?: string
  readonly certificateUploadDate?: number
  readonly regionalCertificateArn?: string
  readonly regionalCertificateName?: string
  readonly ownershipVerificationCertificateArn?: string
  readonly endpointConfiguration: EndpointConfiguration
  readonly securityPolicy: string
  readonly mutualTlsAuthentication?: { readonly truststoreUri?: string; readonly truststoreVersion?: string }
  readonly policy?: string
  readonly tags: TextMap
  /** By base path. */
  readonly mappings: Readonly<Record<string, BasePathMapping>>
}
