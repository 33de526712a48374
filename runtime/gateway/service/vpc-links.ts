import type { VpcLink } from '../definition/account.ts'
import { type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { methodsOf } from './find.ts'
import { page, param, text, textList, texts } from './input.ts'
import { allowPaths, patchOperations, withMember } from './patch.ts'

/** A link as the service answers it: links are records here, and ready at once (recorded: PENDING only in the answer to its creation). */
function viewLink({ tags, ...link }: VpcLink, shown: 'listed' | 'whole'): JsonObject {
  return { ...link, status: 'AVAILABLE', statusMessage: 'Your vpc link is ready for use', ...(shown === 'whole' && { tags }) }
}

function findLink(call: Call): VpcLink {
  const link = own(call.state.vpcLinks, param(call, 'vpcLinkId'))
  if (link === undefined) throw notFound('Invalid Vpc Link identifier specified')
  return link
}

function withLink(call: Call, link: VpcLink): Call['state'] {
  return { ...call.state, vpcLinks: withEntry(call.state.vpcLinks, link.id, link) }
}

function checkName(name: string): string {
  if (name === '') throw badRequest('Name cannot be empty')
  return name
}

export const createVpcLink: Operation = (call) => {
  const { body } = call
  const name = checkName(text(body, 'name') ?? '')
  const description = text(body, 'description')
  const targetArns = textList(body, 'targetArns')
  for (const arn of targetArns) if (!/^arn:([^:]*:){4}.+$/.test(arn)) throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`)
  const tags = texts(body, 'tags')
  const link: VpcLink = {
    id: call.world.ids.next(6),
    name,
    ...(description !== undefined && description !== '' && { description }),
    targetArns,
    tags: tags ?? {},
  }
  const { tags: _, ...shown } = link
  return { body: { ...shown, status: 'PENDING', ...(tags !== undefined && { tags }) }, next: withLink(call, link) }
}

export const getVpcLinks: Operation = (call) => ({
  body: page(
    call,
    Object.values(call.state.vpcLinks).map((link) => viewLink(link, 'listed')),
  ),
})

export const getVpcLink: Operation = (call) => ({ body: viewLink(findLink(call), 'whole') })

export const updateVpcLink: Operation = (call) => {
  let link = findLink(call)
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: ['/name', '/description'] })
  for (const { path, value = '' } of operations) {
    link = path === '/name' ? { ...link, name: checkName(value) } : withMember(link, 'description', value === '' ? undefined : value)
  }
  return { body: viewLink(link, 'whole'), next: withLink(call, link) }
}

/** A link that an integration uses stays. */
export const deleteVpcLink: Operation = (call) => {
  const { id } = findLink(call)
  const users = Object.values(call.state.restApis).flatMap((api) =>
    methodsOf(api)
      .filter(({ method }) => method.methodIntegration?.connectionId === id)
      .map(({ path, method }) => `${method.httpMethod}:${path}`),
  )
  if (users.length > 0)
    throw badRequest(`Cannot delete vpc link. Vpc link '${id}', is referenced in [${users.join(', ')}] in format of [Method:Resource].`)
  return { next: { ...call.state, vpcLinks: withoutEntry(call.state.vpcLinks, id) } }
}
