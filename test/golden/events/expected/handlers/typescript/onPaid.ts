import { event } from "../../generated/handlers/typescript/onPaid.js"

/** Events of the bus `shop`. */
export default event.handle(async (_item, _context) => {
  throw event.notImplemented()
})
