import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type BrowserPage, browserPresent, inBrowser } from '../support/browser.ts'
import { type Bench, createBench } from '../support/cli.ts'
import { documentOf, mockOperation } from '../support/data-plane.ts'
import { serve } from '../support/serve.ts'

/** Texts that would do harm where they were taken for markup. */
const HOSTILE = '<img src=x onerror="document.title=\'broken\'">'

const SPEC = `openapi: 3.0.3
info:
  title: 'Echo ${HOSTILE.replaceAll("'", "''")}'
  version: '1'
paths:
  /echo/{name}:
    post:
      operationId: echo
      summary: 'Says it again. ${HOSTILE.replaceAll("'", "''")}'
      tags: [talk]
      parameters:
        - { name: name, in: path, required: true, schema: { type: string }, example: you }
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [word], properties: { word: { type: string } } }
      responses: { '200': { description: The word. } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates:
          application/json: '{"statusCode": 200, "word": $input.json("$.word")}'
        responses:
          default:
            statusCode: '200'
            responseTemplates:
              application/json: '{"method": "$context.httpMethod"}'
  /other:
    get:
      operationId: other
      tags: [rest]
      responses: { '200': { description: Nothing. } }
      x-apigen-integration: { service: sqs, queue: others }
`

const benches: Bench[] = []
afterEach(() => {
  for (const made of benches.splice(0)) made.close()
})

const text = (page: BrowserPage, selector: string): Promise<string> => page.evaluate(`document.querySelector('${selector}').textContent`)

describe.skipIf(!browserPresent())('the console in a browser', () => {
  it('lists, tries, traces, runs again and renders again, by keyboard alone', async () => {
    const made = createBench({ 'openapi.yaml': SPEC })
    benches.push(made)
    await serve(made, ['dev', '--port', '0'], async ({ until }) => {
      const url = await until(/http:\/\/127\.0\.0\.1:\d+\/_apigen\/(?=\n)/)
      await until('Watching')
      await inBrowser(async (page) => {
        await page.look(1280, 800, 'dark')
        await page.goto(url)
        await page.until(`document.querySelectorAll('#operation-list a').length === 2`)

        // Find an operation: / filters, Enter goes to the list, Enter opens.
        await page.press('/')
        await page.type('says again')
        await page.until(`document.querySelectorAll('#operation-list a').length === 1`)
        await page.press('Enter')
        await page.press('Enter')
        await page.until(`document.querySelector('form')`)
        expect(await text(page, 'h1')).toContain('/echo/{name}')
        expect(await page.evaluate(`document.getElementById('path.name').value`)).toBe('you')

        // Try it.
        await page.evaluate(`document.getElementById('body').focus()`)
        await page.press('Enter', 'control')
        await page.until(`document.querySelector('[aria-label=Answer] .status')`)
        expect(await text(page, '[aria-label=Answer]')).toContain('"method": "POST"')
        await page.until(`document.querySelectorAll('#request-list a').length === 1`)

        // Look at its steps.
        await page.press('Escape')
        await page.press('q')
        await page.press('Enter')
        await page.until(`document.querySelector('.steps')`)
        const steps: string = await text(page, '.steps')
        for (const step of ['Method request', 'Request template', 'Response selected', 'Response template', 'Answer'])
          expect(steps).toContain(step)

        // Edit the request's template: it is rendered as one types, and a failure has a place.
        const edit = async (template: string): Promise<void> => {
          await page.evaluate(`(() => {
            const source = document.querySelector('.template textarea')
            source.value = ${JSON.stringify(template)}
            source.dispatchEvent(new Event('input', { bubbles: true }))
          })()`)
        }
        await edit('{"shout": $input.json("$.word").toUpperCase()}')
        await page.until(`document.querySelector('.template').textContent.includes('"shout": "TEXT"')`)
        await edit('{"word":\n#if(')
        await page.until(`document.querySelector('.template .problem')`)
        expect(await text(page, '.template .problem')).toContain('line 2')

        // Run it again, then edited.
        const first: string = await page.evaluate('location.hash')
        await page.press('r')
        await page.until(`document.querySelectorAll('#request-list a').length === 2 && location.hash !== '${first}'`)
        await page.until(`document.querySelector('main').textContent.includes(location.hash.split('/').at(-1))`)
        await page.press('e')
        await page.until(`document.querySelector('[aria-label="Path and query"]')`)
        await page.evaluate(`document.querySelector('[aria-label="Path and query"]').value = '/nowhere'`)
        await page.press('Enter', 'control')
        await page.until(`document.querySelector('.step.bad')`)
        expect(await text(page, 'h1')).toContain('/nowhere')

        // A save of the spec is followed.
        made.write('openapi.yaml', SPEC.replace("version: '1'", "version: '2'"))
        await page.until(`document.getElementById('title').textContent.endsWith(' 2')`)

        // Requests of other clients appear; what they sent is shown and nothing else.
        await fetch(`${new URL(url).origin}/echo/${encodeURIComponent(HOSTILE)}`, {
          method: 'POST',
          body: HOSTILE,
          headers: { 'X-Hostile': HOSTILE },
        })
        await page.until(`document.querySelectorAll('#request-list a').length === 4`)
        await page.evaluate(`document.querySelector('#request-list a').click()`)
        await page.until(`document.querySelector('.steps')?.textContent.includes('onerror')`)
        expect(await page.evaluate(`document.querySelectorAll('main img').length`)).toBe(0)
        expect(await page.evaluate('document.title')).toContain(HOSTILE)

        // What nobody carried out is listed, and the list follows.
        await page.press('s')
        await page.until(`document.querySelector('main').textContent.includes('None yet.')`)
        await fetch(`${new URL(url).origin}/other`)
        await page.until(`document.querySelector('.step h2')?.textContent === 'sqs SendMessage'`)
        await page.evaluate(`document.querySelector('.step summary').click()`)
        await page.evaluate(`document.querySelector('.step .detail a').click()`)
        await page.until(`document.querySelector('main').textContent.includes('nobody carried the call out')`)
        expect(page.problems).toEqual([])
      })
    })
  })

  it('stands on a gateway that any client deploys to, and tries what is deployed there', async () => {
    const made = createBench()
    benches.push(made)
    await serve(made, ['gateway', '--port', '0', '--ephemeral'], async ({ until }) => {
      const url = await until(/http:\/\/127\.0\.0\.1:\d+\/_apigen\/(?=\n)/)
      await until('Ctrl-C')
      await inBrowser(async (page) => {
        await page.goto(url)
        await page.until(`document.getElementById('operation-list').textContent.includes('No API is deployed yet')`)
        const control = async (path: string, value: unknown): Promise<{ id: string }> => {
          const answer = await fetch(`${new URL(url).origin}${path}`, { method: 'POST', body: JSON.stringify(value) })
          return (await answer.json()) as { id: string }
        }
        const paths = { '/echo/{name}': { post: mockOperation('{"method": "$context.httpMethod"}') } }
        const { id } = await control('/restapis?mode=import', documentOf(paths))
        for (const stageName of ['dev', 'prod']) await control(`/restapis/${id}/deployments`, { stageName })
        await page.until(`document.querySelectorAll('#operation-list section').length === 2`)
        await page.evaluate(
          `[...document.querySelectorAll('section')].find((one) => one.ariaLabel.endsWith('prod')).querySelector('a').click()`,
        )
        await page.until(`document.querySelector('form')`)
        await page.evaluate(`document.getElementById('path.name').value = 'you'`)
        // What is deployed meanwhile takes nothing away that was filled in.
        await control(`/restapis/${id}/deployments`, { stageName: 'late' })
        await page.until(`document.querySelectorAll('#operation-list section').length === 3`)
        await page.press('Enter', 'control')
        await page.until(`document.querySelector('[aria-label=Answer] .status')`)
        expect(await text(page, '[aria-label=Answer]')).toContain('"method": "POST"')
        const { requests } = (await (await fetch(`${url}api/requests`)).json()) as { requests: unknown[] }
        expect(requests).toMatchObject([{ stage: 'prod', path: '/echo/you', status: 200 }])
        expect(page.problems).toEqual([])
      })
    })
  })

  it('does not hand anything to a page of another origin', async () => {
    const made = createBench({ 'openapi.yaml': SPEC })
    benches.push(made)
    await serve(made, ['dev', '--port', '0'], async ({ until }) => {
      const url = await until(/http:\/\/127\.0\.0\.1:\d+\/_apigen\/(?=\n)/)
      await until('Watching')
      const other = createServer((_, outgoing) => outgoing.setHeader('Content-Type', 'text/html').end('<title>another</title>'))
      await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
      const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
      await inBrowser(async (page) => {
        await page.goto(elsewhere)
        const run = JSON.stringify({ method: 'POST', path: '/echo/a', headers: [], body: null })
        const outcome = (init: string): Promise<string> =>
          page.evaluate(`fetch('${url}api/run', ${init}).then((answer) => answer.type + ' ' + answer.status, () => 'blocked')`)
        // The first reaches the gateway, as any form would; what it answers stays hidden, and nothing was run.
        expect(await outcome(`{ method: 'POST', mode: 'no-cors', body: ${JSON.stringify(run)} }`)).toBe('blocked')
        expect(await outcome(`{ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: ${JSON.stringify(run)} }`)).toBe(
          'blocked',
        )
      })
      other.close()
      const { requests } = (await (await fetch(`${url}api/requests`)).json()) as { requests: unknown[] }
      expect(requests).toEqual([])
    })
  })
})
