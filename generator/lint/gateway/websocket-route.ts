import { isWebSocketRoute } from '../path-parts.ts'
import type { Rule } from '../rule.ts'

/** A path that is the key of a route of WebSocket APIs. */
export const webSocketRoute: Rule = {
  code: 'gateway/websocket-route',
  visit: {
    path({ path, pointer }, say) {
      if (isWebSocketRoute(path)) say(`\`${path}\` is a route of a WebSocket API.`, pointer, { on: 'key' })
    },
  },
}
