import { apigenSetting } from './contract/apigen-setting.ts'
import { duplicateOperationId } from './contract/duplicate-operation-id.ts'
import { formEncoding } from './contract/form-encoding.ts'
import { keywordValue } from './contract/keyword-value.ts'
import { misplacedExtension } from './contract/misplaced-extension.ts'
import { shortForm } from './contract/short-form.ts'
import { unknownExtension } from './contract/unknown-extension.ts'
import { unknownMember } from './contract/unknown-member.ts'
import { unknownType } from './contract/unknown-type.ts'
import { apiSetting } from './gateway/api-setting.ts'
import { authorizer } from './gateway/authorizer.ts'
import { bodyNotBinary } from './gateway/body-not-binary.ts'
import { duplicateParameterName } from './gateway/duplicate-parameter-name.ts'
import { gatewayResponseTemplate } from './gateway/gateway-response-template.ts'
import { gatewayResponseType } from './gateway/gateway-response-type.ts'
import { greedyNotLast } from './gateway/greedy-not-last.ts'
import { httpApiExtension } from './gateway/http-api-extension.ts'
import { integrationHttpMethod } from './gateway/integration-http-method.ts'
import { integrationType } from './gateway/integration-type.ts'
import { integrationUri } from './gateway/integration-uri.ts'
import { integrationValue } from './gateway/integration-value.ts'
import { missingHttpMethod } from './gateway/missing-http-method.ts'
import { missingIntegration } from './gateway/missing-integration.ts'
import { parameterName } from './gateway/parameter-name.ts'
import { pathPart } from './gateway/path-part.ts'
import { policySize } from './gateway/policy-size.ts'
import { requestParameter } from './gateway/request-parameter.ts'
import { reservedPath } from './gateway/reserved-path.ts'
import { resourceCount } from './gateway/resource-count.ts'
import { responseCollision } from './gateway/response-collision.ts'
import { responseHeaderNotDeclared } from './gateway/response-header-not-declared.ts'
import { responseNotDeclared } from './gateway/response-not-declared.ts'
import { responseWithoutStatus } from './gateway/response-without-status.ts'
import { restrictedHeader } from './gateway/restricted-header.ts'
import { rootSecurity } from './gateway/root-security.ts'
import { securitySchemeType } from './gateway/security-scheme-type.ts'
import { severalServers } from './gateway/several-servers.ts'
import { siblingPathVariables } from './gateway/sibling-path-variables.ts'
import { timeout } from './gateway/timeout.ts'
import { trailingSlash } from './gateway/trailing-slash.ts'
import { unknownAuthorizer } from './gateway/unknown-authorizer.ts'
import { unknownSetting } from './gateway/unknown-setting.ts'
import { unknownValidator } from './gateway/unknown-validator.ts'
import { unsupportedKeyword } from './gateway/unsupported-keyword.ts'
import { webSocketRoute } from './gateway/websocket-route.ts'
import { lambdaEnvironment } from './lambda/environment.ts'
import { memory } from './lambda/memory.ts'
import { lambdaRuntime } from './lambda/runtime.ts'
import { lambdaTimeout } from './lambda/timeout.ts'
import type { Rule } from './rule.ts'
import { anonymousWrite } from './security/anonymous-write.ts'
import { openCors } from './security/open-cors.ts'
import { plainHttp } from './security/plain-http.ts'
import { policyAction } from './security/policy-action.ts'
import { policyCondition } from './security/policy-condition.ts'
import { policyGrammar } from './security/policy-grammar.ts'
import { privilegedService } from './security/privileged-service.ts'
import { brokenJson } from './templates/broken-json.ts'
import { constantCondition } from './templates/constant-condition.ts'
import { ignored } from './templates/ignored.ts'
import { impossiblePath } from './templates/impossible-path.ts'
import { missingIsTrue } from './templates/missing-is-true.ts'
import { missingTemplate } from './templates/missing-template.ts'
import { mockStatus } from './templates/mock-status.ts'
import { modelMismatch } from './templates/model-mismatch.ts'
import { operatorInArgument } from './templates/operator-in-argument.ts'
import { singleQuote } from './templates/single-quote.ts'
import { size } from './templates/size.ts'
import { syntax } from './templates/syntax.ts'
import { unavailableDirective } from './templates/unavailable-directive.ts'
import { undeclaredParameter } from './templates/undeclared-parameter.ts'
import { undeclaredStatus } from './templates/undeclared-status.ts'
import { undefinedVariable } from './templates/undefined-variable.ts'
import { unknownName } from './templates/unknown-name.ts'
import { unreadablePath } from './templates/unreadable-path.ts'
import { untried } from './templates/untried.ts'

/** Every rule there is, in the order in which they look at a node. */
export const rules: readonly Rule[] = [
  apigenSetting,
  duplicateOperationId,
  formEncoding,
  keywordValue,
  misplacedExtension,
  shortForm,
  unknownExtension,
  unknownMember,
  unknownType,
  apiSetting,
  authorizer,
  bodyNotBinary,
  duplicateParameterName,
  gatewayResponseTemplate,
  gatewayResponseType,
  greedyNotLast,
  httpApiExtension,
  integrationHttpMethod,
  integrationType,
  integrationUri,
  integrationValue,
  missingHttpMethod,
  missingIntegration,
  parameterName,
  pathPart,
  policySize,
  requestParameter,
  reservedPath,
  resourceCount,
  responseCollision,
  responseHeaderNotDeclared,
  responseNotDeclared,
  responseWithoutStatus,
  restrictedHeader,
  rootSecurity,
  securitySchemeType,
  severalServers,
  siblingPathVariables,
  timeout,
  trailingSlash,
  unknownAuthorizer,
  unknownSetting,
  unknownValidator,
  unsupportedKeyword,
  webSocketRoute,
  lambdaEnvironment,
  memory,
  lambdaRuntime,
  lambdaTimeout,
  anonymousWrite,
  openCors,
  plainHttp,
  policyAction,
  policyCondition,
  policyGrammar,
  privilegedService,
  brokenJson,
  constantCondition,
  ignored,
  impossiblePath,
  missingIsTrue,
  missingTemplate,
  mockStatus,
  modelMismatch,
  operatorInArgument,
  singleQuote,
  size,
  syntax,
  unavailableDirective,
  undeclaredParameter,
  undeclaredStatus,
  undefinedVariable,
  unknownName,
  unreadablePath,
  untried,
]
