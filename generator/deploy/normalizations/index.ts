import { documentNormalizations, policyNormalization, strangers } from './document.ts'
import type { Normalization } from './draft.ts'
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
