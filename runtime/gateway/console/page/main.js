// Joins the parts: what the gateway says goes to the lists, and the address says what is looked at.
import { clear, getDocumentation, getNews } from './api.js'
import { byId } from './dom.js'
import { listenForKeys } from './keys.js'
import { showOperation } from './operation.js'
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

/** @type {{ documentation: ApiDocumentation | null, news: News | undefined }} */
const state = { documentation: null, news: undefined }
const main = byId('main')
const filter = /** @type {HTMLInputElement} */ (byId('filter'))

function showLists() {
  showOperations(byId('operation-list'), state.documentation, filter.value, location.hash)
  showRequests(byId('request-list'), state.news?.requests ?? [], location.hash)
}

/** What the address names: `#/operation/ID`, `#/request/ID`, `#/service-calls`, or nothing. */
async function showMain() {
  const [, kind, id = ''] = location.hash.split('/')
  const wanted = decodeURIComponent(id)
  if (kind === 'request') {
    await showTrace(main, wanted, (requestId) => state.news?.requests.find((one) => one.requestId === requestId))
  } else if (kind === 'service-calls') await showServiceCalls(main)
  else {
    const operation = kind === 'operation' ? state.documentation?.operations.find((one) => one.id === wanted) : undefined
    if (operation !== undefined && state.documentation !== null) showOperation(main, operation, state.documentation)
    else showWelcome(main, state.documentation)
  }
}

/** What somebody is writing or reading is not taken away by news. */
async function refreshMain() {
  if (!main.contains(document.activeElement) || document.activeElement === main) await showMain()
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
        await refreshMain()
      } else if (location.hash === '#/service-calls') await refreshMain()
      showLists()
    } catch {
      byId('connection').textContent = 'The gateway does not answer. Waiting for it…'
      await new Promise((resolve) => setTimeout(resolve, PATIENCE))
    }
  }
}

filter.addEventListener('input', showLists)
byId('clear').addEventListener('click', async () => {
  await clear()
  if (state.news !== undefined) state.news = { ...state.news, requests: [] }
  showLists()
})
addEventListener('hashchange', async () => {
  showLists()
  await showMain()
  main.scrollTop = 0
})
listenForTheme(byId('theme'))
listenForKeys()
follow()
