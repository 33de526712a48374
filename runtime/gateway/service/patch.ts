import { PATCH_OPERATIONS } from '../facts.ts'
import { asArray, asString, isObject, type JsonObject, own } from '../json.ts'
import { badRequest, notInEnum, validation } from './errors.ts'

/** One step of an update. */
export interface PatchOperation {
  readonly op: (typeof PATCH_OPERATIONS)[number]
  readonly path: string
  readonly value: string | undefined
  readonly from: string | undefined
}

/** The steps in the body of an update; every wrong `op` is named in one refusal (recorded). */
export function patchOperations(body: JsonObject, input: string): PatchOperation[] {
  const faults: string[] = []
  const operations: PatchOperation[] = []
  for (const [index, item] of asArray(own(body, 'patchOperations')).entries()) {
    if (!isObject(item)) continue
    const name = asString(own(item, 'op'))
    const op = PATCH_OPERATIONS.find((known) => known === name)
    if (op === undefined) {
      faults.push(notInEnum(name ?? 'null', `${input}.patchOperations.${index + 1}.member.op`, PATCH_OPERATIONS))
      continue
    }
    const path = asString(own(item, 'path'))
    if (path === undefined) throw badRequest('Invalid patch path null')
    operations.push({ op, path, value: asString(own(item, 'value')), from: asString(own(item, 'from')) })
  }
  if (faults.length > 0) throw validation(faults)
  return operations
}

/** One reference token of a patch path, read back. */
export function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}
