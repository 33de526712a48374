import type { DiagnosticCode } from '../base/catalog.ts'
import { diagnose, type Report, type SourceRef } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import type { LoadedFile } from '../model/document.ts'
import { concerning } from './concerning.ts'
import { parseJson } from './json.ts'
import type { Span, TextProblem } from './outline.ts'
import { parseYamlTree, type YamlNode } from './yaml.ts'
import { composeYaml } from './yaml-value.ts'

/** By file: the tree of one that is YAML, `json` for one that is that. */
export type ParsedTrees = Map<string, YamlNode | 'json'>

/**
 * Parses the text of a file; undefined when it cannot be read, which was reported then. `trees` takes what it was parsed as. Of a file
 * that is a template, `pointer` leads to what is wanted of it.
 */
export function parseFile(file: string, text: string, report: Report, trees?: ParsedTrees, pointer: string = ''): LoadedFile | undefined {
  const keep = (tree: YamlNode | 'json'): void => {
    trees?.set(file, tree)
  }
  const isNamedJson = /\.json$/i.test(file)
  const looksLikeJson = /^\s*[{[]/.test(text) || (isNamedJson && /^\s*\/[/*]/.test(text))
  if (looksLikeJson) {
    const json = parseJson(text)
    if (json.value !== undefined) {
      keep('json')
      return finishLoaded({ file, syntax: 'json', text, value: json.value }, json.problems, pointer, report)
    }
    const [wrong] = json.problems
    if (wrong?.kind !== 'syntax') return finish(undefined, json.problems, report, file)
    // To YAML such a comment is text, which would swallow the key behind it.
    if (/^\/[/*]/.test(text.slice(wrong.at.start, wrong.at.start + 2)))
      return finish(
        undefined,
        [{ ...wrong, message: `${wrong.message} JSON has no comments${isNamedJson ? '' : ', and those of YAML begin with `#`'}.` }],
        report,
        file,
      )
    const yaml = parseYaml(text, keep)
    if (yaml.value === undefined) return finish(undefined, [wrong], report, file, text)
    if (isNamedJson) report(diagnose('load/not-json', `${wrong.message} The file was read as YAML instead.`, place(file, wrong.at)))
    return finishLoaded({ file, syntax: 'yaml', text, value: yaml.value }, yaml.problems, pointer, report)
  }
  const yaml = parseYaml(text, keep)
  if (yaml.value === undefined) return finish(undefined, yaml.problems, report, file, text)
  return finishLoaded({ file, syntax: 'yaml', text, value: yaml.value }, yaml.problems, pointer, report)
}

function parseYaml(text: string, keep: (tree: YamlNode) => void): { readonly value?: Json; readonly problems: readonly TextProblem[] } {
  const { tree, problem } = parseYamlTree(text)
  if (!tree) return { problems: problem ? [problem] : [] }
  keep(tree)
  return composeYaml(tree)
}

const CODES: Readonly<Record<TextProblem['kind'], DiagnosticCode>> = {
  syntax: 'load/syntax',
  'duplicate-key': 'load/duplicate-key',
  'too-deep': 'load/too-deep',
  aliases: 'load/alias-expansion',
  'unknown-tag': 'load/unknown-tag',
}

function finishLoaded(loaded: LoadedFile, problems: readonly TextProblem[], pointer: string, report: Report): LoadedFile | undefined {
  return finish(loaded, concerning(loaded, pointer, problems), report)
}

function finish(
  loaded: LoadedFile | undefined,
  problems: readonly TextProblem[],
  report: Report,
  file: string = loaded?.file ?? '',
  text = '',
): LoadedFile | undefined {
  let readable = loaded !== undefined
  for (const problem of problems) {
    const rendering = problem.kind === 'syntax' ? directiveNear(text, problem.at.start) : undefined
    const related = problem.first && [{ at: place(file, problem.first), message: 'It stood here first.' }]
    report(
      rendering
        ? diagnose(
            'load/needs-rendering',
            `The file is a template: \`${rendering.text}\` has to be rendered first.`,
            place(file, rendering.at),
          )
        : diagnose(CODES[problem.kind], problem.message, place(file, problem.at), related ? { related } : {}),
    )
    if (problem.kind !== 'unknown-tag') readable = false
  }
  return readable ? loaded : undefined
}

/** The template directive on the lines around a mistake, or Terraform's, which spoil a file from anywhere. */
function directiveNear(text: string, offset: number): { readonly text: string; readonly at: Span } | undefined {
  const terraform = /%\{[-~]?\s*(?:if|for|else|endif|endfor)\b[^\n}]{0,40}\}?/.exec(text)
  if (terraform) return { text: terraform[0], at: { start: terraform.index, end: terraform.index + terraform[0].length } }
  const start = text.lastIndexOf('\n', Math.max(0, text.lastIndexOf('\n', offset - 1) - 1)) + 1
  const lines = text.slice(start, text.indexOf('\n', offset) === -1 ? text.length : text.indexOf('\n', offset))
  const found = /\{%[^\n]{0,40}|\{\{[^\n]{0,40}|<%[^\n]{0,40}|\$\{[^\n]{0,40}/.exec(lines)
  if (!found) return undefined
  const directive = found[0].trim()
  return { text: directive, at: { start: start + found.index, end: start + found.index + directive.length } }
}

/** A place in the text of a file that has no pointer. */
export function place(file: string, span: Span): SourceRef {
  return { file, pointer: '', inside: { offset: span.start, length: Math.max(1, span.end - span.start) } }
}
