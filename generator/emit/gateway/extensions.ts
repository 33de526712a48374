import { type Json, type JsonObject, put } from '../../base/json.ts'

/** The members that AWS reads, as the author wrote them: its own extensions, and transforms of a deployment tool. */
export function awsExtensions(object: JsonObject, except: readonly string[] = []): JsonObject {
  const kept: Record<string, Json> = {}
  for (const [key, value] of Object.entries(object)) {
    if ((key.startsWith('x-amazon-apigateway-') || key.startsWith('Fn::')) && !except.includes(key)) put(kept, key, value)
  }
  return kept
}
