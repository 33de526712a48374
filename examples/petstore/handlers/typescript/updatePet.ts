import { operation } from '../../generated/handlers/typescript/updatePet.js'
import { change, missing } from '../../src/shop.js'

/** `PUT /pets/{petId}`: Changes a pet. */
export default operation.handle(async ({ path, body }) => {
  const pet = change(path.petId, body)
  return pet ? { status: 200, body: pet } : missing(path.petId)
})
