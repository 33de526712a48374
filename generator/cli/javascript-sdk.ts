import type { SdkMaker } from '../../runtime/gateway/index.ts'

/** Where the generated client stands in a project; in an archive of its own it stands at the top. */
const FOLDER = 'generated/clients/javascript/'

/** What the embedded gateway answers GetSdk with: the client that `apigen generate --target client-javascript` writes, as a zip file. */
export const javascriptSdk: SdkMaker = {
  friendlyName: 'JavaScript',
  description: 'A client in JavaScript (ES modules) with types for TypeScript, made by apigen',
  async make(document) {
    const { generateFiles, readSpec } = await import('../pipeline.ts')
    const { memoryReader } = await import('../load/reader.ts')
    const { zipFiles } = await import('../deploy/package/zip.ts')
    const said: string[] = []
    const entry = 'openapi.json'
    const reader = memoryReader({ [entry]: JSON.stringify(document) })
    const spec = await readSpec(entry, { reader }, ({ severity, message }) => {
      if (severity === 'error') said.push(message)
    })
    if (spec === undefined) throw new Error(`No client can be made of what the API exports to. ${said.join(' ')}`)
    const files: { path: string; bytes: Uint8Array }[] = []
    for await (const { path, text } of generateFiles(spec, ['client-javascript'], () => {}))
      files.push({ path: path.startsWith(FOLDER) ? path.slice(FOLDER.length) : path, bytes: new TextEncoder().encode(text) })
    return zipFiles(files)
  },
}
