import type { Integration, IntegrationType } from '../definition/rest-api.ts'
import type { UnsentAnswer } from '../http.ts'
import type { Caller, RoutedExchange } from './exchange.ts'
import { integrateAwsService } from './integrate/aws-service.ts'
import { functionArn, withStageVariables } from './integrate/function-uri.ts'
import { integrateHttp, integrateHttpProxy } from './integrate/http.ts'
import { integrateLambdaCustom } from './integrate/lambda-custom.ts'
import { integrateLambdaProxy } from './integrate/lambda-proxy.ts'
import { integrateMock } from './integrate/mock.ts'
import type { FinalAnswer, Integrate, IntegrationAnswer } from './integrate/types.ts'
import { mapRequest } from './map-request.ts'
import { mapResponse } from './map-response.ts'
import type { Mappings } from './mappings.ts'

/** A function is called by its URI, every other service by the wire. */
const integrateAws: Integrate = (exchange, caller, integration, request) => {
  const uri = withStageVariables(integration.uri ?? '', exchange.stageVariables)
  return (functionArn(uri) === undefined ? integrateAwsService : integrateLambdaCustom)(exchange, caller, integration, request)
}

const integrations: Readonly<Record<IntegrationType, Integrate>> = {
  AWS_PROXY: integrateLambdaProxy,
  AWS: integrateAws,
  HTTP: integrateHttp,
  HTTP_PROXY: integrateHttpProxy,
  MOCK: integrateMock,
}

/** Maps the request, asks the back end and maps its answer: the method's response, without what API Gateway adds to every one. */
export function integrate(
  exchange: RoutedExchange,
  caller: Caller,
  integration: Integration,
  mappings: Mappings,
): UnsentAnswer | Promise<UnsentAnswer> {
  const { templates } = mappings
  const mapping = mappings.of(integration)
  const request = mapRequest(exchange, caller, integration, mapping.request, templates)
  const asked = integrations[integration.type](exchange, caller, integration, request)
  const answerOf = (answer: IntegrationAnswer | FinalAnswer): UnsentAnswer =>
    answer.kind === 'final' ? answer.response : mapResponse(exchange, caller, integration, request, answer, mapping.response, templates)
  return asked instanceof Promise ? asked.then(answerOf) : answerOf(asked)
}
