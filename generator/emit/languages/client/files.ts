import type { Once } from '../../../base/once.ts'
import type { ApiModel } from '../../../model/api-model.ts'
import type { OutputFile } from '../../../model/output.ts'
import type { CodeFile } from '../../code.ts'
import { clientFile } from './client-file.ts'
import { clientModel } from './describe.ts'
import type { Flavor } from './flavor.ts'
import { indexFile } from './index-file.ts'
import { operationsFile } from './operations-file.ts'
import { schemasFile } from './schemas-file.ts'
import { schemesFile } from './schemes-file.ts'

const EXTENSIONS: Readonly<Record<Flavor, string>> = { typescript: '.ts', javascript: '.js', declarations: '.d.ts' }

/** The generated files of a client in one flavor, without the runtime; paths are relative to the client's folder. */
export function clientFiles(model: ApiModel, once: Once<ApiModel>, flavor: Flavor): OutputFile[] {
  const client = once(clientModel)
  const files: OutputFile[] = []
  const add = (path: string, file: CodeFile): void => {
    files.push({ path: path + EXTENSIONS[flavor], text: file.toString(), owner: 'apigen' })
  }
  if (flavor !== 'javascript') add('schemas', once(schemasFile))
  for (const group of client.groups) add(`operations/${group.file}`, operationsFile(once, group.operations, flavor))
  add('schemes', schemesFile(model, client, flavor))
  add('client', clientFile(model, client, flavor))
  add('index', indexFile(model, client, flavor))
  return files
}
