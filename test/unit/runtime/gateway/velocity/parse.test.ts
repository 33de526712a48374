import { describe, expect, it } from 'vitest'
import type { Expression, Statement } from '../../../../../runtime/gateway/velocity/syntax/ast.ts'
import { parseTemplate } from '../../../../../runtime/gateway/velocity/syntax/parse.ts'

/** Every reference of a template with the text at its place. */
function references(text: string): string[] {
  const found: string[] = []
  const visitExpression = (node: Expression): void => {
    if (node.kind === 'reference') {
      found.push(text.slice(node.offset, node.offset + node.length))
      for (const access of node.accesses) {
        if (access.kind === 'method') access.args.forEach(visitExpression)
        if (access.kind === 'index') visitExpression(access.index)
      }
    }
    if (node.kind === 'binary') [node.left, node.right].forEach(visitExpression)
    if (node.kind === 'not') visitExpression(node.operand)
    if (node.kind === 'list') node.items.forEach(visitExpression)
    if (node.kind === 'string') node.template?.body.forEach(visit)
  }
  const visit = (node: Statement): void => {
    if (node.kind === 'reference') visitExpression(node)
    if (node.kind === 'set') [node.target, node.value].forEach(visitExpression)
    if (node.kind === 'if') {
      for (const branch of node.branches) {
        visitExpression(branch.condition)
        branch.body.forEach(visit)
      }
      node.otherwise?.forEach(visit)
    }
    if (node.kind === 'directive') {
      for (const argument of node.args) if (argument.kind !== 'word') visitExpression(argument)
      node.body?.forEach(visit)
    }
  }
  parseTemplate(text).ast?.body.forEach(visit)
  return found
}

describe('places', () => {
  it.each<[text: string, want: readonly string[]]>([
    ['a $b.c(1) ${d[$e]}x', ['$b.c(1)', '${d[$e]}', '$e']],
    ['#set($a = $b + "x $c y")', ['$a', '$b', '$c']],
    ['#if(!$a.b)#foreach($i in $l)$i#end#else$!z#end', ['$a.b', '$i', '$l', '$i', '$!z']],
    ['é☃😀 $a\r\n$b', ['$a', '$b']],
  ])('%s', (text, want) => {
    expect(references(text)).toEqual(want)
  })
})

describe('problems', () => {
  it.each<[text: string, offset: number, message: RegExp]>([
    ['ab #if($x', 9, /end of the template/],
    ['ab $', 4, /end of the template/],
    ['$m.put("k", $n+1)', 14, /Unexpected `\+`/],
    ['#if($x = 1)a#end', 7, /Unexpected `=`/],
    ['x #end', 2, /Unexpected `#end`/],
    ['#set($a = "b #if($c")', 19, /end of the template/],
    ['${a|"b"}', 3, /Unexpected/],
    ['a #if($x)b#if($y)c#end', 2, /`#if` has no `#end`/],
    ['a #foreach($x in $y)#if($y)c#end', 2, /`#foreach` has no `#end`/],
    ['#macro', 0, /`#macro` needs a name/],
  ])('%s', (text, offset, message) => {
    const { ast, errors } = parseTemplate(text)
    expect(ast).toBeUndefined()
    expect(errors).toHaveLength(1)
    expect(errors[0]?.offset).toBe(offset)
    expect(errors[0]?.message).toMatch(message)
  })
})

describe('what would exhaust a careless reader', () => {
  it.each<[name: string, text: string]>([
    ['dollars and hashes', '$ # '.repeat(80_000)],
    ['backslashes', '\\'.repeat(300_000)],
    ['backslashes before a dollar each', '\\\\$'.repeat(100_000)],
    ['blanks', ' '.repeat(300_000)],
    ['quotes', `#set($a = ${'"'.repeat(300_000)}`],
    ['references', '$a.b'.repeat(75_000)],
    ['open references', '${'.repeat(150_000)],
    ['open brackets', `#set($a = ${'['.repeat(100_000)}`],
    ['open ranges', `#set($a = ${'[$a.b('.repeat(40_000)}`],
    ['open parentheses', `#if(${'('.repeat(100_000)}`],
    ['negations', `#if(${'!'.repeat(100_000)}$a)#end`],
    ['nested blocks', '#if($a)'.repeat(40_000)],
    ['nested arguments', '$a.b('.repeat(60_000)],
    [
      'nested strings',
      `#set($a = ${Array.from({ length: 12 }).reduce<string>((inner) => `"$x.f(${inner.replaceAll('"', '""')})"`, '"$y"')})`,
    ],
    ['a long sum', `#set($a = ${'1+'.repeat(100_000)}1)`],
    ['comments', '#**#'.repeat(75_000)],
    ['open comments', '#*'.repeat(150_000)],
    ['a text block that is never closed', `#[[${'$x '.repeat(100_000)}`],
  ])('%s', (_, text) => {
    const { ast, errors } = parseTemplate(text)
    expect(ast === undefined).toBe(errors.length > 0)
  })
})
