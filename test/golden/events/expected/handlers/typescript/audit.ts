import { event } from "../../generated/handlers/typescript/audit.js"

/** Records of the stream `changes`. */
export default event.handle(async (_item, _context) => {
  throw event.notImplemented()
})
