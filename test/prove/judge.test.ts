import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { gatewayDocument } from '../../generator/emit/gateway/gateway-document.ts'
import { judge } from '../../generator/judge/judge.ts'
import { annotatedSpecs, corpusFile } from '../support/corpus.ts'
import { generateFrom } from '../support/generate.ts'

const noAddress = 'The `uri` is a name that another tool replaces, no address.'
const noFunction = 'An `aws_proxy` whose `uri` is a web address; the spec tests a transform and was never deployed.'

/** Specs of the corpus that API Gateway would refuse, each with its reason; one that it takes after all is a failure, too. */
const refusals: Readonly<Record<string, string>> = {
  'aws-cloudformation__cfn-lint__good-parameters-used_transform_removed__MyAPI.DefinitionBody': 'The integration has no type.',
  'aws__serverless-application-model__translator-input-api_http_paths_with_if_condition__MyApi.DefinitionBody': noFunction,
  'aws__serverless-application-model__translator-input-api_http_paths_with_if_condition_no_value_else_case__MyApi.DefinitionBody':
    noFunction,
  'aws__serverless-application-model__translator-input-api_http_paths_with_if_condition_no_value_then_case__MyApi.DefinitionBody':
    noFunction,
  'aws__serverless-application-model__translator-input-api_rest_paths_with_if_condition_openapi_no_value_else_case__MyApi.DefinitionBody':
    noFunction,
  'aws__serverless-application-model__translator-input-api_rest_paths_with_if_condition_swagger__MyApi.DefinitionBody': noFunction,
  'aws__serverless-application-model__translator-input-api_rest_paths_with_if_condition_swagger_no_value_else_case__MyApi.DefinitionBody':
    noFunction,
  'aws__serverless-application-model__translator-input-api_rest_paths_with_if_condition_swagger_no_value_then_case__MyApi.DefinitionBody':
    noFunction,
  'aws__serverless-application-model__translator-output-api_rest_paths_with_if_condition_swagger_no_value_else_case__MyApi.Body':
    noFunction,
  'awslabs__aws-solutions-constructs__test-integ.opilam-apiFromAssetExistingLambdaFunctions.js.snapshot-asset.c2b362b5f0d6d8f56ac2c-50bf1180':
    noAddress,
  'awslabs__aws-solutions-constructs__test-integ.opilam-apiFromAssetWithCognitoAuth.js.snapshot-asset.8c48f41891550d16b8b5de60b76d4-30cdefc9':
    noAddress,
  'awslabs__aws-solutions-constructs__test-openapi-apiDefinition': noAddress,
}

describe('the judge on the corpus', () => {
  const specs = annotatedSpecs()
  it.skipIf(specs.length === 0)('refuses what API Gateway refuses', { timeout: 3_600_000 }, async () => {
    const refused: Record<string, string> = {}
    for (const spec of specs) {
      const result = await generateFrom(corpusFile(spec), ['public'])
      if (!('spec' in result) || result.spec.model.kind === 'http') continue
      const reported: Diagnostic[] = []
      const { document, pointers } = gatewayDocument(result.spec, () => undefined)
      judge({ document, pointers, origins: result.spec.document.origins }, (diagnostic) => reported.push(diagnostic))
      const [error] = reported.filter(({ severity }) => severity === 'error')
      if (error) refused[spec.slug] = error.message
      // Every finding leads to a file of the author's, whatever was made of the document on the way.
      for (const { at } of reported) expect(at?.file, spec.slug).toContain(dirname(corpusFile(spec)).split('/').at(-1))
    }
    expect(Object.keys(refused).sort(), JSON.stringify(refused, null, 2)).toEqual(Object.keys(refusals).sort())
  })
})
