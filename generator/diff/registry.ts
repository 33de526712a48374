import { type ApiRule, api } from './catalog/api.ts'
import { type BodyRule, bodies } from './catalog/bodies.ts'
import { type ConsequenceRule, consequences } from './catalog/consequences.ts'
import { type IntegrationRule, integrations } from './catalog/integrations.ts'
import { type OperationRule, operations } from './catalog/operations.ts'
import { type ParameterRule, parameters } from './catalog/parameters.ts'
import { type RequestPropertyRule, type ResponsePropertyRule, requestProperties, responseProperties } from './catalog/properties.ts'
import { type ResponseRule, responses } from './catalog/responses.ts'
import { type SchemaRule, schemaRules } from './catalog/schema.ts'
import { type SecurityRule, security } from './catalog/security.ts'
import { type Rule, rulesOf } from './rule.ts'

/** The word of a rule. */
export type RuleId =
  | ApiRule
  | BodyRule
  | ConsequenceRule
  | IntegrationRule
  | OperationRule
  | ParameterRule
  | RequestPropertyRule
  | ResponsePropertyRule
  | ResponseRule
  | SchemaRule
  | SecurityRule

/** Every rule there is, by its id. */
export const registry: ReadonlyMap<string, Rule> = new Map(
  [
    ...rulesOf('operation', operations),
    ...rulesOf('parameter', parameters),
    ...rulesOf('body', bodies),
    ...rulesOf('body', requestProperties),
    ...rulesOf('response', responses),
    ...rulesOf('response', responseProperties),
    ...schemaRules,
    ...rulesOf('security', security),
    ...rulesOf('integration', integrations),
    ...rulesOf('api', api),
    ...rulesOf('consequence', consequences),
  ].map((rule) => [rule.id, rule]),
)

/** The rule of an id that the type checker knows. */
export function ruleOf(id: RuleId): Rule {
  return registry.get(id) as Rule
}
