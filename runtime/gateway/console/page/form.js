// The form of an operation, and the request that it makes.
import { h } from './dom.js'
import { headersOf } from './headers.js'
import { more } from './parts.js'

/** @import { DocumentedOperation, DocumentedParameter, SentRequest } from './types.d.ts' */

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/**
 * @param {DocumentedOperation} operation
 * @param {(request: SentRequest) => Promise<void>} send
 */
export function requestForm(operation, send) {
  const method = operation.method === 'ANY' ? select('method', VERBS, 'GET') : undefined
  const fields = operation.parameters.map((parameter) => ({ parameter, control: control(parameter) }))
  const contents = operation.body?.contents ?? []
  const contentType =
    contents.length > 1
      ? select(
          'content-type',
          contents.map(({ mediaType }) => mediaType),
          contents[0]?.mediaType ?? '',
        )
      : undefined
  const body =
    operation.body && h('textarea', { id: 'body', rows: '10', spellcheck: 'false', 'aria-label': 'Body' }, contents[0]?.example ?? '')
  const extra = h('textarea', {
    id: 'headers',
    rows: '3',
    spellcheck: 'false',
    'aria-label': 'More headers, one a line',
    placeholder: 'Name: value',
  })
  const address = h('pre', { class: 'soft' })

  /** @returns {SentRequest} */
  const read = () => {
    const parts = partsOf(operation, fields)
    const mediaType = contentType?.value ?? contents[0]?.mediaType
    const text = body?.value ?? ''
    const headers = [...parts.headers, ...headersOf(extra.value)]
    const names = headers.some(([name]) => name.toLowerCase() === 'content-type')
    return {
      stage: operation.stage,
      method: method?.value ?? operation.method,
      path: parts.path,
      headers: text === '' || mediaType === undefined || names ? headers : [['Content-Type', mediaType], ...headers],
      body: text === '' ? null : { encoding: 'utf-8', text },
    }
  }
  const refresh = () => {
    const { method: verb, path } = read()
    address.textContent = `${verb} ${operation.base}${path}`
  }
  contentType?.addEventListener('change', () => {
    if (body) body.value = contents.find(({ mediaType }) => mediaType === contentType.value)?.example ?? ''
  })
  const button = h('button', { type: 'submit', class: 'primary', 'data-key': 'send', 'aria-keyshortcuts': 'Control+Enter' }, 'Send')
  const form = h(
    'form',
    {
      class: 'card',
      'aria-label': 'Request',
      oninput: refresh,
      async onsubmit(/** @type {SubmitEvent} */ event) {
        event.preventDefault()
        const missing = fields.find(({ parameter, control }) => parameter.in === 'path' && control.value === '')
        if (missing) {
          missing.control.setAttribute('aria-invalid', 'true')
          return missing.control.focus()
        }
        button.disabled = true
        await send(read())
        button.disabled = false
      },
    },
    h('h3', {}, 'Request'),
    address,
    h('div', { class: 'buttons' }, button, h('span', { class: 'soft small' }, h('kbd', {}, 'Ctrl'), ' ', h('kbd', {}, 'Enter'))),
    method && row('method', 'Method', method),
    ...fields.map(({ parameter, control }) => parameterRow(parameter, control)),
    contentType && row('content-type', 'Content type', contentType),
    body &&
      h(
        'div',
        {},
        h('h3', {}, 'Body', operation.body?.required ? h('span', { class: 'needed' }, ' *') : ''),
        body,
        h('p', { class: 'soft small' }, `${contents[0]?.mediaType ?? ''} `, h('code', {}, contents[0]?.type ?? '')),
      ),
    more('More headers', extra),
  )
  refresh()
  return form
}

/**
 * @param {DocumentedOperation} operation
 * @param {readonly { parameter: DocumentedParameter, control: { value: string } }[]} fields
 * @returns {{ path: string, headers: [string, string][] }}
 */
function partsOf(operation, fields) {
  let path = operation.path
  /** @type {[string, string][]} */
  const headers = []
  /** @type {string[]} */
  const query = []
  /** @type {string[]} */
  const cookies = []
  for (const { parameter, control } of fields) {
    const { name } = parameter
    if (parameter.in === 'path') {
      if (control.value === '') continue
      path = path.replace(`{${name}}`, () => encodeURIComponent(control.value))
      path = path.replace(`{${name}+}`, () => control.value.split('/').map(encodeURIComponent).join('/'))
    } else if (control.value === '') continue
    else if (parameter.in === 'query') query.push(`${encodeURIComponent(name)}=${encodeURIComponent(control.value)}`)
    else if (parameter.in === 'header') headers.push([name, control.value])
    else cookies.push(`${name}=${control.value}`)
  }
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')])
  return { path: query.length === 0 ? path : `${path}?${query.join('&')}`, headers }
}

/** @param {DocumentedParameter} parameter */
function control(parameter) {
  const id = idOf(parameter)
  const value = parameter.required ? (parameter.example ?? '') : ''
  if (parameter.values !== undefined) return select(id, parameter.required ? parameter.values : ['', ...parameter.values], value)
  return h('input', {
    id,
    value,
    placeholder: parameter.example,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-required': String(parameter.required),
  })
}

/**
 * @param {DocumentedParameter} parameter
 * @param {HTMLElement} field
 */
function parameterRow(parameter, field) {
  const label = h(
    'label',
    { for: idOf(parameter) },
    h('code', {}, parameter.name),
    parameter.required && h('span', { class: 'needed', title: 'required' }, ' *'),
    h('span', { class: 'type' }, `${parameter.in}, ${parameter.type}`),
  )
  return h(
    'div',
    { class: 'field' },
    label,
    field,
    parameter.description === undefined ? undefined : h('span', { class: 'about' }, parameter.description),
  )
}

/**
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} field
 */
function row(id, label, field) {
  return h('div', { class: 'field' }, h('label', { for: id }, label), field)
}

/**
 * @param {string} id
 * @param {readonly string[]} values
 * @param {string} value
 */
function select(id, values, value) {
  return h('select', { id }, ...values.map((one) => h('option', { value: one, selected: one === value }, one === '' ? '–' : one)))
}

/** @param {DocumentedParameter} parameter */
function idOf(parameter) {
  return `${parameter.in}.${parameter.name}`
}
