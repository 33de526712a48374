import type { Json } from '../base/json.ts'
import type { TemplateRequest } from '../render/request.ts'
import type { OperationAnswer } from './answer.ts'
import { createGateway } from './gateway.ts'
import type { TestGatewayOptions } from './options.ts'

/**
 * Calls one operation once, through everything that API Gateway does around it, with the project's own handler. Who calls several keeps
 * a gateway: {@link createGateway}.
 *
 * @example
 * expect(await invokeOperation('createPet', { body: { name: 'Rex' } })).toMatchObject({ status: 201 })
 */
export async function invokeOperation(
  operation: string,
  request?: TemplateRequest | Json,
  options: TestGatewayOptions = {},
): Promise<OperationAnswer> {
  const gateway = await createGateway(options)
  try {
    return await gateway.invoke(operation, request)
  } finally {
    await gateway.close()
  }
}
