import { authorizer } from '../../generated/handlers/typescript/partnersAuthorizer.js'

const secrets: Readonly<Record<string, string>> = { '42': 'tails' }

/** Decides who gets in by `partners`: a shop's number and its secret. */
export default authorizer.handle(async ({ headers }) => {
  const partner = headers['x-partner'] ?? ''
  const known = Object.hasOwn(secrets, partner) && secrets[partner] === headers['x-partner-secret']
  return known ? authorizer.allow({ principal: `partner-${partner}` }) : authorizer.deny()
})
