import { compareText, isObject, printJson, sha256 } from '../base/json.ts'

/** Where the list of generated files stands. It is committed: a colleague's run must know what is ours. */
export const MANIFEST = 'generated/.manifest.json'

/** Path → SHA-256 of what apigen wrote there. */
export type Manifest = ReadonlyMap<string, string>

/** Reads the manifest; one that is missing or that somebody broke lists nothing, so that nothing of the user's is taken for ours. */
export function parseManifest(text: string | undefined): Manifest {
  if (text === undefined) return new Map()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return new Map()
  }
  const files = isObject(value) && isObject(value.files) ? value.files : {}
  // A manifest comes from the repository, so its paths are believed no more than any other input.
  return new Map(Object.entries(files).filter((entry): entry is [string, string] => isSafe(entry[0]) && typeof entry[1] === 'string'))
}

function isSafe(path: string): boolean {
  return /^(generated|handlers)\/[^\\:]+$/.test(path) && !path.split('/').some((part) => part === '' || part === '.' || part === '..')
}

/** The manifest's text: sorted, so that adding a file is a one-line change. */
export function printManifest(manifest: Manifest): string {
  return printJson({ version: 1, files: Object.fromEntries([...manifest].sort(([a], [b]) => compareText(a, b))) })
}

/** The digest of a text as the manifest holds it; a checkout that turned line ends into CRLF is still unchanged. */
export function digest(text: string): string {
  return sha256(text.replaceAll('\r\n', '\n'))
}
