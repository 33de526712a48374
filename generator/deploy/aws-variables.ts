import { isObject, type Json, put } from '../base/json.ts'

/** What API Gateway put in place of `${AWS::Region}` and its like, as far as it shows. */
export type AwsVariables = Readonly<Record<string, string>>

const VARIABLE = /\$\{(AWS::(?:Region|AccountId|Partition))\}/g

/** Finds the values of the variables by laying the document beside the export: the first text that fits tells them. */
export function inferVariables(wanted: unknown, found: unknown): AwsVariables {
  const variables: Record<string, string> = {}
  const visit = (a: unknown, b: unknown): void => {
    if (typeof a === 'string' && typeof b === 'string' && a.includes('${AWS::')) learn(a, b, variables)
    else if (Array.isArray(a) && Array.isArray(b)) for (const [index, item] of a.entries()) visit(item, b[index])
    else if (isObject(a) && isObject(b)) for (const key of Object.keys(a)) if (Object.hasOwn(b, key)) visit(a[key], b[key])
  }
  visit(wanted, found)
  return variables
}

function learn(wanted: string, found: string, variables: Record<string, string>): void {
  const [first = '', ...parts] = wanted.split(VARIABLE)
  if (!found.startsWith(first)) return
  const learned: (readonly [name: string, value: string])[] = []
  let at = first.length
  for (let index = 0; index < parts.length; index += 2) {
    const [name = '', after = ''] = parts.slice(index, index + 2)
    const end = endOfValue(name, found, at, after, index + 2 >= parts.length)
    if (end === undefined) return
    learned.push([name, found.slice(at, end)])
    at = end + after.length
  }
  for (const [name, value] of learned) if (!Object.hasOwn(variables, name)) variables[name] = value
}

/** What AWS's own values look like; an emulator may have others. */
const FORMS: Readonly<Record<string, string>> = {
  'AWS::Region': '[a-z]{2,}(?:-[a-z]+)+-\\d+',
  'AWS::AccountId': '\\d{12}',
  'AWS::Partition': 'aws(?:-[a-z]+)*',
}

/** Where the value that begins at `at` ends, with `after` behind it. One look ahead and no going back: the text may be of any length. */
function endOfValue(name: string, found: string, at: number, after: string, last: boolean): number | undefined {
  const fits = (end: number): boolean => found.startsWith(after, end) && (!last || end + after.length === found.length)
  const form = new RegExp(FORMS[name] ?? '', 'y')
  form.lastIndex = at
  if (form.test(found) && fits(form.lastIndex)) return form.lastIndex
  const end = last ? found.length - after.length : after === '' ? -1 : found.indexOf(after, at)
  // A value holds neither: they part the members of an ARN and of an address.
  return end >= at && fits(end) && !/[:/]/.test(found.slice(at, end)) ? end : undefined
}

/** The value with every known variable replaced. */
export function substitute(value: Json, variables: AwsVariables): Json {
  if (typeof value === 'string')
    return value.includes('${AWS::') ? value.replace(VARIABLE, (text, name: string) => variables[name] ?? text) : value
  if (Array.isArray(value)) return value.map((item) => substitute(item as Json, variables))
  if (!isObject(value)) return value
  const result: Record<string, Json> = {}
  for (const [key, item] of Object.entries(value)) put(result, key, substitute(item, variables))
  return result
}

/** The way back: ARNs of the region, the account and the partition that the variables stand for name the variables again. */
export function restoreVariables(value: Json, variables: AwsVariables): Json {
  if (typeof value === 'string')
    return value.replace(ARN, (_, ...parts: (string | undefined)[]) => restoreArn(parts.slice(0, 4), variables))
  if (Array.isArray(value)) return value.map((item) => restoreVariables(item as Json, variables))
  if (!isObject(value)) return value
  const result: Record<string, Json> = {}
  for (const [key, item] of Object.entries(value)) put(result, key, restoreVariables(item, variables))
  return result
}

/** The address of an integration is an ARN whose account is the name of a service. */
const ARN = /arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*)(?::(\d*))?(?=:)/g

function restoreArn(
  [partition = '', service = '', region = '', account]: readonly (string | undefined)[],
  variables: AwsVariables,
): string {
  const name = (variable: string, text: string): string => (text !== '' && variables[variable] === text ? `\${${variable}}` : text)
  const parts = [name('AWS::Partition', partition), service, name('AWS::Region', region)]
  return `arn:${[...parts, ...(account === undefined ? [] : [name('AWS::AccountId', account)])].join(':')}`
}
