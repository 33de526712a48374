import { proveHalf } from '../support/prove-hostile.ts'

proveHalf(0, [])
