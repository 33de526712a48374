import { operation } from '../../generated/handlers/typescript/getPet.js'
import { find, missing } from '../../src/shop.js'

/** `GET /pets/{petId}`: Finds one pet. */
export default operation.handle(async ({ path }) => {
  const pet = find(path.petId)
  return pet ? { status: 200, body: pet } : missing(path.petId)
})
