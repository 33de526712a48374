import { documentNormalizations, policyNormalization, strangers } from './document.ts'
import type { Normalization, Published } from './draft.ts'
import { integrationNormalizations } from './integrations.ts'
import { modelNormalizations } from './models.ts'
import { operationNormalizations, sharedParts } from './operations.ts'
import { pathNormalizations } from './paths.ts'
import { securityNormalizations } from './security.ts'

/**
 * What API Gateway does to every document between import and export, in the order in which it has to be discounted: each removes the
 * difference it makes from both sides. Sources: the recorded exports, AWS's pages on import and export, and what the embedded gateway
 * was shown to do.
 */
export const normalizations: readonly Normalization[] = [
  policyNormalization,
  sharedParts,
  ...pathNormalizations,
  ...documentNormalizations,
  ...operationNormalizations,
  ...modelNormalizations,
  ...integrationNormalizations,
  ...securityNormalizations,
  strangers,
]

/** The last of them, which needs both documents side by side. */
export const variablesNormalization: Published = {
  id: 'variables',
  sentence: '`${AWS::Region}`, `${AWS::AccountId}` and `${AWS::Partition}` became those of the API.',
}

/** All that is discounted, as `apigen explain` lists it. */
export const published: readonly Published[] = [...normalizations, variablesNormalization]
