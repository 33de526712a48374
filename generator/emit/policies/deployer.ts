import type { JsonObject } from '../../base/json.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import { arn, policy, type Statement } from './policy.ts'

/** Above this number of functions their common beginning stands for all: a managed policy holds 6,144 characters. */
const MAXIMUM_NAMES = 8

/**
 * What whoever runs `apigen import` and `apigen deploy` needs, on this API and its functions only. Creating an API and finding one
 * by its tag cannot be limited to one API: those two stand alone.
 */
export function deployerPolicy(model: ApiModel): JsonObject {
  const api = gatewayArn('/restapis/${ApiId}')
  const statements: Statement[] = [
    { Sid: 'FindAndCreateApi', Effect: 'Allow', Action: ['apigateway:GET', 'apigateway:POST'], Resource: gatewayArn('/restapis') },
    {
      Sid: 'ImportDeployAndExportApi',
      Effect: 'Allow',
      Action: ['apigateway:GET', 'apigateway:POST', 'apigateway:PUT', 'apigateway:PATCH', 'apigateway:DELETE'],
      Resource: `${api}/*`,
    },
    // Deleting is for taking back an import that made the API.
    {
      Sid: 'ReplaceApi',
      Effect: 'Allow',
      Action: ['apigateway:GET', 'apigateway:PUT', 'apigateway:PATCH', 'apigateway:DELETE'],
      Resource: api,
    },
    { Sid: 'TagApi', Effect: 'Allow', Action: ['apigateway:GET', 'apigateway:PUT', 'apigateway:DELETE'], Resource: gatewayArn('/tags/*') },
  ]
  if (model.policy) {
    statements.push({
      Sid: 'ReplaceResourcePolicy',
      Effect: 'Allow',
      Action: 'apigateway:UpdateRestApiPolicy',
      Resource: [gatewayArn('/restapis'), api],
    })
  }
  // Plans and keys are of the whole account, so these rights are for those only who ask for keys.
  if (model.operations.some(({ apiKeyRequired }) => apiKeyRequired)) statements.push(...usagePlanStatements())
  if (model.functions.length > 0) statements.push(...functionStatements(model))
  const integrationRoles = needsGatewayRoles(model)
  if (integrationRoles)
    statements.push(passRole('PassIntegrationRoles', [arn('iam', `role/${model.name}-*`, 'global')], 'apigateway.amazonaws.com'))
  return policy(statements)
}

/** What `usagePlans` of a stage need. Their values can be read by whoever may list keys: no action of IAM tells the two apart. */
function usagePlanStatements(): Statement[] {
  return [
    {
      Sid: 'FindAndCreateUsagePlansAndKeys',
      Effect: 'Allow',
      Action: ['apigateway:GET', 'apigateway:POST'],
      Resource: [gatewayArn('/usageplans'), gatewayArn('/apikeys')],
    },
    {
      Sid: 'ChangeUsagePlans',
      Effect: 'Allow',
      Action: ['apigateway:GET', 'apigateway:POST', 'apigateway:PATCH', 'apigateway:DELETE'],
      Resource: gatewayArn('/usageplans/*'),
    },
  ]
}

function functionStatements(model: ApiModel): Statement[] {
  const names = nameResources(model)
  const functions = names.flatMap((name) => [arn('lambda', `function:${name}`), arn('lambda', `function:${name}:*`)])
  return [
    {
      Sid: 'DeployFunctions',
      Effect: 'Allow',
      Action: [
        'lambda:AddPermission',
        'lambda:CreateAlias',
        'lambda:CreateFunction',
        'lambda:DeleteAlias',
        'lambda:GetAlias',
        'lambda:GetFunction',
        'lambda:GetFunctionConfiguration',
        'lambda:GetPolicy',
        'lambda:PublishVersion',
        'lambda:RemovePermission',
        'lambda:TagResource',
        'lambda:UpdateAlias',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
      ],
      Resource: functions,
    },
    {
      Sid: 'CreateLogGroups',
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
      Resource: names.flatMap((name) => [arn('logs', `log-group:/aws/lambda/${name}`), arn('logs', `log-group:/aws/lambda/${name}:*`)]),
    },
    passRole('PassExecutionRoles', roleResources(model, names), 'lambda.amazonaws.com'),
  ]
}

/** All names, or what they have in common where they are many. */
function nameResources(model: ApiModel): string[] {
  const names = model.functions.map((fn) => fn.id)
  if (names.length <= MAXIMUM_NAMES) return names
  const prefix = `${model.name}-`
  const others = names.filter((name) => !name.startsWith(prefix))
  return [`${prefix}*`, ...others]
}

/** The roles that are made for the functions, and those that somebody chose for them. */
function roleResources(model: ApiModel, names: readonly string[]): string[] {
  const chosen = new Set(model.functions.flatMap(({ executionRole }) => executionRole ?? []))
  const made = model.functions.every(({ executionRole }) => executionRole !== undefined) ? [] : names.map((name) => `${name}-role`)
  return [...made, ...chosen].map((role) =>
    role.startsWith('arn:') || role.startsWith('${') ? role : arn('iam', `role/${role}`, 'global'),
  )
}

function passRole(name: string, roles: readonly string[], service: string): Statement {
  return {
    Sid: name,
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: roles,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  }
}

/** True where API Gateway takes a role that apigen named. */
function callsService(integration: Operation['integration']): boolean {
  return integration.kind === 'aws-service' && integration.call !== undefined
}

function needsGatewayRoles(model: ApiModel): boolean {
  return (
    model.operations.some(({ integration }) => integration.raw?.credentials !== undefined || callsService(integration)) ||
    model.authorizers.some((authorizer) => authorizer.credentials !== undefined)
  )
}

/** API Gateway's own ARNs have no account. */
function gatewayArn(path: string): string {
  return `arn:\${AWS::Partition}:apigateway:\${AWS::Region}::${path}`
}
