import { operation } from "../../generated/handlers/typescript/trackOrder.js"

/** `GET /orders/{orderId}/track`: Follows an order, as it moves. */
export default operation.handle(async (_request, _context) => {
  return operation.notImplemented()
})
