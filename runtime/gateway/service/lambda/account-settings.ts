import type { Operation } from '../call.ts'

/** The limits of an account in a region (guide: Lambda quotas); bytes. */
const LIMITS = { TotalCodeSize: 80_530_636_800, CodeSizeUnzipped: 262_144_000, CodeSizeZipped: 52_428_800, ConcurrentExecutions: 1000 }

export const getAccountSettings: Operation = (call) => {
  const functions = Object.values(call.state.functions)
  const reserved = functions.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0)
  const sizes = functions.flatMap(({ versions }) => Object.values(versions).map(({ codeSize }) => codeSize))
  return {
    body: {
      AccountLimit: { ...LIMITS, UnreservedConcurrentExecutions: LIMITS.ConcurrentExecutions - reserved },
      AccountUsage: { TotalCodeSize: sizes.reduce((sum, size) => sum + size, 0), FunctionCount: functions.length },
    },
  }
}
