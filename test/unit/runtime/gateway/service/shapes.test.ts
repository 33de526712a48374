import { describe, expect, it } from 'vitest'
import { ServiceError } from '../../../../../runtime/gateway/service/errors.ts'
import { ENUMS, OPERATIONS, PATTERNS, STRUCTURES } from '../../../../../runtime/gateway/service/models/api-gateway.ts'
import { checkRequest, type Shapes } from '../../../../../runtime/gateway/service/shapes.ts'

const SHAPES: Shapes = {
  structures: STRUCTURES,
  enums: ENUMS,
  patterns: PATTERNS,
  inBody: (operation, member) => `${operation.charAt(0).toLowerCase()}${operation.slice(1)}Input.${member}`,
  inAddress: (name) => name,
}

interface Given {
  readonly body?: object
  readonly params?: Record<string, string>
  readonly query?: string
}

function refusal(operation: string, { body = {}, params = {}, query = '' }: Given): string | undefined {
  const row = OPERATIONS.find(([name]) => name === operation)
  if (row === undefined) throw new Error(`no operation ${operation}`)
  try {
    checkRequest(row, SHAPES, { params, query: new URLSearchParams(query), body: body as never })
    return undefined
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code}: ${error.message}`
    throw error
  }
}

const oneError = 'ValidationException: 1 validation error detected: '

describe('requests against the model of the service', () => {
  it.each<[name: string, operation: string, given: Given, want: string | undefined]>([
    ['nothing wrong', 'CreateApiKey', { body: { name: 'n', enabled: true, stageKeys: [{ restApiId: 'a' }], tags: { a: 'b' } } }, undefined],
    ['members that the model does not have', 'CreateApiKey', { body: { other: 1 } }, undefined],
    ['null for a member', 'CreateApiKey', { body: { name: null, tags: { a: null } } }, undefined],
    [
      'a member that must be there',
      'CreateVpcLink',
      { body: { targetArns: [] } },
      `${oneError}Value null at 'createVpcLinkInput.name' failed to satisfy constraint: Member must not be null`,
    ],
    [
      'a member of a member that must be there',
      'CreateDocumentationPart',
      { body: { location: {}, properties: '{}' } },
      `${oneError}Value null at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must not be null`,
    ],
    [
      'a parameter of the query that must be there',
      'GetUsage',
      { query: 'startDate=2026-01-01' },
      `${oneError}Value null at 'endDate' failed to satisfy constraint: Member must not be null`,
    ],
    [
      'a value of an enumeration of the query',
      'PutRestApi',
      { query: 'mode=both' },
      `${oneError}Value 'both' at 'mode' failed to satisfy constraint: Member must satisfy enum value set: [overwrite, merge]`,
    ],
    [
      'a value in a list of structures',
      'UpdateApiKey',
      { body: { patchOperations: [{ op: 'add' }, { op: 'put' }] } },
      `${oneError}Value 'put' at 'updateApiKeyInput.patchOperations.2.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]`,
    ],
    [
      'a label with a form',
      'PutMethodResponse',
      { params: { statusCode: '600' } },
      `${oneError}Value '600' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`,
    ],
    [
      'a number for a text',
      'CreateApiKey',
      { body: { name: 1 } },
      'SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String',
    ],
    [
      'a flag for a text of a map',
      'CreateApiKey',
      { body: { tags: { a: true } } },
      'SerializationException: class java.lang.Boolean can not be converted to an String',
    ],
    [
      'a text for a flag',
      'CreateApiKey',
      { body: { enabled: 'yes' } },
      'SerializationException: class java.lang.String can not be converted to an Boolean',
    ],
    [
      'a text for a number',
      'CreateUsagePlan',
      { body: { name: 'n', quota: { limit: 'many' } } },
      'SerializationException: class java.lang.String can not be converted to an Integer',
    ],
    ['a text for a list', 'CreateVpcLink', { body: { name: 'n', targetArns: 'a' } }, 'SerializationException: Expected list or null'],
    ['a list for a map', 'CreateApiKey', { body: { tags: [] } }, 'SerializationException: Start of list found where not expected'],
    [
      'a map for a list',
      'CreateVpcLink',
      { body: { name: 'n', targetArns: {} } },
      'SerializationException: Start of structure or map found where not expected.',
    ],
    [
      'a list for a structure',
      'CreateUsagePlan',
      { body: { name: 'n', quota: [] } },
      'SerializationException: Start of list found where not expected',
    ],
  ])('%s', (_, operation, given, want) => {
    expect(refusal(operation, given)).toBe(want)
  })
})
