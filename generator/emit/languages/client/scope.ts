import type { Code } from '../../code.ts'
import { identifier } from '../typescript.ts'

/** The first parameter of every generated function. */
export const CLIENT: Code = identifier('client')
/** The second. */
export const INPUT: Code = identifier('input')
/** The third. */
export const OPTIONS: Code = identifier('options')
