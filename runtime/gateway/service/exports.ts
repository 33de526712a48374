import { exportDocument, exportVersion } from '../definition/export.ts'
import { printYaml } from '../definition/yaml.ts'
import { type HeaderList, headerOf, toBytes } from '../http.ts'
import { type JsonObject, own } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { findApi, findStage } from './find.ts'
import { param } from './input.ts'

/** The deployed definition of a stage as a document: JSON, or YAML where the caller accepts only that. */
export const getExport: Operation = (call) => {
  const type = param(call, 'exportType')
  const extensions = call.query.getAll('extensions').flatMap((value) => value.split(',').map((item) => item.trim()))
  const { document, version } = deployedDocument(call, { type, extensions })
  const yaml = headerOf(call.headers, 'accept')?.toLowerCase().includes('yaml') === true
  return {
    body: toBytes(yaml ? printYaml(document) : JSON.stringify(document, null, 2)),
    headers: attachment(`${type}_${version}.${yaml ? 'yaml' : 'json'}`),
  }
}

/** What a stage serves as a document, with its documentation. */
export function deployedDocument(
  call: Call,
  { type, extensions }: { readonly type: string; readonly extensions: readonly string[] },
): { readonly document: JsonObject; readonly version: string } {
  const api = findApi(call)
  const stage = findStage(call, api)
  if (type !== 'swagger' && type !== 'oas30') throw badRequest('Unsupported export type. Valid options are swagger,oas30')
  const deployment = own(api.deployments, stage.deploymentId)
  if (deployment === undefined) throw notFound('Invalid Deployment identifier specified')
  const documentation = stage.documentationVersion === undefined ? undefined : own(api.documentationVersions, stage.documentationVersion)
  const document = exportDocument(deployment.snapshot, stage, {
    type,
    extensions,
    region: call.world.region,
    ...(documentation !== undefined && { documentation }),
  })
  return { document, version: exportVersion(deployment.snapshot) }
}

/** The headers of a file. A version is the author's text; in a header it must be neither a quote nor a line end. */
export function attachment(name: string): HeaderList {
  return [
    ['content-type', 'application/octet-stream'],
    ['content-disposition', `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"`],
  ]
}
