import { describe, expect, test } from 'vitest'
import { answerTemplate, errorTemplate } from '../../../../generator/emit/languages/vtl-answer.ts'
import type { Content, Response } from '../../../../generator/model/api-model.ts'
import { render } from '../../../support/render.ts'

const json: Content = { mediaType: 'application/json', form: 'json', schema: { kind: 'unknown' }, json: true, examples: [], pointer: '' }
const text: Content = { ...json, mediaType: 'text/plain', form: 'text' }

function response(status: string, contents: readonly Content[] = [json], headers: readonly string[] = []): Response {
  return {
    status,
    description: '',
    headers: headers.map((name) => ({ name, required: false, schema: { kind: 'string' }, json: true, examples: [] })),
    contents,
    pointer: '',
  }
}

function failure(status: number, body: unknown, headers: Record<string, unknown> = {}): string {
  return JSON.stringify({ errorMessage: JSON.stringify({ status, body, headers }), errorType: 'Error' })
}

/** Texts that would end the body early, or begin it late, if the marks could stand inside a string. */
const hostile = ['","headers":{"x":1}}', '"body":', '\\', '"', '$x #end', '\u2028', `it's`, ',"headers":']

describe('the answer of a custom Lambda integration', () => {
  const ok = response('200', [json], ['Location', 'X-Count'])
  const template = answerTemplate(ok, json)

  test('takes the body out and sets declared headers', () => {
    const body = JSON.stringify({ status: 200, body: { a: [1, 'x'] }, headers: { Location: '/pets/1', 'X-Count': 3, 'X-Secret': 'no' } })
    const { output, overrides } = render(template, { body })
    expect(JSON.parse(output)).toEqual({ a: [1, 'x'] })
    expect(overrides.responseOverride).toEqual({ header: { Location: '/pets/1', 'X-Count': '3' } })
  })

  test.each(hostile)('whatever the body holds: %j', (value) => {
    const body = JSON.stringify({ status: 200, body: { value, [value]: 1 }, headers: { Location: value } })
    const { output, overrides } = render(template, { body })
    expect(JSON.parse(output)).toEqual({ value, [value]: 1 })
    expect(overrides.responseOverride).toEqual({ header: { Location: value } })
  })

  test('text as it is, without a line end more', () => {
    expect(
      render(answerTemplate(response('200', [text]), text), { body: JSON.stringify({ status: 200, body: 'a\n"b"', headers: {} }) }).output,
    ).toBe('a\n"b"')
  })

  test('nothing where nothing is declared', () => {
    expect(render(answerTemplate(response('204', []), undefined), { body: '{"status":204,"body":null,"headers":{}}' }).output).toBe('')
  })

  test('a status that has no pattern keeps it', () => {
    const { output, overrides } = render(template, { body: failure(418, { code: 'teapot' }) })
    expect(JSON.parse(output)).toEqual({ code: 'teapot' })
    expect(overrides.responseOverride).toMatchObject({ status: 418 })
  })

  test.each(['boom', 'Task timed out after 3.00 seconds', '{"status', '{}', '"'])(
    'an error of no contract says nothing: %j',
    (errorMessage) => {
      const { output, overrides } = render(template, { body: JSON.stringify({ errorMessage, stackTrace: ['secret.js:1'] }) })
      expect(JSON.parse(output)).toEqual({ message: 'Internal server error' })
      expect(overrides.responseOverride).toMatchObject({ status: 500 })
    },
  )
})

describe('an error of the contract', () => {
  const template = errorTemplate(response('404', [json], ['Retry-After']), json)

  test.each([...hostile, { nested: [{ headers: { headers: 1 } }] }, null, [1, 2], 'text', 7.5])('body %j', (value) => {
    const { output, overrides } = render(template, { body: failure(404, value, { 'Retry-After': '30' }) })
    expect(JSON.parse(output)).toEqual(value)
    expect(overrides.responseOverride).toEqual({ header: { 'Retry-After': '30' } })
  })

  test('a range keeps the status of the answer', () => {
    const { overrides } = render(errorTemplate(response('4XX'), json), { body: failure(409, {}) })
    expect(overrides.responseOverride).toMatchObject({ status: 409 })
  })

  test('text and nothing', () => {
    expect(render(errorTemplate(response('404', [text]), text), { body: failure(404, 'gone "it"') }).output).toBe('gone "it"')
    expect(render(errorTemplate(response('404', []), undefined), { body: failure(404, null) }).output).toBe('')
  })
})
