import { operation } from "../../generated/handlers/typescript/scanParcel.js"

/** `POST /parcels/{id}/scans` */
export default operation.handle(async (_request, _context) => {
  throw operation.notImplemented()
})
