import { event } from "../../generated/handlers/typescript/resizePhoto.js"

/** Changes in the bucket `photos`. Makes them small. */
export default event.handle(async (_item, _context) => {
  throw event.notImplemented()
})
