import type { Report } from '../../base/diagnostic.ts'
import { type Json, printJson } from '../../base/json.ts'
import { allocateFileNames, kebabCase } from '../../base/names.ts'
import type { Emitter, EmitterInput } from '../../model/emitter.ts'
import type { OutputFile } from '../../model/output.ts'
import { deployerPolicy } from './deployer.ts'
import { callerPolicy, invokePermissions } from './execute-api.ts'
import { authorizerRole, executionRole, gatewayTrust, integrationRole, lambdaTrust } from './roles.ts'

/**
 * Least privilege for everything around the API, one policy a file: what each function may do, what API Gateway may do where it takes
 * a role, who may call operations with IAM credentials, what the deployer needs, and the permissions that functions grant API Gateway.
 */
export const policies: Emitter = {
  name: 'policies',
  *emit({ model }: EmitterInput, report: Report): Iterable<OutputFile> {
    const roles: [string, Json][] = []
    for (const operation of model.operations) {
      const role = integrationRole(operation, report)
      if (role) roles.push([`integration-${kebabCase(operation.id)}`, role])
    }
    const wishes = model.authorizers.map((authorizer) => ({ key: authorizer.name, wish: `authorizer-${kebabCase(authorizer.name)}` }))
    const names = allocateFileNames([...wishes].sort((a, b) => (a.key < b.key ? -1 : 1)))
    for (const authorizer of model.authorizers) {
      if (authorizer.credentials === undefined || authorizer.function === undefined) continue
      roles.push([names.get(authorizer.name) ?? 'authorizer', authorizerRole(authorizer.function)])
    }

    yield file('deployer', deployerPolicy(model))
    if (model.functions.length > 0) {
      yield file('trust-lambda', lambdaTrust())
      yield file('invoke', invokePermissions(model))
    }
    if (roles.length > 0) yield file('trust-apigateway', gatewayTrust())
    for (const fn of model.functions) yield file(`execution-${fn.id}`, executionRole(model, fn, report))
    for (const [name, role] of roles) yield file(name, role)
    for (const operation of model.operations) {
      if (operation.auth.kind === 'iam') yield file(`caller-${kebabCase(operation.id)}`, callerPolicy(operation, report))
    }
  },
}

function file(name: string, policy: Json): OutputFile {
  return { path: `generated/policies/${name}.json`, text: printJson(policy), owner: 'apigen' }
}
