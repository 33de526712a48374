import { operation } from '../../generated/handlers/typescript/listPets.js'
import { page } from '../../src/shop.js'

/** `GET /pets`: Lists pets, a page at a time. */
export default operation.handle(async ({ query }) => {
  return { status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: page(query) }
})
