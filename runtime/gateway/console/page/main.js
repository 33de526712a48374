// Joins the parts: what the gateway says goes to the lists, and the address says what is looked at.
import { clear, getDocumentation, getNews } from './api.js'
import { byId } from './dom.js'
import { listenForKeys } from './keys.js'
import { mentionedTypes, showOperation } from './operation.js'
import { showOperations } from './operations.js'
import { showRequests } from './requests.js'
import { showServiceCalls } from './service-calls.js'
import { listenForTheme } from './theme.js'
import { showTrace } from './trace.js'
import { showWelcome } from './welcome.js'

/** @import { News } from './api.js' */
/** @import { ApiDocumentation } from './types.d.ts' */

const MOST_REQUESTS = 100
/** Milliseconds before a gateway that is gone is asked again. */
const PATIENCE = 1000

/** @type {{ documentation: ApiDocumentation | null, news: News | undefined, shown: string | undefined }} `shown`: what the page of an operation was made from */
const state = { documentation: null, news: undefined, shown: undefined }
const main = byId('main')
const filter = /** @type {HTMLInputElement} */ (byId('filter'))

function listOperations() {
  showOperations(byId('operation-list'), state.documentation, filter.value, location.hash)
}

function listRequests() {
  showRequests(byId('request-list'), state.news?.requests ?? [], location.hash)
}

/** The operation that the address names, with what is shown of it. */
function namedOperation() {
  const [, kind, id = ''] = location.hash.split('/')
  const { documentation } = state
  if (kind !== 'operation' || documentation === null) return undefined
  const operation = documentation.operations.find((one) => one.id === decodeURIComponent(id))
  return operation && { operation, types: mentionedTypes(operation, documentation) }
}

/** What the address names: `#/operation/ID`, `#/request/ID`, `#/service-calls`, or nothing. */
async function showMain() {
  const [, kind, id = ''] = location.hash.split('/')
  const named = namedOperation()
  state.shown = named && JSON.stringify(named)
  if (kind === 'request') {
    await showTrace(main, decodeURIComponent(id), (requestId) => state.news?.requests.find((one) => one.requestId === requestId))
  } else if (kind === 'service-calls') await showServiceCalls(main)
  else if (named !== undefined) showOperation(main, named.operation, named.types)
  else showWelcome(main, state.documentation)
}

/** What somebody is writing or reading is not taken away by news, nor is what was filled in for an operation that is as it was. */
async function refreshMain() {
  if (main.contains(document.activeElement) && document.activeElement !== main) return
  if (state.shown === undefined || state.shown !== JSON.stringify(namedOperation())) await showMain()
}

async function loadDocumentation() {
  state.documentation = await getDocumentation()
  const { documentation } = state
  byId('title').textContent =
    documentation === null ? 'apigen console' : [documentation.title, documentation.version].filter(Boolean).join(' ')
  byId('stage').textContent = documentation?.place ?? ''
  document.title = documentation === null ? 'apigen console' : `${documentation.title} – apigen console`
}

/** Follows the gateway for as long as the page is open; one that was started again is followed from its beginning. */
async function follow() {
  for (;;) {
    try {
      const before = state.news
      const news = await getNews(before)
      const isSame = news.instance === before?.instance
      state.news = isSame ? { ...news, requests: [...news.requests, ...before.requests].slice(0, MOST_REQUESTS) } : news
      byId('connection').textContent = ''
      if (!isSame || news.revision !== before.revision) {
        await loadDocumentation()
        listOperations()
        await refreshMain()
      } else if (location.hash === '#/service-calls') await refreshMain()
      listRequests()
    } catch {
      byId('connection').textContent = 'The gateway does not answer. Waiting for it…'
      await new Promise((resolve) => setTimeout(resolve, PATIENCE))
    }
  }
}

filter.addEventListener('input', listOperations)
byId('clear').addEventListener('click', async () => {
  await clear()
  if (state.news !== undefined) state.news = { ...state.news, requests: [] }
  listRequests()
})
addEventListener('hashchange', async () => {
  listOperations()
  listRequests()
  await showMain()
  main.scrollTop = 0
})
listenForTheme(byId('theme'))
listenForKeys()
follow()
