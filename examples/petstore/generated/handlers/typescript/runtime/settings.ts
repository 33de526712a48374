import type { Context } from './context.js'

/** What reading settings needs of a database: one call, which the project binds to its SDK. Resolves to the item of a key; undefined where there is none. */
export interface GetPort {
  get(table: string, key: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>> | undefined>
}

/** Reads the settings of a stage: the item of a table whose key is `stage`. They are kept for `seconds`; what could not be read is read again. */
export function stageSettings<Settings = Readonly<Record<string, unknown>>>(
  port: GetPort,
  table: string,
  seconds = 300,
  now: () => number = Date.now,
): (context: Pick<Context, 'stage'>) => Promise<Settings> {
  const kept = new Map<string, { readonly settings: Promise<Settings>; readonly until: number }>()
  const read = async (stage: string): Promise<Settings> => {
    const item = await port.get(table, { stage })
    if (item === undefined) throw new Error(`The table ${table} has no settings of the stage ${stage}.`)
    return item as Settings
  }
  return ({ stage }) => {
    const known = kept.get(stage)
    if (known && known.until > now()) return known.settings
    const settings = read(stage)
    kept.set(stage, { settings, until: now() + seconds * 1000 })
    settings.catch(() => kept.delete(stage))
    return settings
  }
}
