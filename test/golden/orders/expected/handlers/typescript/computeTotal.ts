import { operation } from "../../generated/handlers/typescript/computeTotal.js"

/** `POST /orders/{orderId}/total`: Computes the total anew, some time. */
export default operation.handle(async (_request, _context) => {
  throw operation.notImplemented()
})
