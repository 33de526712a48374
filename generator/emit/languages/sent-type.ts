import type { Content } from '../../model/api-model.ts'

const DEFAULTS: Readonly<Record<Content['form'], string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  text: 'text/plain',
  binary: 'application/octet-stream',
}

/** The media type that a client sends for a body: a range such as `image/*` is none. */
export function sentAs({ mediaType, form }: Content): string {
  return mediaType.includes('*') ? DEFAULTS[form] : mediaType
}

/** The bodies that a client can tell apart: of several sent as one type the first that is declared. */
export function distinctlySent(contents: readonly Content[]): readonly Content[] {
  const types = contents.map(sentAs)
  return contents.filter((_, index) => types.indexOf(types[index] ?? '') === index)
}
