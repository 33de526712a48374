import { type JsonObject, own } from '../json.ts'

/** The version of the files' layout that this gateway writes. */
export const SCHEMA_VERSION = 3

/** What leads from each earlier version of `state.json` to the next. A step is never changed once it was released. */
const STEPS: Readonly<Record<number, (file: JsonObject) => JsonObject>> = {
  1: (file) => ({ ...file, vpcLinks: {}, clientCertificates: {}, domainNames: {} }),
  2: (file) => ({ ...file, eventSourceMappings: {} }),
}

/** The content of a `state.json` as this gateway reads it, or undefined for one of a version that it does not know. */
export function migrated(file: JsonObject): JsonObject | undefined {
  let { schemaVersion: version, ...content } = file
  while (version !== SCHEMA_VERSION) {
    const step = typeof version === 'number' ? own(STEPS as Readonly<Record<string, (typeof STEPS)[number]>>, String(version)) : undefined
    if (typeof version !== 'number' || step === undefined) return undefined
    content = step(content)
    version += 1
  }
  return content
}
