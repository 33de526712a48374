import { tokens } from '../base/pointer.ts'
import type { LoadedFile } from '../model/document.ts'
import { outlineJson } from './json.ts'
import type { TextProblem } from './outline.ts'
import { parseYamlTree } from './yaml.ts'
import { outlineYaml } from './yaml-outline.ts'

/**
 * The problems of a file that concern the value at a pointer. A document inside a template is read whatever keys stand twice elsewhere in the
 * template, as CloudFormation does; those that lead to the document count, because it could be another.
 */
export function concerning({ text, syntax }: LoadedFile, pointer: string, problems: readonly TextProblem[]): readonly TextProblem[] {
  if (pointer === '' || problems.every(({ kind }) => kind !== 'duplicate-key')) return problems
  const { tree } = syntax === 'json' ? {} : parseYamlTree(text)
  let node = tree ? outlineYaml(tree, text) : outlineJson(text)
  const way = tokens(pointer)
  for (const token of way) {
    const next = node.child(token)
    if (!next) return problems
    node = next
  }
  const { start, end } = node
  return problems.filter(({ kind, at }) => {
    if (kind !== 'duplicate-key' || (at.start >= start && at.end <= end)) return true
    return way.includes(text.slice(at.start, at.end).replace(/^(["'])(.*)\1$/, '$2'))
  })
}
