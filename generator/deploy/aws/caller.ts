import { failureOf } from './failures.ts'
import { apiGatewaySdk } from './sdk.ts'

/** Who calls, and from where: as the AWS SDK finds it. */
export interface AwsCaller {
  region(): Promise<string>
  /** Rejects with an `ApigenFailure` where there are none. */
  credentials(): Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }>
}

/** The region and the credentials that the AWS SDK would use, for requests that it does not make itself. */
export async function awsCaller(region: string | undefined): Promise<AwsCaller> {
  const { APIGatewayClient } = apiGatewaySdk()
  const { config } = new APIGatewayClient(region === undefined ? {} : { region })
  return {
    region: () => config.region().catch((error: unknown) => Promise.reject(failureOf(error, 'call the stage', 'AWS'))),
    async credentials() {
      try {
        const { accessKeyId, secretAccessKey, sessionToken } = await config.credentials()
        return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }
      } catch (error) {
        throw failureOf(error, 'sign the request', 'AWS')
      }
    },
  }
}
