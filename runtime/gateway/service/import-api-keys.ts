import { toText } from '../http.ts'
import { own, withEntry } from '../json.ts'
import { newApiKey } from './api-keys.ts'
import type { Operation } from './call.ts'
import { badRequest, ServiceError } from './errors.ts'
import { isTrue } from './patch.ts'

/** Keys of a file with a heading line: `Name,Key,Description,Enabled,UsageplanIds` in any case and order (guide). */
export const importApiKeys: Operation = (call) => {
  const [heading = [], ...rows] = parseCsv(toText(call.bytes))
  const columns = heading.map((name) => name.trim().toLowerCase())
  if (!columns.includes('key')) throw badRequest('Failed to parse API keys: the column Key is missing')
  const failOnWarnings = call.query.get('failonwarnings') === 'true'
  const ids: string[] = []
  const warnings: string[] = []
  let state = call.state
  for (const [index, row] of rows.entries()) {
    const cell = (name: string): string => row[columns.indexOf(name)]?.trim() ?? ''
    try {
      const fields = { name: cell('name'), description: cell('description'), value: cell('key'), enabled: isTrue(cell('enabled')) }
      const key = newApiKey({ ...call, state }, fields)
      state = { ...state, apiKeys: withEntry(state.apiKeys, key.id, key) }
      ids.push(key.id)
      for (const planId of cell('usageplanids')
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== '')) {
        const plan = own(state.usagePlans, planId)
        if (plan === undefined) warnings.push(`Line ${index + 2}: Invalid Usage Plan ID specified`)
        else state = { ...state, usagePlans: withEntry(state.usagePlans, planId, { ...plan, keyIds: [...plan.keyIds, key.id] }) }
      }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      warnings.push(`Line ${index + 2}: ${error.message}`)
    }
  }
  if (failOnWarnings && warnings.length > 0)
    throw badRequest(`Warnings found during import:${warnings.map((line) => `\n\t${line}`).join('')}`)
  return { body: { ids, ...(warnings.length > 0 && { warnings }) }, next: state }
}

/** Comma-separated values with quoted cells (RFC 4180); empty lines count for nothing. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r?\n|$)/g)) {
    const [, cell = '', end = ''] = match
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === ',') continue
    if (row.some((item) => item !== '')) rows.push(row)
    row = []
  }
  return rows
}
