import { event } from "../../generated/handlers/typescript/announce.js"

/** Messages of the topic `news`. */
export default event.handle(async (_item, _context) => {
  throw event.notImplemented()
})
