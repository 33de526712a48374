import { asArray, asObject, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { methodOf } from '../base/methods.ts'
import { follow, join, localPointer } from '../base/pointer.ts'
import type { SpecDocument } from '../model/document.ts'
import type { IntegrationNode, OperationNode, ParameterNode, PathNode, SchemeNode, TemplateNode, View } from './rule.ts'
import { templatesOf } from './template/nodes.ts'
import { type Pool, type Trials, trialsOf } from './template/trials.ts'

/** Gathers once what rules ask of the whole document, whose templates are tried with at most so many steps. */
export function viewOf(document: SpecDocument, steps: number): View {
  const { root } = document
  const resolve = resolver(root)
  const paths: PathNode[] = []
  const operations: OperationNode[] = []
  for (const [path, item] of Object.entries(asObject(own(root, 'paths')))) {
    if (!path.startsWith('/') && !path.startsWith('$')) continue
    if (!isObject(item)) continue
    const pointer = join('/paths', path)
    paths.push({ path, value: item, pointer })
    for (const key of Object.keys(item)) {
      const method = methodOf(key)
      const value = item[key]
      if (method === undefined || !isObject(value)) continue
      operations.push(operationOf(value, join(pointer, key), path, method, resolve))
    }
  }
  const validators = asObject(own(root, 'x-amazon-apigateway-request-validators'))
  const made = new Map<TemplateNode, Trials>()
  const pool: Pool = { left: steps, refused: new Set() }
  const view: View = {
    document,
    root,
    paths,
    operations,
    schemes: schemesOf(root),
    validators: new Set(Object.keys(validators)),
    resolve,
    trials(node) {
      const trials = made.get(node) ?? trialsOf(node, view, pool)
      made.set(node, trials)
      return trials
    },
    untried: () => [...pool.refused],
  }
  return view
}

function resolver(root: JsonObject): View['resolve'] {
  return (value) => {
    let current: unknown = value
    for (let hops = 0; hops < 50; hops++) {
      const ref = isObject(current) ? own(current, '$ref') : undefined
      if (typeof ref !== 'string') break
      current = follow(root, localPointer(ref) ?? '')
    }
    return asObject(current)
  }
}

function operationOf(value: JsonObject, pointer: string, path: string, method: string, resolve: View['resolve']): OperationNode {
  const parameters: ParameterNode[] = []
  for (const [index, item] of asArray(own(value, 'parameters')).entries()) {
    const target = resolve(item as Json)
    const name = asString(own(target, 'name'))
    const location = asString(own(target, 'in'))
    if (name !== undefined && location !== undefined)
      parameters.push({ name, location, value: target, pointer: join(pointer, 'parameters', index) })
  }
  const integration = integrationOf(value, pointer)
  const templates: TemplateNode[] = []
  const operation: OperationNode = { path, method, name: `${method} ${path}`, value, pointer, parameters, integration, templates }
  if (integration) templates.push(...templatesOf(operation, integration))
  return operation
}

function integrationOf(operation: JsonObject, pointer: string): IntegrationNode | undefined {
  const value = own(operation, 'x-amazon-apigateway-integration')
  if (!isObject(value)) return undefined
  const type = own(value, 'type')
  return { value, pointer: join(pointer, 'x-amazon-apigateway-integration'), type: typeof type === 'string' ? type.toLowerCase() : '' }
}

function schemesOf(root: JsonObject): SchemeNode[] {
  const schemes: SchemeNode[] = []
  for (const [name, value] of Object.entries(asObject(own(asObject(own(root, 'components')), 'securitySchemes')))) {
    if (!isObject(value)) continue
    const pointer = join('/components/securitySchemes', name)
    const authorizer = own(value, 'x-amazon-apigateway-authorizer')
    schemes.push({
      name,
      value,
      pointer,
      authorizer: isObject(authorizer) ? { value: authorizer, pointer: join(pointer, 'x-amazon-apigateway-authorizer') } : undefined,
    })
  }
  return schemes
}
