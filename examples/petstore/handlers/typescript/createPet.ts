import { operation } from '../../generated/handlers/typescript/createPet.js'
import { add } from '../../src/shop.js'

/** `POST /pets`: Adds a pet to the shop. */
export default operation.handle(async ({ body }) => {
  const pet = add(body)
  return { status: 201, headers: { Location: `/pets/${pet.id}` }, body: pet }
})
