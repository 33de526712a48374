import { event } from "../../generated/handlers/typescript/fulfil.js"

/** Messages of the queue `orders`. */
export default event.handle(async (_item, _context) => {
  throw event.notImplemented()
})
