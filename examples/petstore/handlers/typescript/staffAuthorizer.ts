import { authorizer } from '../../generated/handlers/typescript/staffAuthorizer.js'

/** Decides who gets in by `staff`: whoever knows the word of the day. */
export default authorizer.handle(async ({ token }) => {
  if (token === 'Bearer open-sesame') return authorizer.allow({ principal: 'staff', context: { desk: 7 } })
  if (token === 'Bearer off-duty') return authorizer.deny({ principal: 'staff' })
  return authorizer.unauthorized()
})
