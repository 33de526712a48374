import { operation } from '../../generated/handlers/typescript/putPhoto.js'

/** `PUT /pets/{petId}/photo`: Replaces a pet's photo. */
export default operation.handle(async ({ body }) => {
  // The first bytes of every PNG; anything else was damaged on its way.
  if (body[0] !== 0x89 || body[1] !== 0x50) throw new Error('the photo is not a PNG')
  return { status: 204 }
})
