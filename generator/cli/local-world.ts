import { resolve } from 'node:path'
import type { Credential } from '../../runtime/gateway/index.ts'
import { type LocalFiles, type NamedFiles, readLocalFiles } from '../config/read-local-files.ts'
import type { Given } from './command.ts'
import { type Context, text } from './context.ts'
import { openInputFiles } from './input-files.ts'
import { LOCAL_CREDENTIALS } from './local-credentials.ts'

/** What the embedded gateway is told of this machine: by flags, else by `local` of the config. */
export interface LocalWorld extends Omit<LocalFiles, 'credentials'> {
  /** The access keys that methods with AWS_IAM know, the one that `apigen invoke` signs with among them. */
  readonly credentials: Readonly<Record<string, string | Credential>>
  /** Absolute paths of the files that it was read from. */
  readonly files: readonly string[]
}

/** Reads it from its files; throws as {@link readLocalFiles} does. */
export async function readLocalWorld(context: Context, given: Given): Promise<LocalWorld> {
  const files: string[] = []
  const inputs = openInputFiles(context)
  const read = (path: string, what: string): Promise<string> => {
    if (path !== '-') files.push(resolve(context.host.cwd, path))
    return inputs.read(path, what)
  }
  const { variables, keySets, credentials } = await readLocalFiles(read, context.settings.local, namedFiles(given))
  return {
    variables,
    keySets,
    credentials: { [LOCAL_CREDENTIALS.accessKeyId]: LOCAL_CREDENTIALS.secretAccessKey, ...credentials },
    files,
  }
}

function namedFiles({ flags }: Given): NamedFiles {
  const [environment, cognitoKeys, credentials] = [text(flags.environment), text(flags.cognitoKeys), text(flags.credentials)]
  return {
    ...(environment !== undefined && { environment }),
    ...(cognitoKeys !== undefined && { cognitoKeys }),
    ...(credentials !== undefined && { credentials }),
  }
}
