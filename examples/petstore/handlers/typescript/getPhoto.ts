import { operation } from '../../generated/handlers/typescript/getPhoto.js'
import { missing, photo } from '../../src/shop.js'

/** `GET /pets/{petId}/photo`: Shows a pet. */
export default operation.handle(async ({ path }) => {
  const body = photo(path.petId)
  return body ? { status: 200, body } : missing(path.petId)
})
