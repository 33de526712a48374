import { exportDocument, exportVersion } from '../definition/export.ts'
import { printYaml } from '../definition/yaml.ts'
import { headerOf, toBytes } from '../http.ts'
import { own } from '../json.ts'
import type { Operation } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { findApi, findStage } from './find.ts'
import { param } from './input.ts'

/** The deployed definition of a stage as a document: JSON, or YAML where the caller accepts only that. */
export const getExport: Operation = (call) => {
  const api = findApi(call)
  const stage = findStage(call, api)
  const type = param(call, 'exportType')
  if (type !== 'swagger' && type !== 'oas30') throw badRequest('Unsupported export type. Valid options are swagger,oas30')
  const deployment = own(api.deployments, stage.deploymentId)
  if (deployment === undefined) throw notFound('Invalid Deployment identifier specified')
  const documentation = stage.documentationVersion === undefined ? undefined : own(api.documentationVersions, stage.documentationVersion)
  const document = exportDocument(deployment.snapshot, stage, {
    type,
    extensions: call.query.getAll('extensions').flatMap((value) => value.split(',').map((item) => item.trim())),
    region: call.world.region,
    ...(documentation !== undefined && { documentation }),
  })
  const yaml = headerOf(call.headers, 'accept')?.toLowerCase().includes('yaml') === true
  const name = `${type}_${exportVersion(deployment.snapshot)}.${yaml ? 'yaml' : 'json'}`
  return {
    body: toBytes(yaml ? printYaml(document) : JSON.stringify(document, null, 2)),
    headers: [
      ['content-type', 'application/octet-stream'],
      ['content-disposition', `attachment; filename="${headerSafe(name)}"`],
    ],
  }
}

/** A version is the author's text; in a header it must be neither a quote nor a line end. */
function headerSafe(name: string): string {
  return name.replace(/[^\x20-\x7e]|["\\]/g, '_')
}
