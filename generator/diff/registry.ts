import type { Rule } from './rule.ts'
import { apiRules } from './rules/api.ts'
import { bodyRules } from './rules/bodies.ts'
import { integrationRules } from './rules/integrations.ts'
import { operationRules } from './rules/operations.ts'
import { parameterRules } from './rules/parameters.ts'
import { responseRules } from './rules/responses.ts'
import { schemaRules } from './rules/schema.ts'
import { securityRules } from './rules/security.ts'

/** Every rule there is, by its id. */
export const registry: ReadonlyMap<string, Rule> = new Map(
  [
    ...operationRules,
    ...parameterRules,
    ...bodyRules,
    ...responseRules,
    ...schemaRules,
    ...securityRules,
    ...integrationRules,
    ...apiRules,
  ].map((rule) => [rule.id, rule]),
)
