import { operation } from "../../generated/handlers/typescript/sendParcel.js"

/** `POST /parcels` */
export default operation.handle(async (_request, _context) => {
  return operation.notImplemented()
})
