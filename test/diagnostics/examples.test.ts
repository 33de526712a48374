import { describe, expect, it } from 'vitest'
import { catalog, type DiagnosticCode } from '../../generator/base/catalog.ts'
import { derive } from '../../generator/derive/derive.ts'
import { lint } from '../../generator/lint/lint.ts'
import { load } from '../../generator/load/load.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { normalize } from '../../generator/normalize/normalize.ts'

/** Where an example stands: what it does not say of its integration is said here. */
function specAround(example: string): string {
  const said = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(example)
  const type = /^type: *(\w+)/m.exec(example)?.[1] ?? 'aws'
  const defaults = [
    ...(said('type') ? [] : ['type: aws']),
    ...(type.startsWith('aws') ? ['httpMethod: POST', `uri: ${LAMBDA}`] : []),
    ...(said('requestTemplates') || type !== 'mock' ? [] : ['requestTemplates:', "  application/json: '{\"statusCode\": 200}'"]),
    ...(said('responses') ? [] : ['responses:', '  default:', "    statusCode: '200'"]),
  ]
  return `${HEAD}${[...defaults, ...example.trimEnd().split('\n')].map((line) => `        ${line}`.trimEnd()).join('\n')}\n`
}

const LAMBDA = 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Pets.Arn}/invocations'

const HEAD = `openapi: 3.0.3
info:
  title: Pets
  version: 1.0.0
paths:
  /pets/{petId}:
    put:
      security: []
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
        - { name: page, in: query, schema: { type: string } }
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet' }
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
      x-amazon-apigateway-integration:
`

const TAIL = `components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        sold: { type: boolean }
        list: { type: array, items: { type: string } }
`

async function codesOf(example: string): Promise<DiagnosticCode[]> {
  const codes: DiagnosticCode[] = []
  const report = ({ code }: { readonly code: DiagnosticCode }): void => void codes.push(code)
  const loaded = await load('spec.yaml', { reader: memoryReader({ 'spec.yaml': specAround(example) + TAIL }) }, report)
  const document = loaded && normalize(loaded, report)
  if (document) lint(document, report)
  if (document) derive(document, { functions: {}, source: 'spec.yaml' }, report)
  return codes
}

const examples = (Object.keys(catalog) as DiagnosticCode[]).flatMap((code) => {
  const { example } = catalog[code]
  return example ? [[code, example] as const] : []
})

describe('examples of the catalog', () => {
  it('are there for every rule about templates that needs no 300 KB', () => {
    const without = Object.keys(catalog).filter((code) => code.startsWith('templates/') && !examples.some(([other]) => other === code))
    expect(without).toEqual(['templates/size'])
  })

  it.each(examples)('%s is found before and gone after', async (code, { before, after }) => {
    expect(await codesOf(before)).toContain(code)
    expect(await codesOf(after)).toEqual([])
  })
})
