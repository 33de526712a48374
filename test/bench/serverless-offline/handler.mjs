export { proxy } from '../load-handlers.mjs'
