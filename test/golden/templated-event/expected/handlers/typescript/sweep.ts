import { operation } from "../../generated/handlers/typescript/sweep.js"

/** `POST /orders/sweep` */
export default operation.handle(async (_event, _context) => {
  throw operation.notImplemented()
})
