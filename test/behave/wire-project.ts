import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { memoryReader } from '../../generator/load/reader.ts'
import { generateFiles, readSpec } from '../../generator/pipeline.ts'
import { wireSpec } from './wire-spec.ts'

/** A language in which the wire cases are answered. */
export interface WireLanguage {
  readonly name: string
  readonly runtime: string
  readonly targets: readonly string[]
  /** The code of an operation's handler, by its module. */
  readonly handler: (id: string) => { readonly path: string; readonly text: string }
}

/** `echo` shows a request as JSON has it, bytes in base64; `answer` returns what its body describes, and `fail` raises it. */
const TYPESCRIPT = `
const shown = (value: unknown): unknown => (value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value)
const described = (given: any): any => {
  const { bytes, ...response } = given
  return bytes === undefined ? response : { ...response, body: new Uint8Array(Buffer.from(bytes, 'base64')) }
}
`
const PYTHON = `
import base64

def shown(value):
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value

def described(given):
    response = {name: value for name, value in given.items() if name != "bytes"}
    return {**response, "body": base64.b64decode(given["bytes"])} if "bytes" in given else response
`

const snake = (id: string): string => id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The languages, oldest first; they have to give the same answers. */
export const LANGUAGES: readonly WireLanguage[] = [
  {
    name: 'TypeScript',
    runtime: 'nodejs22.x',
    targets: ['types', 'validators', 'handlers-typescript'],
    handler(id) {
      const code: Readonly<Record<string, string>> = {
        answer: 'return described(request.body)',
        fail: "if (request.body.raise !== undefined) throw operation.failure(described(request.body.raise))\n  throw new Error('secret of the handler')",
      }
      const text = `import { operation } from '../../generated/handlers/typescript/${id}.js'
${TYPESCRIPT}
export default operation.handle(async (request: any): Promise<any> => {
  ${code[id] ?? "return { status: 200, body: { ...request, ...('body' in request && { body: shown(request.body) }) } }"}
})
`
      return { path: `handlers/typescript/${id}.ts`, text }
    },
  },
  {
    name: 'Python',
    runtime: 'python3.14',
    targets: ['handlers-python'],
    handler(id) {
      const code: Readonly<Record<string, string>> = {
        answer: 'return described(request["body"])',
        fail: 'if "raise" in request["body"]:\n        raise api.operation.failure(described(request["body"]["raise"]))\n    raise RuntimeError("secret of the handler")',
      }
      const text = `from generated.handlers.python import ${snake(id)} as api
${PYTHON}
@api.operation.handle
def handler(request, context):
    ${code[id] ?? 'return {"status": 200, "body": {**request, **({"body": shown(request["body"])} if "body" in request else {})}}'}
`
      return { path: `handlers/python/${snake(id)}.py`, text }
    },
  },
]

/** Writes a project of the wire cases in a language: what is generated, and the handlers of a user. */
export async function writeWireProject(folder: string, language: WireLanguage): Promise<void> {
  const text = JSON.stringify(wireSpec(language.runtime))
  const spec = await readSpec('openapi.json', { reader: memoryReader({ 'openapi.json': text }) }, () => {})
  if (!spec) throw new Error('the spec of the wire cases cannot be read')
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  for await (const file of generateFiles(spec, language.targets, () => {})) write(file.path, file.text)
  for (const { id } of spec.model.operations) {
    const { path, text } = language.handler(id)
    write(path, text)
  }
}
