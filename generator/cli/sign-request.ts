import type { HeaderList } from '../../runtime/gateway/index.ts'
import { LOCAL_CREDENTIALS } from './local-credentials.ts'

/** What of a request is signed. */
interface Signable {
  readonly method: string
  readonly headers: HeaderList
  readonly body: Uint8Array
}

interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Gives the headers of a request to an API with a Signature Version 4 among them. */
export type SignRequest = (url: URL, request: Signable) => Promise<HeaderList>

/** Signs as whoever calls a gateway on this machine. */
export const signLocally: SignRequest = (url, request) => sign(url, request, 'us-east-1', LOCAL_CREDENTIALS)

/** Signs with the credentials that the AWS SDK finds. Rejects with an `ApigenFailure` where there are none. */
export function signForAws(region: string | undefined): SignRequest {
  return async (url, request) => {
    const { awsCaller } = await import('../deploy/aws/caller.ts')
    const caller = await awsCaller(region)
    return sign(url, request, await caller.region(), await caller.credentials())
  }
}

async function sign(url: URL, { method, headers, body }: Signable, region: string, credentials: Credentials): Promise<HeaderList> {
  const { signedHeaders } = await import('../../runtime/gateway/execute/integrate/sign.ts')
  return signedHeaders({ method, url, headers, body }, { region, service: 'execute-api', credentials, time: Date.now() })
}
