import type { Operation } from './call.ts'
import { notFound } from './errors.ts'
import { page } from './input.ts'

/*
 * Only private domain names have access associations, and this gateway has no private domain names (CreateDomainName says so).
 * So nothing is listed, and nothing is found.
 */

export const getDomainNameAccessAssociations: Operation = (call) => ({ body: page(call, []) })

export const createDomainNameAccessAssociation: Operation = () => {
  throw notFound('Invalid domain name identifier specified')
}

/** Also what rejecting one answers. */
export const deleteDomainNameAccessAssociation: Operation = () => {
  throw notFound('Invalid domain name access association identifier specified')
}
