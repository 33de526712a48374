import { operation } from "../../generated/handlers/typescript/readNote.js"

/** `GET /notes/{noteId}`: Reads one note. */
export default operation.handle(async (_request, _context) => {
  return operation.notImplemented()
})
