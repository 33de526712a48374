import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import { diskReader } from '../../../generator/load/disk.ts'
import type { ApiModel } from '../../../generator/model/api-model.ts'
import { completeSpec, readSpec, readSurface } from '../../../generator/pipeline.ts'

describe('the surface of a spec', () => {
  const specs = new URL('../../../specs/', import.meta.url)
  it.each(['petstore.yaml', 'orders/openapi.yaml'])('of %s is its model without schemas, and leads to it', async (name) => {
    const found: Diagnostic[] = []
    const options = { reader: diskReader(specs.pathname), functions: {} }
    const spec = await readSpec(name, options, (diagnostic) => found.push(diagnostic))
    const surface = await readSurface(name, options, () => {})
    expect(surface?.model).toEqual(spec && withoutContents(spec.model))
    const told: Diagnostic[] = []
    expect((surface && (await completeSpec(surface, options, (diagnostic) => told.push(diagnostic))))?.model).toEqual(spec?.model)
    expect(found).toEqual(expect.arrayContaining(told))
  })
})

function withoutContents({ schemas: _schemas, operations, ...rest }: ApiModel): unknown {
  return {
    ...rest,
    operations: operations.map(({ parameters: _parameters, body: _body, responses: _responses, integration, ...surface }) => {
      const { event: _event, ...kept } = integration as typeof integration & { event?: unknown }
      return { ...surface, integration: kept }
    }),
  }
}
