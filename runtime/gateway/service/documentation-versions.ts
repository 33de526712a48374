import type { DocumentationVersion, RestApi } from '../definition/rest-api.ts'
import { type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import { type Call, type Operation, seconds } from './call.ts'
import { badRequest, conflict, notFound } from './errors.ts'
import { findApi, withApi } from './find.ts'
import { page, param, text } from './input.ts'
import { allowPaths, patchOperations, withMember } from './patch.ts'

function viewVersion({ version, createdDate, description }: DocumentationVersion): JsonObject {
  return { version, createdDate, ...(description !== undefined && { description }) }
}

function findVersion(call: Call, api: RestApi): DocumentationVersion {
  const version = own(api.documentationVersions, param(call, 'documentationVersion'))
  if (version === undefined) throw notFound('Invalid Documentation version specified')
  return version
}

function withVersion(api: RestApi, version: DocumentationVersion): RestApi {
  return { ...api, documentationVersions: withEntry(api.documentationVersions, version.version, version) }
}

/** Freezes the parts as they are, and links the stage that the call names to the version. */
export const createDocumentationVersion: Operation = (call) => {
  const { body } = call
  const api = findApi(call)
  const name = text(body, 'documentationVersion') ?? ''
  if (name === '') throw badRequest('Documentation version cannot be empty')
  if (own(api.documentationVersions, name) !== undefined) throw conflict('Documentation version already exists for the specified API')
  const description = text(body, 'description')
  const version: DocumentationVersion = {
    version: name,
    createdDate: seconds(call.world),
    ...(description !== undefined && { description }),
    parts: api.documentationParts,
  }
  const stageName = text(body, 'stageName')
  const stage = stageName === undefined ? undefined : own(api.stages, stageName)
  if (stageName !== undefined && stage === undefined) throw notFound('Invalid stage identifier specified')
  const stages = stage === undefined ? api.stages : withEntry(api.stages, stage.stageName, { ...stage, documentationVersion: name })
  return { body: viewVersion(version), next: withApi(call.state, withVersion({ ...api, stages }, version)) }
}

export const getDocumentationVersions: Operation = (call) => ({
  body: page(call, Object.values(findApi(call).documentationVersions).map(viewVersion)),
})

export const getDocumentationVersion: Operation = (call) => ({ body: viewVersion(findVersion(call, findApi(call))) })

export const updateDocumentationVersion: Operation = (call) => {
  const api = findApi(call)
  let version = findVersion(call, api)
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: ['/description'] })
  for (const { value } of operations) version = withMember(version, 'description', value === '' ? undefined : value)
  return { body: viewVersion(version), next: withApi(call.state, withVersion(api, version)) }
}

export const deleteDocumentationVersion: Operation = (call) => {
  const api = findApi(call)
  const { version } = findVersion(call, api)
  const stage = Object.values(api.stages).find((item) => item.documentationVersion === version)
  if (stage !== undefined) throw badRequest(`Documentation version ${version} is associated with stage ${stage.stageName}`)
  return { next: withApi(call.state, { ...api, documentationVersions: withoutEntry(api.documentationVersions, version) }) }
}
