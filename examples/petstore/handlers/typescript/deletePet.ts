import { operation } from '../../generated/handlers/typescript/deletePet.js'
import { find, missing } from '../../src/shop.js'

/** `DELETE /pets/{petId}`: Takes a pet out of the shop. */
export default operation.handle(async ({ path }) => {
  return find(path.petId) ? { status: 204 } : missing(path.petId)
})
