import type { FunctionSource } from '../runtime/gateway/lambda/function-source.ts'
import { fileStem } from './base/names.ts'
import type { ApiModel } from './model/api-model.ts'

/**
 * The functions of a project as the embedded gateway runs them when they were never deployed: by name, each with the entry
 * point that was generated for it. `output` is the absolute folder that holds `generated/`.
 */
export function projectFunctions(model: ApiModel, output: string): Readonly<Record<string, FunctionSource>> {
  const root = output.replaceAll('\\', '/').replace(/\/$/, '')
  return Object.fromEntries(
    model.functions
      .filter(({ role }) => role !== 'event')
      .map(({ id, timeout, memory, environment }): [string, FunctionSource] => [
        id,
        {
          kind: 'module',
          file: `${root}/generated/handlers/typescript/functions/${fileStem(id)}.ts`,
          environment: Object.fromEntries(
            Object.entries(environment).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
          ),
          ...(timeout !== undefined && { timeout }),
          ...(memory !== undefined && { memory }),
        },
      ]),
  )
}

/**
 * Values for the names by which a template calls the project's functions (`${OrdersFunction.Arn}`): their ARNs on the embedded
 * gateway, so that a spec of CloudFormation or SAM runs as it is.
 */
export function localBindings(model: ApiModel): Readonly<Record<string, string>> {
  return Object.fromEntries(
    model.functions.flatMap(({ id, lateBound }) =>
      lateBound === undefined ? [] : [[lateBound, `arn:aws:lambda:us-east-1:000000000000:function:${id}`]],
    ),
  )
}
