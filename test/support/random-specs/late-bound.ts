import fc, { type Arbitrary } from 'fast-check'
import type { Json } from '../../../generator/base/json.ts'

const symbol = fc.constantFrom('Stage', 'Handler', 'Orders.Arn', 'AWS::Region', 'AWS::AccountId', 'env', 'constructor')

/** A part of a template that has no choice in it: what a tool will make of it is known to nobody. */
export const intrinsic: Arbitrary<Json> = fc.oneof(
  symbol.map((to) => ({ Ref: to })),
  symbol.map((to) => ({ 'Fn::GetAtt': [to, 'Arn'] })),
  symbol.map((to) => ({ 'Fn::GetAtt': `${to}.Arn` })),
  symbol.map((to) => ({ 'Fn::Sub': `a-\${${to}}-\${AWS::Region}` })),
  symbol.map((to) => ({ 'Fn::Sub': ['a-${x}', { x: { Ref: to } }] })),
  symbol.map((to) => ({ 'Fn::Join': ['-', ['a', { Ref: to }]] })),
  symbol.map((to) => ({ 'Fn::ImportValue': { 'Fn::Sub': `\${${to}}-x` } })),
  symbol.map((to) => ({ 'Fn::FindInMap': ['M', { Ref: to }, 'k'] })),
  symbol.map((to) => ({ 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: to }] }] })),
  symbol.map((to) => ({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: { Ref: to } } } })),
  symbol.map((to) => `\${${to}}`),
  symbol.map((to) => `\${var.${to}}-x`),
)

const NO_VALUE = { Ref: 'AWS::NoValue' }

/** A value with what tools make of it: an intrinsic in its place, a choice around it, or a choice between it and nothing. */
export function lateBound(value: Json): Arbitrary<Json> {
  return fc.oneof(
    { weight: 3, arbitrary: intrinsic },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Json>(
        { 'Fn::If': ['Prod', value, NO_VALUE] },
        { 'Fn::If': ['Prod', NO_VALUE, value] },
        { 'Fn::If': ['Prod', value, value] },
      ),
    },
    { weight: 1, arbitrary: intrinsic.map((other): Json => ({ 'Fn::If': ['Prod', { 'Fn::If': ['Blue', NO_VALUE, value] }, other] })) },
  )
}
