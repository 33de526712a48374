import { event } from "../../generated/handlers/typescript/nightly.js"

/** Called by the schedule `cron(0 3 * * ? *)`. */
export default event.handle(async (_item, _context) => {
  throw event.notImplemented()
})
