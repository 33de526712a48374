import { api, json, type Root, withOperation } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const mock = { 'x-amazon-apigateway-integration': { type: 'mock' } }
const none: Root = api({ paths: {} })
const served = (more: Root): Root => withOperation(more)
const outside = (more: Root): Root => withOperation({ ...mock, ...more })
const text = (maxLength: number): Root => ({ type: 'string', maxLength })
const answered = (more: Root, maxLength: number): Root =>
  withOperation({ responses: { '200': { description: '', ...json(text(maxLength)) } }, ...more })
const role = (credentials: string | undefined): Root =>
  withOperation({
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:shop-pets/invocations',
      ...(credentials !== undefined && { credentials }),
    },
  })

/** Pairs for what follows from differences: operations that a function serves, and those that none does. */
export const consequences: readonly Case[] = [
  ['handlers-added', none, served({}), ['client-methods-added', 'endpoint-added', 'invoke-permissions-changed']],
  ['handlers-removed', served({}), none, ['client-methods-removed', 'api-path-removed-without-deprecation', 'invoke-permissions-changed']],
  [
    'handlers-renamed',
    served({ 'x-apigen-function': 'pets' }),
    served({ 'x-apigen-function': 'pets', operationId: 'animals' }),
    ['client-methods-renamed', 'api-operation-id-removed'],
  ],
  ['handlers-changed', answered({}, 5), answered({}, 4), ['client-methods-changed', 'response-body-max-length-decreased']],
  ['client-methods-added', none, outside({}), ['endpoint-added']],
  ['client-methods-removed', outside({}), none, ['api-path-removed-without-deprecation']],
  ['client-methods-renamed', outside({}), outside({ operationId: 'animals' }), ['api-operation-id-removed']],
  ['client-methods-changed', answered(mock, 5), answered(mock, 4), ['response-body-max-length-decreased']],
  [
    'functions-changed',
    served({ 'x-apigen-function': 'pets' }),
    served({ 'x-apigen-function': 'animals' }),
    ['invoke-permissions-changed'],
  ],
  ['invoke-permissions-changed', role('arn:aws:iam::123456789012:role/caller'), role(undefined), ['integration-credentials-changed']],
]
