import type { ClientCertificate } from '../definition/account.ts'
import { type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import { type Call, type Operation, seconds } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { page, param, text, texts } from './input.ts'
import { allowPaths, patchOperations, withMember } from './patch.ts'
import { selfSignedCertificate } from './self-signed.ts'

const VALID_DAYS = 365

function viewCertificate({ tags, ...certificate }: ClientCertificate): JsonObject {
  return { ...certificate, ...(Object.keys(tags).length > 0 && { tags }) }
}

function findCertificate(call: Call): ClientCertificate {
  const certificate = own(call.state.clientCertificates, param(call, 'clientCertificateId'))
  if (certificate === undefined) throw notFound('Invalid Client Certificate identifier specified')
  return certificate
}

function withCertificate(call: Call, certificate: ClientCertificate): Call['state'] {
  return { ...call.state, clientCertificates: withEntry(call.state.clientCertificates, certificate.clientCertificateId, certificate) }
}

/** Its key is not kept: back ends are called without it. */
export const generateClientCertificate: Operation = async (call) => {
  const description = text(call.body, 'description')
  const now = seconds(call.world)
  const expires = now + VALID_DAYS * 86_400
  const certificate: ClientCertificate = {
    clientCertificateId: call.world.ids.next(6),
    ...(description !== undefined && description !== '' && { description }),
    pemEncodedCertificate: await selfSignedCertificate({ notBefore: new Date(now * 1000), notAfter: new Date(expires * 1000) }),
    createdDate: now,
    expirationDate: expires,
    tags: texts(call.body, 'tags') ?? {},
  }
  return { body: viewCertificate(certificate), next: withCertificate(call, certificate) }
}

export const getClientCertificates: Operation = (call) => ({
  body: page(call, Object.values(call.state.clientCertificates).map(viewCertificate)),
})

export const getClientCertificate: Operation = (call) => ({ body: viewCertificate(findCertificate(call)) })

export const updateClientCertificate: Operation = (call) => {
  let certificate = findCertificate(call)
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: ['/description'] })
  for (const { value } of operations) certificate = withMember(certificate, 'description', value === '' ? undefined : value)
  return { body: viewCertificate(certificate), next: withCertificate(call, certificate) }
}

/** A certificate that a stage uses stays. */
export const deleteClientCertificate: Operation = (call) => {
  const { clientCertificateId: id } = findCertificate(call)
  const user = Object.values(call.state.restApis).flatMap((api) =>
    Object.values(api.stages)
      .filter((stage) => stage.clientCertificateId === id)
      .map((stage) => `${api.id}:${stage.stageName}`),
  )
  if (user.length > 0) throw badRequest(`Cannot delete client certificate '${id}', is referenced in stages: ${user.join(', ')}`)
  return { next: { ...call.state, clientCertificates: withoutEntry(call.state.clientCertificates, id) } }
}
