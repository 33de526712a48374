import { describe, expect, it } from 'vitest'
import { isPlace, type Place, partitionOf, placeOfArn, placeOfCredential } from '../../../../../runtime/gateway/store/place.ts'

const home: Place = { accountId: '000000000000', region: 'us-east-1' }
const signed = (scope: string): string => `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`

describe('the place of a credential', () => {
  it.each<[name: string, authorization: string, want: Place]>([
    ['no signature', '', home],
    ['another scheme', 'Bearer 111111111111/20260101/eu-west-1/lambda/aws4_request', home],
    ['a region', signed('AKIDEXAMPLE/20260101/eu-west-1/lambda/aws4_request'), { ...home, region: 'eu-west-1' }],
    ['an account', signed('111111111111/20260101/us-east-1/apigateway/aws4_request'), { ...home, accountId: '111111111111' }],
    ['eleven digits', signed('11111111111/20260101/us-east-1/apigateway/aws4_request'), home],
    ['a region that is a path', signed('111111111111/20260101/../x/apigateway/aws4_request'), home],
  ])('%s', (_, authorization, want) => {
    expect(placeOfCredential(authorization, home)).toEqual(want)
  })
})

describe('the place of an ARN', () => {
  it.each<[arn: string, want: Place | undefined]>([
    ['arn:aws:lambda:eu-west-1:111111111111:function:f:dev', { accountId: '111111111111', region: 'eu-west-1' }],
    ['arn:aws-cn:lambda:cn-north-1:111111111111:function:f', { accountId: '111111111111', region: 'cn-north-1' }],
    ['arn:aws:apigateway:eu-west-1::/restapis/a', undefined],
    ['f', undefined],
  ])('%s', (arn, want) => {
    expect(placeOfArn(arn)).toEqual(want)
  })
})

describe('a place', () => {
  it.each<[accountId: unknown, region: unknown, want: boolean]>([
    ['111111111111', 'eu-west-1', true],
    ['..', 'eu-west-1', false],
    ['111111111111', '..', false],
    ['111111111111', 'a/b', false],
    [111111111111, 'eu-west-1', false],
    ['111111111111', undefined, false],
  ])('%s %s', (accountId, region, want) => {
    expect(isPlace({ accountId, region })).toBe(want)
  })

  it.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('in %s is in the partition %s', (region, want) => {
    expect(partitionOf(region)).toBe(want)
  })
})
