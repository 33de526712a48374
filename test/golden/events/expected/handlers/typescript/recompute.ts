import { event } from "../../generated/handlers/typescript/recompute.js"

/** Called by its name. */
export default event.handle(async (_item, _context) => {
  throw event.notImplemented()
})
