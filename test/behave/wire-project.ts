import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { memoryReader } from '../../generator/load/reader.ts'
import { generateFiles, readSpec } from '../../generator/pipeline.ts'
import { buildJava, javaLibraries } from '../support/java.ts'
import { wireSpec } from './wire-spec.ts'

/** A language in which the wire cases are answered. */
export interface WireLanguage {
  readonly name: string
  readonly runtime: string
  readonly targets: readonly string[]
  /** What handlers share. */
  readonly shared?: readonly { readonly path: string; readonly text: string }[]
  /** The code of an operation's handler, by its module. */
  readonly handler: (id: string) => { readonly path: string; readonly text: string }
}

/** `echo` shows a request as JSON has it, bytes in base64; `answer` returns what its body describes, and `fail` raises it. */
const TYPESCRIPT = `
const shown = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map(shown)
  return typeof value !== 'object' || value === null ? value : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one)]))
}
const described = (given: any): any => {
  const { bytes, ...response } = given
  return bytes === undefined ? response : { ...response, body: new Uint8Array(Buffer.from(bytes, 'base64')) }
}
`
const PYTHON = `
import base64

def shown(value):
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, list):
        return [shown(one) for one in value]
    return {name: shown(one) for name, one in value.items()} if isinstance(value, dict) else value

def described(given):
    response = {name: value for name, value in given.items() if name != "bytes"}
    return {**response, "body": base64.b64decode(given["bytes"])} if "bytes" in given else response
`

/** As the others do; a request has the places only that are declared, and JSON has no bytes. */
const ECHO = `package handlers.java;

import generated.handlers.java.runtime.Answer;
import generated.handlers.java.runtime.Failure;
import generated.handlers.java.runtime.JsonValue;
import generated.handlers.java.runtime.Reply;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class Echo {
    private Echo() {}

    static Object shown(JsonValue request) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String place : new String[] {"path", "query", "headers", "cookies"}) shown.put(place, Map.of());
        shown.putAll((Map<String, Object>) plain(request));
        return shown;
    }

    private static Object plain(Object value) {
        if (value instanceof byte[] bytes) return Map.of("bytes", Base64.getEncoder().encodeToString(bytes));
        if (value instanceof JsonValue one) return plain(one.json());
        if (value instanceof List<?> list) return list.stream().map(Echo::plain).toList();
        if (!(value instanceof Map<?, ?> map)) return value;
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put((String) name, plain(member)));
        return members;
    }

    static boolean isNothing(Object value) {
        return ((Map<String, Object>) value).containsKey("nothing");
    }

    /** What no record of the operation could hold, so it is thrown. */
    static <T> T thrown(Object value) {
        Map<String, Object> given = (Map<String, Object>) value;
        if (given.containsKey("circular")) ((Map<String, Object>) given.get("body")).put("parent", given.get("body"));
        throw new Failure(described(value));
    }

    static Answer described(Object value) {
        Map<String, Object> given = (Map<String, Object>) value;
        if (!(given.get("status") instanceof Long status)) throw new IllegalStateException("no status");
        Reply reply = Reply.of(status.intValue()).headers((Map<String, Object>) given.get("headers")).as((String) given.get("contentType"));
        if (given.get("bytes") instanceof String bytes) return () -> reply.body(Base64.getDecoder().decode(bytes));
        return () -> given.containsKey("body") ? reply.body(given.get("body")) : reply;
    }
}
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
        slow: 'return new Promise(() => setInterval(() => {}, 1000))',
        checked:
          'if (request.body.circular) request.body.body.parent = request.body.body\n  return request.body.nothing ? undefined : described(request.body)',
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
        slow: '__import__("time").sleep(60)',
        checked:
          'if "circular" in request["body"]:\n        request["body"]["body"]["parent"] = request["body"]["body"]\n    return None if "nothing" in request["body"] else described(request["body"])',
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
  {
    name: 'Java',
    runtime: 'java17',
    targets: ['handlers-java'],
    shared: [{ path: 'handlers/java/Echo.java', text: ECHO }],
    handler(id) {
      const name = id.slice(0, 1).toUpperCase() + id.slice(1)
      const code: Readonly<Record<string, string>> = {
        answer: 'throw new Failure(Echo.described(request.body()));',
        checked: 'return Echo.isNothing(request.body()) ? null : Echo.thrown(request.body());',
        slow: 'java.util.concurrent.locks.LockSupport.parkNanos(60_000_000_000L);\n        return new Ok(true);',
        fail: 'if (request.body() instanceof java.util.Map<?, ?> body && body.containsKey("raise")) throw new Failure(Echo.described(body.get("raise")));\n        throw new IllegalStateException("secret of the handler");',
      }
      const text = `package handlers.java;

import generated.handlers.java.${name}Operation;
import generated.handlers.java.runtime.Context;
import generated.handlers.java.runtime.Failure;

public final class ${name} implements ${name}Operation {
    @Override
    public Response handle(Request request, Context context) {
        ${code[id] ?? 'return new Ok(Echo.shown(request));'}
    }
}
`
      return { path: `handlers/java/${name}.java`, text }
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
  for (const { path, text } of [...spec.model.operations.map(({ id }) => language.handler(id)), ...(language.shared ?? [])])
    write(path, text)
  if (language.name === 'Java') buildJava(javaLibraries() ?? '', folder)
}
