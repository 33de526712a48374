import { ApigenFailure } from '../base/diagnostic.ts'
import { canonicalJson, type Json, type JsonObject, sha256 } from '../base/json.ts'
import type { UsagePlanSetting } from '../model/settings.ts'
import type { Cloud, CloudApi, CloudStage, Draft } from './cloud.ts'
import { draftDifferences } from './import/draft-summary.ts'
import { type FoundUsagePlans, observeUsagePlans } from './usage-plans.ts'

/** The tag by which an API is known as that of a model. */
export const API_TAG = 'apigen:api'

/** AWS's own have ten letters and digits; emulators let people choose. */
const API_ID = /^[\w-]+$/

/** What is there now. Everything is undefined as long as it does not exist. */
export interface Observed {
  readonly api?: CloudApi
  readonly stage?: CloudStage
  /** The export of the stage, with all extensions of API Gateway. */
  readonly document?: JsonObject
  /** Where somebody asked for them. */
  readonly usagePlans?: FoundUsagePlans
  /** The API as it would be deployed now, where somebody is about to overwrite it. */
  readonly draft?: Draft
  /** The exports of the other stages, where the draft is not what the stage serves: one of them may serve it. */
  readonly otherDocuments?: readonly JsonObject[]
  /** SHA-256 of all of it. */
  readonly digest: string
}

/** Which API a stage means: the given id, else the one that bears the tag. */
export interface ApiChoice {
  readonly id?: string
  readonly name: string
}

/** Looks at the API and its stage, and at usage plans where some are wanted. Several APIs with one tag are an error that lists them; an id that leads nowhere is one too. */
export async function observe(
  cloud: Cloud,
  choice: ApiChoice,
  stageName: string,
  wantedPlans?: readonly UsagePlanSetting[],
): Promise<Observed> {
  const api = await chooseApi(cloud, choice)
  const stage = api && (await cloud.getStage(api.id, stageName))
  const document = api && stage && (await exportOf(cloud, api.id, stageName))
  const usagePlans = wantedPlans && (await observeUsagePlans(cloud, api && { apiId: api.id, stage: stageName }, wantedPlans))
  const plans = usagePlans && { usagePlans }
  const seen = { api: api?.id ?? null, stage: stage ?? null, document: document ?? null, ...plans }
  const digest = sha256(canonicalJson(seen as unknown as Json))
  return { ...(api && { api }), ...(stage && { stage }), ...(document && { document }), ...plans, digest }
}

/** The same, and what of the API no stage serves yet: an import overwrites it, so a plan is of it, too. */
export async function observeToImport(
  cloud: Cloud,
  choice: ApiChoice,
  stageName: string,
  wantedPlans?: readonly UsagePlanSetting[],
): Promise<Observed> {
  const observed = await observe(cloud, choice, stageName, wantedPlans)
  const draft = observed.api && (await cloud.getDraft(observed.api.id))
  if (draft === undefined) return observed
  const isServed = observed.document !== undefined && draftDifferences(observed.document, draft).length === 0
  const otherDocuments = isServed || !observed.api ? [] : await documentsBeside(cloud, observed.api.id, stageName)
  return { ...observed, draft, otherDocuments, digest: sha256(canonicalJson({ deployed: observed.digest, draft })) }
}

async function documentsBeside(cloud: Cloud, apiId: string, stageName: string): Promise<readonly JsonObject[]> {
  const documents: JsonObject[] = []
  for (const { name } of await cloud.listStages(apiId)) {
    const exported = name === stageName ? undefined : await exportOf(cloud, apiId, name)
    if (exported !== undefined) documents.push(exported)
  }
  return documents
}

async function exportOf(cloud: Cloud, apiId: string, stage: string): Promise<JsonObject | undefined> {
  const exported = await cloud.exportStage(apiId, stage, { type: 'oas30', accepts: 'application/json', extensions: ['apigateway'] })
  return exported === undefined ? undefined : (JSON.parse(exported) as JsonObject)
}

/** The API that is meant; undefined when it has to be created first. */
export async function chooseApi(cloud: Cloud, { id, name }: ApiChoice): Promise<CloudApi | undefined> {
  if (id !== undefined) {
    if (!API_ID.test(id))
      throw new ApigenFailure('usage', `\`${id}\` is no id of an API.`, {
        help: 'Check --api-id and stages.S.apiId: letters and digits, as in a1b2c3d4e5.',
      })
    const api = await cloud.getApi(id)
    if (api) return api
    throw new ApigenFailure('remote', `There is no API \`${id}\` at ${cloud.place}.`, {
      help: 'Check --api-id, stages.S.apiId, the region and the account.',
    })
  }
  const found = (await cloud.listApis()).filter((api) => Object.hasOwn(api.tags, API_TAG) && api.tags[API_TAG] === name)
  if (found.length > 1) {
    throw new ApigenFailure(
      'remote',
      `${found.length} APIs bear the tag \`${API_TAG}\` = \`${name}\`: ${found.map((api) => `\`${api.id}\` (${api.name})`).join(', ')}.`,
      {
        help: 'Say which one: --api-id, or stages.S.apiId in the config.',
      },
    )
  }
  return found[0]
}
