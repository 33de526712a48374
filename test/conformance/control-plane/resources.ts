import { text } from '../support/client.ts'
import { newApi, type Scripts } from '../support/replay.ts'

/** TestApiGatewayApiResource. */
export const RESOURCES: Scripts = {
  async test_resource_lifecycle(client, record) {
    const api = await newApi(client, { description: 'testing resource lifecycle' })
    record('rest-api-root-resource', await api.get('/resources'))
    const pets = await api.post(`/resources/${api.root}`, { pathPart: 'pets' })
    record('create-resource', pets)
    record('rest-api-resources-after-create', await api.get('/resources'))
    record('create-subresource', await api.post(`/resources/${text(pets, 'id')}`, { pathPart: 'subpets' }))
    record('rest-api-resources-after-create-sub', await api.get('/resources'))
    record('update-path-part', await api.patch(`/resources/${text(pets, 'id')}`, ['replace', '/pathPart', 'dogs']))
    record('get-resp-after-update-path-part', await api.get(`/resources/${text(pets, 'id')}`))
    record('del-resource', await api.delete(`/resources/${text(pets, 'id')}`))
    record('rest-api-resources-after-delete', await api.get('/resources'))
  },
  async test_update_resource_behaviour(client, record) {
    const api = await newApi(client, { description: 'testing resource behaviour' })
    const pets = text(await api.post(`/resources/${api.root}`, { pathPart: 'pets' }), 'id')
    record('nonexistent-resource', await api.patch('/resources/fake-resource', ['replace', '/pathPart', 'dogs']))
    record('invalid-path-part', await api.patch(`/resources/${pets}`, ['replace', '/invalid', 'dogs']))
    record('invalid-parent-id', await api.patch(`/resources/${pets}`, ['replace', '/parentId', 'fake-parent-id']))
    const subpets = await api.post(`/resources/${pets}`, { pathPart: 'subpets' })
    record('create-subresource', subpets)
    const sub = `/resources/${text(subpets, 'id')}`
    const child = await api.post(sub, { pathPart: 'pets' })
    record('create-subresource-child', child)
    record('existing-future-sibling-path', await api.patch(`/resources/${text(child, 'id')}`, ['replace', '/parentId', api.root]))
    await api.delete(`/resources/${text(child, 'id')}`)
    record('update-parent-id-to-subresource-id', await api.patch(`/resources/${pets}`, ['replace', '/parentId', text(subpets, 'id')]))
    record('update-parent-id-to-root-id', await api.patch(sub, ['replace', '/parentId', api.root]))
    record('update-path-already-exists', await api.patch(sub, ['replace', '/pathPart', 'pets']))
    await api.delete(`/resources/${pets}`)
    record('resources-after-deletion', await api.get('/resources'))
    record('remove-unsupported', await api.patch(sub, ['remove', '/pathPart']))
    record('add-unsupported', await api.patch(sub, ['add', '/pathPart', 'added-pets']))
  },
  async test_update_resource_on_root(client, record) {
    const api = await newApi(client, { description: 'testing resource behaviour' })
    record('update-root-path-part', await api.patch(`/resources/${api.root}`, ['replace', '/pathPart', 'dogs']))
    record('update-root-parent', await api.patch(`/resources/${api.root}`, ['replace', '/parentId', api.root]))
  },
  async test_delete_resource(client, record) {
    const api = await newApi(client, { description: 'testing resource behaviour' })
    const pets = text(await api.post(`/resources/${api.root}`, { pathPart: 'pets' }), 'id')
    const subpets = text(await api.post(`/resources/${pets}`, { pathPart: 'subpets' }), 'id')
    record('delete-resource', await api.delete(`/resources/${pets}`))
    record('get-resources', await api.get('/resources'))
    record('delete-subresource', await api.delete(`/resources/${subpets}`))
  },
  async test_create_resource_parent_invalid(client, record) {
    const api = await newApi(client, { description: 'testing resource parent' })
    record('wrong-resource-parent-id', await api.post('/resources/fake-resource-id', { pathPart: 'subpets' }))
  },
  async test_create_proxy_resource(client, record) {
    const api = await newApi(client, { description: 'testing resource proxy' })
    const create = (parent: string, pathPart: string) => api.post(`/resources/${parent}`, { pathPart })
    record('create-base-proxy-resource', await create(api.root, '{proxy+}'))
    const parent = await create(api.root, 'parent')
    record('create-proxy-sibling-resource', { ...parent, body: text(parent, 'id') })
    const proxy = await create(text(parent, 'id'), '{proxy+}')
    record('create-proxy-sibling-proxy-child-resource', proxy)
    const child = await create(text(parent, 'id'), 'child')
    record('create-proxy-sibling-static-child-resource', child)
    record('create-static-child-proxy-resource', await create(text(child, 'id'), '{proxy+}'))
    record('all-resources', await api.get('/resources'))
    await api.delete(`/resources/${text(proxy, 'id')}`)
    const variable = await create(text(parent, 'id'), '{child}')
    record('create-proxy-sibling-dynamic-child-resource', variable)
    record('create-dynamic-child-proxy-resource', await create(text(variable, 'id'), '{proxy+}'))
    record('all-resources-2', await api.get('/resources'))
  },
  async test_create_proxy_resource_validation(client, record) {
    const api = await newApi(client, { description: 'testing resource proxy' })
    const create = (parent: string, pathPart: string) => api.post(`/resources/${parent}`, { pathPart })
    const proxy = await create(api.root, '{proxy+}')
    record('create-base-proxy-resource', proxy)
    record('create-proxy-dynamic-sibling-resource', await create(api.root, '{dynamic}'))
    record('create-proxy-static-child-resource', await create(text(proxy, 'id'), 'child'))
    record('create-proxy-dynamic-child-resource', await create(text(proxy, 'id'), '{child}'))
    const parent = await create(api.root, 'parent')
    record('create-greedy-child-resource', await create(text(parent, 'id'), '{child+}'))
  },
}
