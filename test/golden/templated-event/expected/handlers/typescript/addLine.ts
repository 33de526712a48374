import { operation } from "../../generated/handlers/typescript/addLine.js"

/** `POST /orders/{orderId}/lines` */
export default operation.handle(async (_event, _context) => {
  throw operation.notImplemented()
})
