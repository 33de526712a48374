import type { Client, PatchStep } from './client.ts'
import { patch, text } from './client.ts'
import type { Answer, Recording } from './recording.ts'

/** Hands an answer over under the name that its recorder gave it. */
export type Recorder = (name: string, answer: Answer) => void

/** Makes the calls of a recorded test, in its order. */
export type Script = (client: Client, record: Recorder, recording: Recording) => Promise<void>

/** Recorded test → the calls that it made. */
export type Scripts = Readonly<Record<string, Script>>

/** Calls below one path. */
export interface Calls {
  get(path?: string): Promise<Answer>
  post(path: string, body?: object): Promise<Answer>
  put(path: string, body?: object | string): Promise<Answer>
  patch(path: string, ...steps: PatchStep[]): Promise<Answer>
  delete(path?: string): Promise<Answer>
}

/** A client that knows where its calls go. */
export function below(client: Client, base: string): Calls {
  return {
    get: (path = '') => client('GET', `${base}${path}`),
    post: (path, body) => client('POST', `${base}${path}`, body),
    put: (path, body) => client('PUT', `${base}${path}`, body),
    patch: (path, ...steps) => client('PATCH', `${base}${path}`, patch(...steps)),
    delete: (path = '') => client('DELETE', `${base}${path}`),
  }
}

/** An API that was just created. */
export interface NewApi extends Calls {
  readonly id: string
  /** The id of the root resource. */
  readonly root: string
  /** What its creation answered. */
  readonly created: Answer
}

export async function newApi(client: Client, body: object = {}): Promise<NewApi> {
  const created = await client('POST', '/restapis', { name: 'test-api', ...body })
  const id = text(created, 'id')
  return { id, root: text(created, 'rootResourceId'), created, ...below(client, `/restapis/${id}`) }
}

/** The path of a method of a resource. */
export function methodPath(resource: string, verb: string): string {
  return `/resources/${resource}/methods/${verb}`
}

/** The text of a template or of a schema. */
export const json = (value: unknown): string => JSON.stringify(value)

/** An API with a mock behind GET of its root, ready to be deployed; its answer where a test wants one. */
export async function newMockApi(client: Client, answer?: object): Promise<NewApi> {
  const api = await newApi(client)
  const get = methodPath(api.root, 'GET')
  await api.put(get, { authorizationType: 'NONE' })
  if (answer !== undefined) await api.put(`${get}/responses/200`)
  await api.put(`${get}/integration`, { type: 'MOCK', requestTemplates: { 'application/json': json({ statusCode: 200 }) } })
  if (answer !== undefined) {
    const responseTemplates = { 'application/json': json(answer) }
    await api.put(`${get}/integration/responses/200`, { selectionPattern: '', responseTemplates })
  }
  return api
}
