import type { JsonObject } from '../json.ts'
import { own } from '../json.ts'
import type { Call, Operation, SdkMaker } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { attachment, deployedDocument } from './exports.ts'
import { page, param } from './input.ts'

/** A client of a stage's API as a zip file. The service's text for a type that it does not know was never recorded (decision 0091). */
export const getSdk: Operation = async (call) => {
  const { document, version } = deployedDocument(call, { type: 'oas30', extensions: ['apigateway'] })
  const type = param(call, 'sdkType')
  const maker = own(call.world.sdks, type)
  if (maker === undefined) {
    const known = Object.keys(call.world.sdks).join(',')
    throw badRequest(`Invalid SDK type specified: ${type}. ${known === '' ? 'This gateway makes none' : `Valid options are ${known}`}`)
  }
  const body = await maker.make(document)
  return { body, headers: attachment(`${type}_${version}.zip`) }
}

function viewType(id: string, { friendlyName, description }: SdkMaker): JsonObject {
  return { id, friendlyName, description, configurationProperties: [] }
}

export const getSdkTypes: Operation = (call: Call) => ({
  body: page(
    call,
    Object.entries(call.world.sdks).map(([id, maker]) => viewType(id, maker)),
  ),
})

export const getSdkType: Operation = (call) => {
  const id = param(call, 'id')
  const maker = own(call.world.sdks, id)
  if (maker === undefined) throw notFound('Invalid SDK type specified')
  return { body: viewType(id, maker) }
}
