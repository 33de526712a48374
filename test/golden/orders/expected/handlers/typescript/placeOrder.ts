import { operation } from "../../generated/handlers/typescript/placeOrder.js"

/** `POST /orders`: Takes an order. */
export default operation.handle(async (_request, _context) => {
  return operation.notImplemented()
})
