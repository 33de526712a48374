import { Budget, compileTemplate, renderParts, TemplateFailure } from '../../runtime/gateway/velocity/index.ts'

/** A template that would do harm, or never end, in an engine that lets it. */
export interface Attack {
  readonly name: string
  readonly template: string
  readonly body?: string
}

/** What is asked a thousand million times. */
const again = (work: string): string => `#set($r = [1..1000])#foreach($a in $r)#foreach($b in $r)#foreach($c in $r)${work}#end#end#end`
/** A variable set to a text of `2 ** times` letters. */
const letters = (name: string, times: number, letter = 'a'): string =>
  `#set($${name} = "${letter}")${`#set($${name} = $${name} + $${name})`.repeat(times)}`
/** A variable set to a list of `2 ** times` numbers. */
const numbers = (name: string, times: number): string => `#set($${name} = [1])${`#set($x = $${name}.addAll($${name}))`.repeat(times)}`
/** A variable set to a map of as many entries as a template can get together. */
const entries = (name: string): string => `#set($${name} = {})#set($r = [1..1000])#foreach($a in $r)#set($x = $${name}.put($a, $a))#end`
/** Lists that hold the list before them four times. */
const shared = (name: string, depth: number): string =>
  `#set($${name} = [1, 2])${`#set($${name} = [$${name}, $${name}, $${name}, $${name}])`.repeat(depth)}`
const selfHolding = '#set($l = [])#set($k = [$l, $l])#set($x = $l.add($k))#set($x = $l.add($k))'
const selfHoldingMap = '#set($m = {})#set($n = {"a": $m, "b": $m})#set($x = $m.put("a", $n))#set($x = $m.put("b", $n))'

/** A body of so many numbers in `list`, and as many letters in `text`. */
const sized = (count: number): string =>
  JSON.stringify({ list: Array.from({ length: count }, (_, index) => index), text: 'a'.repeat(count) })

/** What asks for more work than any template may do. The budget ends every one of them. */
export const endless: readonly Attack[] = [
  { name: 'loops in loops', template: again('') },
  { name: 'texts that double', template: `${letters('a', 40)}$a` },
  { name: 'output', template: `${letters('a', 20)}${'$a'.repeat(30)}` },
  { name: 'interpolation that doubles', template: `#set($a = "x")${'#set($a = "$a$a")'.repeat(40)}$a.length()` },
  { name: 'blocks that use the block before twice', template: `#define($d0)x#end${defines(40)}$d40` },
  { name: 'a range', template: '#set($l = [1..2000000000])' },
  { name: 'many ranges', template: again('#set($x = [1..100000])') },

  { name: 'the hash of shared lists', template: `${shared('a', 20)}$a.hashCode()` },
  { name: 'the hash of lists that hold each other', template: `${selfHolding}$l.hashCode()` },
  { name: 'the hash of maps that hold each other', template: `${selfHoldingMap}$m.hashCode()` },
  { name: 'the hash of a long text', template: `${letters('a', 23)}${again('$a.hashCode()')}` },
  { name: 'shared lists, printed', template: `${shared('a', 20)}$a` },
  { name: 'shared lists, compared', template: `${shared('a', 20)}${shared('b', 20)}#if($a == $b)#end` },
  { name: 'shared lists of long texts, printed', template: `${letters('s', 20)}#set($a = [$s, $s])${'#set($a = [$a, $a])'.repeat(10)}$a` },
  {
    name: 'shared maps as JSON',
    template: `#set($m = $input.path('$'))${'#set($m.a = {"a": $m.a, "b": $m.a})'.repeat(40)}$input.json('$')`,
  },
  { name: 'long texts, compared', template: `${letters('a', 22)}${letters('b', 22)}${again('#if($a == $b)#end')}` },

  { name: 'putAll', template: `${entries('m')}${again('#set($x = $m.putAll($m))')}` },
  { name: 'addAll', template: `${numbers('l', 40)}` },
  { name: 'addAll of nothing new', template: `${numbers('l', 19)}${again('#set($k = [])#set($x = $k.addAll($l))')}` },
  { name: 'copies of a list', template: `${numbers('l', 19)}#set($k = [])${again('#set($x = $k.add($l.toArray()))')}` },
  { name: 'parts of a list', template: `${numbers('l', 19)}#set($k = [])${again('#set($x = $k.add($l.subList(1, 500000)))')}` },
  {
    name: 'elements that come and go at the front',
    template: `${numbers('l', 19)}${again('#set($x = $l.add(0, 1))#set($x = $l.remove(0))')}`,
  },
  {
    name: 'a list without another',
    template: `${numbers('l', 15)}#set($k = $l.subList(0, 32768))#set($x = $l.add(2))#set($x = $k.removeAll([3, 2]))${again('#set($x = $l.containsAll($l))')}`,
  },
  { name: 'entrySet', template: `${entries('m')}${again('#set($x = $m.entrySet().size())')}` },
  { name: 'keySet', template: `${entries('m')}${again('#if($m.keySet().isEmpty())#end')}` },
  { name: 'keySet as a property', template: `${entries('m')}${again('#if($m.keySet().empty)#end')}` },
  { name: 'keys that are looked through', template: `${entries('m')}${again('#foreach($k in $m.keySet())#break#end')}` },
  { name: 'values that are looked through', template: `${entries('m')}${again('#foreach($k in $m)#break#end')}` },
  { name: 'keys that are compared', template: `${entries('m')}${again('#if($m.keySet() == $m.values())#end')}` },
  {
    name: 'keys of the context',
    template: `#set($r = [1..1000])#foreach($a in $r)#set($x = $context.put("k$a", 1))#end${again('#set($x = $context.keySet().size())')}`,
  },
  { name: 'values of the context', template: again('#set($x = $context.put("k$a$b$c", 1))#set($x = $context.values().size())') },
  {
    name: 'long keys of the context',
    template: `${letters('a', 22)}#set($x = $context.put($a, 1))${again('#set($x = $context.put("k$a", 1))#set($x = $context.keySet().size())')}`,
  },
  { name: 'long keys', template: `${letters('s', 22)}#set($m = {})${again('#set($x = $m.put("$s$b$c", 1))')}` },
  { name: 'long names of parameters', template: `${letters('s', 22)}${again('#set($x = $input.params("$s$b"))')}` },
  {
    name: 'parameters among many',
    template: `#set($h = $input.params().header)#set($r = [1..1000])#foreach($a in $r)#foreach($b in $r)#if($b > 300)#break#end#set($x = $h.put("$a$b", 1))#end#end${again('#set($x = $input.params("none"))')}`,
  },
  {
    name: 'values that are removed',
    template: `${entries('m')}#set($n = {})${again('#set($x = $n.putAll($m))#set($x = $n.values().clear())')}`,
  },

  { name: 'all below, again and again', template: again("$input.path('$..*..*..*')"), body: sized(1000) },
  {
    name: 'all below, of a deep body',
    template: again("#set($x = $input.path('$..*..*..*..*'))"),
    body: `${'[1,2,'.repeat(80)}${']'.repeat(80)}`,
  },
  { name: 'slices', template: again("#set($x = $input.path('$.list[0:100000]'))"), body: sized(100_000) },
  { name: 'sums', template: again("#set($x = $input.path('$.list.sum()'))"), body: sized(100_000) },
  { name: 'lengths', template: again("#set($x = $input.path('$.list.length()'))"), body: sized(100_000) },
  {
    name: 'keys',
    template: again("#set($x = $input.path('$.keys()'))"),
    body: JSON.stringify(Object.fromEntries(sized(20_000).split(',').entries())),
  },
  {
    name: 'the same indexes of many lists',
    template: again(`#set($x = $input.path('$..[${'0,'.repeat(400)}0]'))`),
    body: `[${'[1],'.repeat(10_000)}[1]]`,
  },
  {
    name: 'the same names of many maps',
    template: again(`#set($x = $input.path("$..[${"'a',".repeat(2000)}'a']"))`),
    body: `[${'{"a":1},'.repeat(10_000)}{}]`,
  },
  { name: 'long paths', template: again(`#set($x = $input.path('$${'.a'.repeat(4000)}'))`) },
  { name: 'a path that is too long', template: `${letters('a', 22)}$input.path($a)` },
  {
    name: 'filters in filters',
    template: "$input.path('$[?(@ in $[?(@ in $[?(@ in $)])])]')",
    body: JSON.stringify(Array.from({ length: 300 }, (_, index) => index)),
  },
  { name: 'filters with lists', template: again(`#set($x = $input.path('$[?(@ in [${'1,'.repeat(4000)}1])]'))`), body: sized(10) },
  {
    name: 'filters with patterns',
    template: "$input.path('$.list[?(@.a =~ /((a{1,30}){1,30})*b/)]')",
    body: JSON.stringify({ list: Array.from({ length: 100 }, () => ({ a: 'a'.repeat(10_000) })) }),
  },
  { name: 'long texts in filters', template: again("#set($x = $input.path('$[?(@.text <= @.text)]'))"), body: sized(100_000) },

  { name: 'patterns, compiled', template: again('#set($x = $input.body.matches("(a|b|c)*d"))') },
  { name: 'long patterns, compiled', template: again(`#set($x = $input.body.split("${'(a)'.repeat(3000)}"))`) },
  { name: 'patterns of many repetitions', template: again(`#set($x = $input.body.replaceAll("${'[^a]{1000}'.repeat(1000)}", "b"))`) },
  { name: 'a pattern that is too long', template: `${letters('a', 22)}#if($input.body.matches($a))#end` },
  { name: 'a pattern of many ways', template: `${letters('a', 11)}#if($a.matches("${'(?:a?){1000}'.repeat(100)}"))#end` },
  { name: 'matches in long texts', template: `${letters('a', 20)}${again('#if($a.matches("(a|aa)+b"))#end')}` },
  { name: 'matches that read to the end each time', template: `${letters('a', 17)}$a.replaceAll("a.*b|a", "c")` },
  { name: 'groups', template: `${letters('a', 12)}$a.replaceAll("${'(a?)'.repeat(2000)}", "$1")` },
  { name: 'a replacement that is much longer', template: `${letters('a', 20)}${letters('b', 20)}$a.replaceAll("a", $b)` },
  {
    name: 'a replacement with groups that is much longer',
    template: `${letters('a', 15)}#set($b = "$1")${'#set($b = $b + $b)'.repeat(15)}$a.replaceAll("(a)", $b)`,
  },
  { name: 'a plain replacement that is much longer', template: `${letters('a', 20)}${letters('b', 20)}$a.replace("a", $b)` },
  { name: 'a replacement of nothing', template: `${letters('a', 20)}$a.replace("", $a)` },
  { name: 'a text that is almost there', template: `${letters('a', 22)}${letters('b', 21)}#set($b = "c$b")$a.contains($b)` },
  {
    name: 'a text that is almost there, from behind',
    template: `${letters('a', 20)}${letters('b', 19)}#set($b = $b + "c")$a.lastIndexOf($b)`,
  },
  { name: 'very many parts', template: `${letters('a', 22)}#set($x = $a.split("a"))` },
  { name: 'very many parts by pattern', template: `${letters('a', 22, 'ab')}#set($x = $a.split("[b]", -1))` },
  { name: 'parts, again and again', template: `${letters('a', 16, 'ab')}${again('#set($x = $a.split("b"))')}` },
  {
    name: 'join',
    template: `${letters('a', 20)}#set($l = [])#set($r = [1..1000])#foreach($i in $r)#set($x = $l.add($a))#end$a.join($a, $l)`,
  },
  { name: 'repeat', template: '$input.body.repeat(2000000000)' },
  { name: 'concat that doubles', template: `#set($a = "x")${'#set($a = $a.concat($a))'.repeat(40)}` },
  { name: 'format that doubles', template: `#set($a = "x")${'#set($a = $a.format("%s%s", $a, $a))'.repeat(40)}` },
  { name: 'format with wide fields', template: `${letters('a', 18, '%1$9999s')}#set($x = $a.format($a, 1))` },
  { name: 'escapeJavaScript that doubles', template: `#set($a = "'")${'#set($a = $util.escapeJavaScript($a))'.repeat(40)}` },
  { name: 'urlEncode that grows', template: `#set($a = "%")${'#set($a = $util.urlEncode("$a$a"))'.repeat(40)}` },
  { name: 'base64Encode that grows', template: `#set($a = "abc")${'#set($a = $util.base64Encode($a))'.repeat(80)}` },
  { name: 'parseJson', template: `${again('#set($x = $util.parseJson($input.body))')}`, body: sized(10_000) },
  { name: 'JSON that is written again and again', template: again("#set($x = $input.json('$'))"), body: sized(10_000) },
  { name: 'upper case of a long text', template: `${letters('a', 23, '\u00df')}${again('#set($x = $a.toUpperCase())')}` },

  { name: 'an integer that doubles its digits', template: `#set($a = 99999)${'#set($a = $a * $a)'.repeat(40)}` },
  { name: 'a very long integer', template: `#set($a = ${'9'.repeat(300_000)})` },
  { name: 'a very long double', template: `#set($a = ${'9'.repeat(300_000)}.5)` },
  { name: 'a very long integer in the body', template: "$input.path('$.a')", body: `{"a": ${'9'.repeat(300_000)}}` },
  { name: 'long integers, divided', template: `#set($a = ${'9'.repeat(9000)})${again('#set($x = $a / $a)')}` },
]

function defines(count: number): string {
  return Array.from({ length: count }, (_, at) => `#define($d${at + 1})$d${at}$d${at}#end`).join('')
}

/** How a template ended: the kind of its failure, or with a result. */
export type Ending = 'syntax' | 'evaluation' | 'payload' | 'budget' | 'result'

/** What is nested deeper than JavaScript's stack, or than anything real, and how that ends. */
export const deep: readonly (Attack & { readonly ends: Ending })[] = [
  { name: 'parentheses', template: `#if(${'('.repeat(100_000)}true${')'.repeat(100_000)})x#end`, ends: 'syntax' },
  { name: 'negations', template: `#if(${'!'.repeat(100_000)}true)x#end`, ends: 'syntax' },
  { name: 'sums', template: `#set($a = 1${' + 1'.repeat(100_000)})$a`, ends: 'syntax' },
  { name: 'conditions', template: `#if(true${' && true'.repeat(100_000)})x#end`, ends: 'syntax' },
  { name: 'blocks', template: `${'#if(true)'.repeat(50_000)}x${'#end'.repeat(50_000)}`, ends: 'syntax' },
  { name: 'alternatives', template: `#if(false)${'#elseif(false)'.repeat(20_000)}x#end`, ends: 'result' },
  { name: 'lists', template: `#set($a = ${'['.repeat(50_000)}1${']'.repeat(50_000)})$a`, ends: 'syntax' },
  { name: 'indexes', template: `${'$a['.repeat(50_000)}0${']'.repeat(50_000)}`, ends: 'syntax' },
  { name: 'methods', template: `$a${'.get("a")'.repeat(20_000)}`, ends: 'result' },
  { name: 'arguments', template: `${'$a.get('.repeat(50_000)}1${')'.repeat(50_000)}`, ends: 'syntax' },
  { name: 'blocks that use the block before', template: `#define($d0)x#end${chain(20_000)}$d20000`, ends: 'budget' },
  { name: 'a list in a list in a list', template: `#set($a = [])${'#set($a = [$a])'.repeat(20_000)}$a`, ends: 'evaluation' },
  { name: 'the body', template: "$input.json('$')", body: `${'['.repeat(100_000)}${']'.repeat(100_000)}`, ends: 'payload' },
  { name: 'maps in the body', template: "$input.json('$')", body: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, ends: 'evaluation' },
  { name: 'a body without an end', template: "$input.json('$')", body: '['.repeat(1_000_000), ends: 'payload' },
  { name: 'filters', template: `$input.path('$${'[?(@'.repeat(1500)}${')]'.repeat(1500)}')`, ends: 'evaluation' },
  { name: 'groups', template: `#if($input.body.matches("${'('.repeat(4000)}a${')'.repeat(4000)}"))x#end`, ends: 'evaluation' },
]

function chain(count: number): string {
  return Array.from({ length: count }, (_, at) => `#define($d${at + 1})$d${at}#end`).join('')
}

/** Ways that led out of other engines, of templates and of paths. What they print, if anything, is the template itself. */
export const ways: readonly Attack[] = [
  ...['constructor.constructor("return globalThis.reached = true")()', '__proto__.reached', 'prototype', 'getClass().forName("x")']
    .concat(['class.forName("java.lang.Runtime").getRuntime()', 'toString.call()', 'valueOf()', '__defineGetter__("a", "b")', 'then("x")'])
    .flatMap((access) =>
      ['input', 'util', 'context', 'stageVariables', 'text', 'list', 'map', 'number', 'foreach'].map((root) => [root, access]),
    )
    .map(([root = '', access = '']) => ({
      name: `${root}.${access}`,
      template: `#set($text = "a")#set($list = [1])#set($map = {})#set($number = 1)#foreach($one in $list)$!{${root}}.${access} $${root}.${access}#end`,
    })),
  {
    name: 'a property of every object',
    template: '#set($context.__proto__.reached = true)#set($context.constructor.prototype.reached = true)',
  },
  {
    name: 'a key of every object',
    template: '#set($m = {})#set($m["__proto__"] = {"reached": true})#set($x = $m.get("__proto__").put("reached", true))',
  },
  { name: 'an override', template: '#set($context.responseOverride.header["__proto__"] = {"reached": true})' },
  {
    name: 'a body',
    template: '#set($m = $input.path("$.__proto__"))#set($m.reached = true)$input.json("$")',
    body: '{"__proto__": {"a": 1}}',
  },
  { name: 'a macro that calls itself', template: '#macro(m)#m()#end#m()' },
  { name: 'evaluate', template: '#evaluate("$input.body")' },
  { name: 'a file', template: '#include("/etc/passwd")' },
  { name: 'a template in a file', template: '#parse("/etc/passwd")' },
  ...[
    '$[(@.length-1)]',
    '$..[?(@.constructor.constructor("return globalThis.reached = true")())]',
    '$.constructor.constructor',
    '$.__proto__',
  ]
    .concat(["$[?(@.a =~ /a/.constructor('x'))]", '$[?(globalThis.reached = true)]', '$.toString()', "$['__proto__']['reached']"])
    .map((path) => ({ name: `the path ${path}`, template: `$input.path('${path.replaceAll("'", "''")}')`, body: '{"a": "a"}' })),
]

/** Runs an attack to its end, and says what it printed or why it failed. */
export function runAttack({ template, body = '' }: Attack, steps: number): { readonly ending: Ending; readonly said: string } {
  const scope = { body, params: { path: {}, querystring: {}, header: {} }, context: { stage: 'test' }, stageVariables: {} }
  try {
    const { parts } = renderParts(compileTemplate(template), scope, new Budget(steps))
    return { ending: 'result', said: parts.map(({ text }) => text).join('') }
  } catch (error) {
    if (error instanceof TemplateFailure) return { ending: error.kind, said: error.message }
    throw error
  }
}
