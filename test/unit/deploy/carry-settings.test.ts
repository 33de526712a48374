import { expect, it } from 'vitest'
import { carrySettings } from '../../../generator/deploy/carry-settings.ts'

const POLICY = 'x-amazon-apigateway-policy'
const BINARY = 'x-amazon-apigateway-binary-media-types'
const ENDPOINT = 'x-amazon-apigateway-endpoint-configuration'

it('takes what an overwrite would reset, and leaves what the document says', () => {
  const found = {
    [POLICY]: { Statement: [] },
    [BINARY]: ['image/png'],
    info: { title: 'theirs' },
    'x-amazon-apigateway-gateway-responses': {},
  }
  const { document, settings } = carrySettings({ info: { title: 'mine' }, [BINARY]: [] }, found)
  expect(settings).toEqual([POLICY])
  expect(document).toEqual({ info: { title: 'mine' }, [BINARY]: [], [POLICY]: { Statement: [] } })
})

it('takes the endpoints, which stand in the first server', () => {
  const found = { servers: [{ url: 'https://deployed', [ENDPOINT]: { vpcEndpointIds: ['vpce-1'] } }] }
  expect(carrySettings({}, found)).toEqual({ document: { servers: found.servers }, settings: [ENDPOINT] })
  const mine = { servers: [{ url: 'https://mine' }, { url: 'https://other' }] }
  expect(carrySettings(mine, found).document).toEqual({
    servers: [{ url: 'https://mine', [ENDPOINT]: { vpcEndpointIds: ['vpce-1'] } }, { url: 'https://other' }],
  })
  const said = { servers: [{ url: 'https://mine', [ENDPOINT]: { vpcEndpointIds: [] } }] }
  expect(carrySettings(said, found)).toEqual({ document: said, settings: [] })
})

it('takes nothing where there is nothing yet', () => {
  expect(carrySettings({ openapi: '3.0.1' }, undefined)).toEqual({ document: { openapi: '3.0.1' }, settings: [] })
})
