import { describe, expect, it } from 'vitest'
import { mayRefer } from '../../../generator/load/external.ts'

describe('mayRefer', () => {
  const table: readonly (readonly [name: string, text: string, want: boolean])[] = [
    ['nothing', '{"openapi": "3.1.0"}', false],
    ['a local reference', '{"$ref": "#/a"}', false],
    ['a file', '{"$ref": "a.yaml"}', true],
    ['a local reference in YAML', "$ref: '#/a'", false],
    ['an escaped keyword', '{"\\u0024ref": "a.yaml"}', true],
    ['a mapping to local references', '{"mapping": {"cat": "#/components/schemas/Cat", "dog" : "#/components/schemas/Dog"}}', false],
    ['a mapping to names', '{"mapping": { "cat": "Cat" }}', false],
    ['a mapping to a file', '{"mapping": {"cat": "#/components/schemas/Cat", "dog": "dog.yaml"}}', true],
    ['a mapping to a file behind a brace', '{"mapping": {"cat": "#/a}", "dog": "dog.yaml"}}', true],
    ['a mapping with a colon in its names', '{"mapping": {"a:": "dog.yaml"}}', true],
    ['a mapping in YAML', 'mapping:\n  cat: cat.yaml', true],
    ['a property called mapping', '{"mapping": {"type": "object", "properties": {}}}', true],
  ]
  it.each(table)('%s', (_, text, want) => {
    expect(mayRefer(text)).toBe(want)
  })

  it('gives up on texts that look like a mapping for ever', () => {
    const texts = [`{"mapping":{${'"a":"#b"'.repeat(20_000)}`, `{"mapping":{${' '.repeat(100_000)}`, '"mapping" '.repeat(20_000)]
    expect(texts.map(mayRefer)).toEqual([true, true, false])
  })
})
