import { wholeResponse } from '../../runtime/gateway/http.ts'
import { createControlPlane } from '../../runtime/gateway/service/control-plane.ts'
import type { Store } from '../../runtime/gateway/store/state.ts'
import { seeded } from './random.ts'
import { randomCall } from './random-calls.ts'

/** Makes random calls against a store; the same seed on the same state leads to the same state. `done` hears of each call that was answered. */
export async function playCalls(store: Store, seed: number, count: number, done: (index: number) => void = () => {}): Promise<void> {
  const [random, forIds] = [seeded(seed), seeded(seed + 1)]
  const ids = {
    next: (length: number) => Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(forIds() * 26)]).join(''),
  }
  const plane = createControlPlane({ store, ids, now: () => 1_700_000_000_000 })
  for (let index = 0; index < count; index += 1) {
    const { method, path, body } = randomCall(random, store.read())
    const [pathname = '', query = ''] = path.split('?')
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const request = { method, path: pathname, query, headers: [], body: new TextEncoder().encode(text) }
    const answer = await wholeResponse(await plane.handle(request))
    if (answer.status === 500) throw new Error(`${method} ${path} ${text} → ${new TextDecoder().decode(answer.body)}`)
    done(index)
  }
}
