import type { AroundFunction } from '../../generated/handlers/typescript/runtime/around-function.js'

/** Stands around every function of this folder, the first outermost: `async (event, context, next) => next()`. */
export const around: readonly AroundFunction[] = []
