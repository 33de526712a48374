import type { Console } from './console/console.ts'
import type { AnsweredRequest, Credential, KeySet } from './execute/ports.ts'
import type { TraceSink, TraceSubject } from './execute/trace.ts'
import type { FunctionSource } from './lambda/function-source.ts'
import type { FunctionLogEntry } from './lambda/invocation.ts'
import type { SdkMaker } from './service/call.ts'
import type { LogEntries } from './store/log-files.ts'

/** How a gateway is set up; everything has a default. */
export interface GatewayOptions {
  /** Where its state is kept on disk, under a lock. Absent: in memory. */
  readonly directory?: string
  /** A snapshot that takes the place of what is kept, before anything is served. */
  readonly restore?: string
  /** Functions of the project that were never deployed, by name. What is neither deployed nor here answers as AWS does. */
  readonly functions?: Readonly<Record<string, FunctionSource>>
  /** Public keys of Cognito user pools, by issuer or by the pool's ARN; looked into at every request, as credentials are. */
  readonly keySets?: Readonly<Record<string, KeySet>>
  /** Whether calls of the control plane have to be signed with one of the credentials; `none` unless given. */
  readonly auth?: 'none' | 'iam'
  /** Access keys by their ids: what AWS_IAM methods verify signatures against. A text is the secret alone. */
  readonly credentials?: Readonly<Record<string, string | Credential>>
  /**
   * Where AWS services and VPC links are: `{ dynamodb: 'http://127.0.0.1:8000', vpclink1: 'http://127.0.0.1:8080' }`; `*` stands for all
   * services. Calls of a service that is not here are answered by a recorder that carries nothing out; the gateway lists them.
   */
  readonly forward?: Readonly<Record<string, string>>
  /** What calls of AWS services are signed with; made up unless given. */
  readonly serviceCredentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
  /** Whether `http` integrations may call other machines. */
  readonly allowEgress?: boolean
  /** Makers of clients, by the type that GetSdk asks for. */
  readonly sdks?: Readonly<Record<string, SdkMaker>>
  /** 000000000000 unless given. */
  readonly accountId?: string
  /** us-east-1 unless given. */
  readonly region?: string
  /** Milliseconds since the epoch. */
  readonly clock?: () => number
  /** From 0 to below 1: which requests go to a canary. */
  readonly random?: () => number
  /** A line for whoever runs the gateway; nothing is printed unless given. */
  readonly log?: (line: string) => void
  /** Handlers of the project's modules run where a debugger can attach, the first at this port, and as long as they like. */
  readonly inspectPort?: number
  /** Told of everything that is logged about functions; unless given, `log` is told of what they print. */
  readonly functionLog?: (entry: FunctionLogEntry) => void
  /** Told of every request to an API after its answer was made. */
  readonly answered?: (request: AnsweredRequest) => void
  /** Told of the lines that stages write to their access and execution logs. */
  readonly logged?: (entries: LogEntries) => void
  /** Asked as a request to an API comes in: who wants to know of its steps, if anybody. */
  readonly trace?: (subject: TraceSubject) => TraceSink | undefined
  /** Told after every call of the control plane that may have changed an API. */
  readonly changed?: () => void
  /** The web page at `/_apigen/`; it sees every request with its steps. Absent: the path is like any other. */
  readonly console?: Console
}
