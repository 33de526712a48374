import { describe, expect, it } from 'vitest'
import { compileTemplate, renderTemplate, TemplateFailure, type TemplateScope } from '../../../../../runtime/gateway/velocity/index.ts'

const scope: TemplateScope = { body: '', params: { path: {}, querystring: {}, header: {} }, context: {}, stageVariables: {} }

function render(template: string, given: Partial<TemplateScope> = {}): string {
  return renderTemplate(compileTemplate(template), { ...scope, ...given }).output
}

/** The kind of failure of a template, or what it printed. */
function failure(template: string, given: Partial<TemplateScope> = {}): string {
  try {
    return render(template, given)
  } catch (error) {
    if (error instanceof TemplateFailure) return error.kind
    throw error
  }
}

describe('nothing of JavaScript can be reached', () => {
  it.each([
    '$input.constructor',
    '$input.__proto__',
    '$util.constructor.constructor("return 1")()',
    '$context.constructor',
    '$context.__proto__.polluted',
    '$s.constructor',
    '#set($l = [1])$l.constructor',
    '#set($m = {})$m.constructor',
    '#set($m = {})$m.__proto__',
    '#set($m = {})$m.get("__proto__")',
    '#set($m = {})$m["constructor"]',
    '#set($m = {})$m.hasOwnProperty("a")',
    '#set($l = [])$l.map("x")',
    '#set($l = [])$l.push(1)',
    '#set($n = 1)$n.toFixed(2)',
    '$input.call("body")',
    '$input.path("$").__proto__',
    '$stageVariables.constructor',
    '$input.params().constructor',
  ])('%s', (template) => {
    expect(render(template).replace(/\(\)|\{\}|\.__proto__(\.polluted)?/g, '')).toBe('')
  })

  it('keys of any name are plain keys', () => {
    const body = '{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}'
    expect(render("$input.path('$').get('__proto__').a $input.path('$.constructor') $input.json('$')", { body })).toBe(
      '1 2 {"__proto__":{"a":1},"constructor":2,"toString":3}',
    )
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
  })

  it.each([
    ['by another name', '#set($o = $context.responseOverride)#set($o.status = 418)', 418],
    ['in a map of its own', '#set($context.responseOverride = {"status": 418})', 418],
    ['of a $context of its own', '#set($context = {"responseOverride": {"status": 418}})', 418],
    ['after others were read', '$context.stage#set($context.responseOverride.status = 418)', 418],
    ['never, where they are only looked at', '$context.responseOverride.status$context.stage', undefined],
    ['never, where others are read', '$context.stage', undefined],
  ])('overrides set %s', (_, template, want) => {
    const { overrides } = renderTemplate(compileTemplate(template), { ...scope, context: { stage: 'dev' } })
    expect((overrides.responseOverride as { status?: number }).status).toBe(want)
  })

  it('overrides of any name come back as plain properties', () => {
    const { overrides } = renderTemplate(compileTemplate('#set($context.responseOverride.header["__proto__"] = "x")'), scope)
    expect(Object.entries((overrides.responseOverride as { header: object }).header)).toEqual([['__proto__', 'x']])
  })
})

describe('budgets', () => {
  const double = (variable: string, times: number): string =>
    `#set($${variable} = "x")${`#set($${variable} = $${variable} + $${variable})`.repeat(times)}`
  it.each<[name: string, template: string]>([
    ['a text that doubles', `${double('a', 40)}$a`],
    ['output', `${double('a', 20)}${'$a'.repeat(30)}`],
    ['nested loops', '#set($l = [1..1000])#foreach($a in $l)#foreach($b in $l)#foreach($c in $l)#set($x = $a + $c)#end#end#end'],
    ['a range', '#set($l = [1..2000000000])'],
    ['repeat', '$input.body.repeat(2000000000)'],
    ['a list that doubles', `#set($l = [1])${'#set($x = $l.addAll($l))'.repeat(40)}`],
    ['a value of shared parts', `#set($a = [1, 2])${'#set($a = [$a, $a, $a, $a])'.repeat(20)}$a`],
  ])('%s', (_, template) => {
    expect(failure(template)).toBe('budget')
  })

  it.each<[name: string, template: string]>([
    ['prints', '#set($l = [])#set($x = $l.add([$l]))$l'],
    ['is JSON', "#set($m = $input.path('$'))#set($m.self = $m)$input.json('$')"],
    ['is compared', '#set($l = [])#set($k = [])#set($x = $l.add($k))#set($x = $k.add($l))#if($l == $k)y#end'],
  ])('a value that holds itself and %s is refused', (_, template) => {
    expect(['evaluation', 'budget']).toContain(failure(template))
  })

  it('a loop ends after a thousand times', () => {
    expect(render('#foreach($i in [1..1500])#set($n = $foreach.count)#end$n')).toBe('1000')
  })

  it('a define that calls itself ends', () => {
    expect(render('#define($d)a$d#end$d')).toBe('aa$d')
  })

  it('a slow pattern does not exist', () => {
    expect(render(`$input.body.matches("(a+)+b")`, { body: 'a'.repeat(100_000) })).toBe('false')
  })
})

describe('failures', () => {
  it.each<[template: string, body: string, kind: string]>([
    ['$input.path("$.a")', '{a', 'payload'],
    ['$input.path("$.a")', '[', 'payload'],
    ['$input.path("$[")', '{}', 'evaluation'],
    ['$input.body.replaceAll("(", "")', '', 'evaluation'],
    ['$input.body.substring(9)', '', 'evaluation'],
    ['#evaluate("$x")', '', 'evaluation'],
    ['#macro(a)b#end', '', 'evaluation'],
    ['#parse("x")', '', 'evaluation'],
    ['#if(', '', 'syntax'],
  ])('%s on %j: %s', (template, body, kind) => {
    expect(failure(template, { body })).toBe(kind)
  })

  it.each<[what: string, template: string, place: string]>([
    ['syntax', 'a\n  $m.get(1+1)', 'line 2, column 11'],
    ['a method', 'a\n$input.body.substring(9)', 'line 2, column 13'],
    ['a method in a text', '#set($a = 1)\n#set($b = "x$input.body.substring(9)")', 'line 2, column 25'],
    ['the second method of a chain', '$input.body.trim().substring(9)', 'line 1, column 20'],
    ['an index', '#set($l = [1])\n\n $l[3]', 'line 3, column 4'],
    ['what is assigned to', '#set($l = [1])\n#set($l[3] = 1)', 'line 2, column 8'],
    ['a directive that cannot be', 'a\nb #foreach($x)#end', 'line 2, column 3'],
    ['a directive that is not there', 'a\nb #evaluate("x")', 'line 2, column 3'],
    ['the body', '{\n  "a": $input.json("$")\n}', 'line 2, column 15'],
  ])('name line and column: %s', (_, template, place) => {
    expect(() => render(template, { body: '{a' })).toThrow(`at ${place}`)
  })

  it('of deep bodies are no crash', () => {
    expect(failure("$input.path('$')", { body: '['.repeat(100_000) })).toBe('payload')
    expect(failure("$input.json('$')", { body: `${'['.repeat(150)}${']'.repeat(150)}` })).toBe(`${'['.repeat(150)}${']'.repeat(150)}`)
  })
})

describe('a trace', () => {
  const traced = (template: string, body = ''): (string | number)[] =>
    (renderTemplate(compileTemplate(template), { ...scope, body }, { trace: true }).trace ?? []).flatMap(({ line, text }) => [line, text])

  it.each<[what: string, template: string, want: (string | number)[]]>([
    ['text', 'a\nb\n', [1, 'a\n', 2, 'b\n']],
    ['values', '#set($a = 1)\n{"a": $a,\n"b": $input.json("$")}', [2, '{"a": 1,\n', 3, '"b": {"k":1}}']],
    ['loops', '#foreach($i in [1..2])\n<$i>\n#end', [2, '<1>\n', 2, '<2>\n']],
    ['a define, where it is printed', '#define($d)x\ny#end\n$d', [1, 'x\n', 2, 'y']],
    ['a define in a text', '#define($d)x\ny#end\n#set($s = "$d")$s', [3, 'x\ny']],
    ['a text with values, where it is printed', '#set($s = "a$input.body")\n$s', [2, 'a{"k":1}']],
    ['comments and escapes', '## c\n\\$a#[[\n$b]]#', [2, '$a\n', 3, '$b']],
  ])('says which line printed what: %s', (_, template, want) => {
    expect(traced(template, '{"k":1}')).toEqual(want)
  })

  it('is not kept unless it is asked for', () => {
    expect(renderTemplate(compileTemplate('a'), scope)).not.toHaveProperty('trace')
  })
})

describe('as Java has it', () => {
  const body = '{"l": [1, 2, 3], "nl": ["a", null, "c"], "m": {"a": 1, "b": 2}, "big": 3000000000, "s": "Hello"}'
  const begin = `#set($d = $input.path('$'))#set($l = $d.l)#set($m = $d.m)#set($s = $d.s)#set($big = $d.big)`

  it.each<[what: string, template: string, want: string]>([
    ['a Long stays one', '#set($x = $big - 2999999999)$x $x.class $x.equals(1) $l.get($x)', '1 class java.lang.Long false '],
    ['an Integer grows', '#set($x = 2147483647 + 1)$x $x.class', '2147483648 class java.lang.Long'],
    ['a remainder of large integers', '#set($x = -1 % 99999999999999999999)$x', '99999999999999999998'],
    ['what comes to nothing is added to a text as it is written', '#set($x = "a" + (1 / 0) + 2 / 0)$x', 'a1 / 0 0'],
    ['an array prints where it lies', '$s.split("l")', '[Ljava.lang.String;@5e91993f'],
    ['an array is searched like a list', '$s.split("l").indexOf("o") $s.split("l").subList(0, 1)', '2 [He]'],
    ['what goes out of the keys goes out of the map', '#set($x = $m.keySet().remove("a"))$m', '{b=2}'],
    ['what goes out of the values goes out of the map', '#set($x = $m.values().retainAll([1]))$m', '{a=1}'],
    ['what goes out of the entries goes out of the map', '$m.entrySet().clear()$m', '{}'],
    ['keys follow their map', '#set($k = $m.keySet())#set($m.c = 3)$k', '[a, b, c]'],
    [
      'sets are equal in any order',
      '#set($o = {"b": 0, "a": 0})$m.keySet().equals($o.keySet()) $m.values().equals($m.values())',
      'true true',
    ],
    ['a loop sees what its list has', '#foreach($i in $l)$i#if($i == 2)#set($x = $l.remove(0))#end#end', '12'],
    ['a loop hides its variable while its element is null', '#foreach($i in $d.nl)#set($i = 5)$i#end', '55'],
    ['what is behind a backslash is evaluated', '\\$l.add(4)$l', '$l.add(4)[1,2,3,4]'],
    ['of a class, the name', '$s.class.name $s.class.class $s.class.simpleName', 'java.lang.String  '],
    ['$foreach is an empty map', '#foreach($i in [1])$foreach $foreach.toString() $foreach.size()#end', '{} {} 0'],
    ['a define that stops has printed', '#define($b)x#stop#end$b', 'x'],
    ['what the scanner had in hand before a dot is lost', '$s $!.b', 'Hello .b'],
    [
      'Integer has methods without an object',
      '#set($n = 1)$n.max(3, 4) $n.parseInt("-ff", 16) $n.toString(255, 2) $n.sum(2147483647, 1)',
      '4 -255 11111111 -2147483648',
    ],
    [
      'numbers are formatted',
      '$s.format("%e|%08.2f|%,d|%(d|% d|%x|%o|%B", 12345.678, 3.14159, 1234567, -5, 42, 255, 8, true)',
      '1.234568e+04|00003.14|1,234,567|(5)| 42|ff|10|TRUE',
    ],
    ['a Character is looked for nowhere', '$s.indexOf($s.charAt(1))', ''],
    ['what it had in hand before a text block counts', '$#[[abc]]#', '[abc'],
  ])('%s', (_, template, want) => {
    expect(render(begin + template, { body })).toBe(want)
  })

  it.each<[what: string, template: string]>([
    ['a loop that changes its list', '#foreach($i in $l)#set($x = $l.add(1))#end'],
    ['a loop that adds to its map', '#foreach($i in $m)#set($m.c = 3)#end'],
    ['an array that grows', '$s.split("l").add("x")'],
    ['an array of texts that takes a number', '$s.split("l").set(0, 1)'],
    ['keys that are added', '$m.keySet().add("x")'],
    ['a null where there is no text', '$s.contains(null)'],
    ['a null where there is no list', '$l.addAll(null)'],
    ['a text that is no number', '#set($n = 1)$n.parseInt("12", 2)'],
    ['an integer with a fraction', '$s.format("%d", 1.5)'],
    ['a Double and what is no Long, divided for the rest', '#set($x = 1.5 % 99999999999999999999)'],
    ['an Integer compared with a Long', '$big.compareTo(1)'],
    ['a method of a class', '$s.class.toString()'],
    ['a number with a hash before it', '#if(1 ==#3)y#end'],
  ])('%s fails', (_, template) => {
    expect(() => render(begin + template, { body })).toThrow(TemplateFailure)
  })
})

describe('$context', () => {
  it('keeps what a template added to it for the response', () => {
    const { overrides } = renderTemplate(
      compileTemplate('#set($context.requestOverride.path.body = $input.body)#set($context.responseOverride.status = 201)'),
      { ...scope, body: 'b' },
    )
    expect(overrides).toEqual({
      requestOverride: { header: {}, path: { body: 'b' }, querystring: {} },
      responseOverride: { header: {}, status: 201 },
    })
  })

  it('survives a template that replaces it', () => {
    expect(renderTemplate(compileTemplate('#set($context = 1)#set($input = 2)$context$input'), scope).output).toBe('12')
  })
})
