import { operation } from "../../generated/handlers/typescript/addJob.js"

/** `POST /jobs` */
export default operation.handle(async (_request, _context) => {
  return operation.notImplemented()
})
