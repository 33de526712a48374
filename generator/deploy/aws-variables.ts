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
  const names: string[] = []
  // Values hold no colon, so every text has one reading.
  const pattern = wanted.split(VARIABLE).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    names.push(part)
    return '([^:/]*)'
  })
  const match = new RegExp(`^${pattern.join('')}$`, 's').exec(found)
  names.forEach((name, index) => {
    const value = match?.[index + 1]
    if (value !== undefined && !Object.hasOwn(variables, name)) variables[name] = value
  })
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
