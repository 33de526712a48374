import ts from 'typescript'

/**
 * The shape of a TypeScript or JavaScript text: the kinds of its nodes, nested, with names and literals erased. Two texts
 * that differ only in what they call things have one skeleton; a text in which data became code has another.
 * A property name counts the same whether bare or quoted, and so does a member access.
 */
export function skeleton(text: string, file = 'a.ts'): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, file.endsWith('.js') ? ts.ScriptKind.JS : ts.ScriptKind.TS)
  const errors = (source as unknown as { parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics
  if (errors.length > 0) throw new Error(`does not parse: ${ts.flattenDiagnosticMessageText(errors[0]?.messageText, '\n')}`)
  const show = (node: ts.Node): string => {
    if (isName(node)) return '.'
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) return `m(${show(node.expression)})`
    if (ts.isPropertyAccessExpression(node)) return `m(${show(node.expression)})`
    const inner: string[] = []
    ts.forEachChild(node, (child) => {
      inner.push(show(child))
    })
    return inner.length === 0 ? String(node.kind) : `${node.kind}(${inner.join(',')})`
  }
  return show(source)
}

function isName(node: ts.Node): boolean {
  return ts.isIdentifier(node) || ts.isStringLiteral(node) || (ts.isComputedPropertyName(node) && ts.isStringLiteral(node.expression))
}

/** The identifiers of a TypeScript or JavaScript text: what it can name, and so reach. */
export function identifiers(text: string, file = 'a.ts'): ReadonlySet<string> {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, file.endsWith('.js') ? ts.ScriptKind.JS : ts.ScriptKind.TS)
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Words in a comment that a compiler, a bundler, a linter or an editor obeys. */
const DIRECTIVE =
  /@ts-(check|nocheck|ignore|expect-error)|[#@]\s*source(Mapping)?URL\s*=|<(reference|amd)\b|@(jsx|internal|preserve|license)|@?__PURE__|\b(eslint|tslint|biome|prettier)[-:]/i

/** The one that generated clients give themselves, a comment of its own. What a document says stands in comments that begin with two stars. */
const OURS = '/* @__PURE__ */'

/** The directives to tools that the comments of a TypeScript or JavaScript text hold, but for our own. */
export function directives(text: string): readonly string[] {
  if (!DIRECTIVE.test(text)) return []
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text)
  const found: string[] = []
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const isComment = kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia
    if (!isComment || scanner.getTokenText() === OURS) continue
    const directive = DIRECTIVE.exec(scanner.getTokenText())?.[0]
    if (directive !== undefined) found.push(directive)
  }
  return found
}
